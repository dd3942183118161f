"""The verbs of a live blog and its posts. Each locks the story: posts of one blog follow each other, never overlap.

Whether readers see a post is asked of the clock: its span, and that of the live blog's edition.
"""

from articles.lifecycle.live.marking import mark, pin
from articles.lifecycle.live.posting import call_off, missing, publish, withdraw
from articles.lifecycle.live.state import blog_of, turn
from articles.lifecycle.live.writing import Signed, discard, post, write

__all__ = [
    "Signed",
    "blog_of",
    "call_off",
    "discard",
    "mark",
    "missing",
    "pin",
    "post",
    "publish",
    "turn",
    "withdraw",
    "write",
]
