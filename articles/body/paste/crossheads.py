"""A crosshead is one short line that is no finished sentence and has something below it."""

from __future__ import annotations

from . import sentences

_LONGEST = 110
_MOST_WORDS = 16


def is_crosshead(text: str, *, last: bool) -> bool:
    """``last``: nothing follows, so an unfinished line is a paragraph that was cut off."""
    if last or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if text.endswith((":", ",", ";")):
        return False
    if len(sentences.split(text)) > 1:
        return False
    bare = text.rstrip(" " + sentences.CLOSERS)
    if bare.endswith(("?", "!")):
        return True
    return not (bare.endswith((".", "…")))
