"""Readers' pages of a story, or of a list of stories. Only live editions and public clips are asked for."""

from articles.views import api
from articles.views.archive import archive, archive_day, archive_month
from articles.views.author import author
from articles.views.changes import changes
from articles.views.clip import clip, clips
from articles.views.corrections import corrections
from articles.views.live import live, live_post, live_updates
from articles.views.person import person
from articles.views.preview_link import preview_file, preview_link
from articles.views.search import search
from articles.views.story import short, story
from articles.views.topic import topic

__all__ = [
    "api",
    "archive",
    "archive_day",
    "archive_month",
    "author",
    "changes",
    "clip",
    "clips",
    "corrections",
    "live",
    "live_post",
    "live_updates",
    "person",
    "preview_file",
    "preview_link",
    "search",
    "short",
    "story",
    "topic",
]
