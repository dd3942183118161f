"""The newest of a list, for feed readers: RSS, Atom and JSON Feed of the same entries."""

from articles.feeds.lists import author, clips, person, section, site, topic

__all__ = ["author", "clips", "person", "section", "site", "topic"]
