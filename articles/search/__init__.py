"""What stories are found by, and what readers find: stories, clips, persons and topics they could meet anyway."""

from articles.search import suggesting
from articles.search.indexing import EDITIONS, STORIES
from articles.search.posts import POSTS

__all__ = ["EDITIONS", "POSTS", "STORIES", "suggesting"]
