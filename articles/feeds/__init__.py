"""The newest of a list, for feed readers: RSS, Atom and JSON Feed of the same entries."""

from articles.feeds.letter import letter
from articles.feeds.lists import author, clips, person, section, site, topic
from articles.feeds.live import live

__all__ = ["author", "clips", "letter", "live", "person", "section", "site", "topic"]
