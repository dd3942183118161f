"""Readers' pages of a story, or of a list of stories. Only live editions and public clips are asked for."""

from articles.views import api
from articles.views.author import author
from articles.views.clip import clip, clips
from articles.views.person import person
from articles.views.story import story
from articles.views.topic import topic

__all__ = ["api", "author", "clip", "clips", "person", "story", "topic"]
