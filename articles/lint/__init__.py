"""The desk lint: what an attentive colleague would say of a story before it goes out.

Rules are pure functions over the typed document and the facts around it. ``look_at`` asks the database for them,
``examine`` does not.
"""

from articles.lint.copy import Copy, Facts, Held, Passage, Picture
from articles.lint.examining import Report, copy_of, examine
from articles.lint.finding import Change, Finding, Fix
from articles.lint.gathering import look_at
from articles.lint.mending import Moved, mended, mended_words
from articles.lint.register import Register
from articles.lint.rules import RULES

__all__ = [
    "RULES",
    "Change",
    "Copy",
    "Facts",
    "Finding",
    "Fix",
    "Held",
    "Moved",
    "Passage",
    "Picture",
    "Register",
    "Report",
    "copy_of",
    "examine",
    "look_at",
    "mended",
    "mended_words",
]
