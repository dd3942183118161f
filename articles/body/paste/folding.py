"""Lines that a mail program folded at a fixed width become whole again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from . import lists, sentences
from .pieces import Piece

_WIDEST, _NARROWEST = 130, 40
_FEWEST_PAIRS = 4
_MOSTLY = 0.8
_SLACK = 2  # an indent that cleaning took away


def unfold(lines: Sequence[Piece]) -> list[Piece]:
    """The lines joined where a fold, not the author, broke them."""
    width = _width(lines)
    whole: list[Piece] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _continues(before, line, width):
            whole[-1] = whole[-1].until(line)
        else:
            whole.append(line)
    return whole


def _width(lines: Sequence[Piece]) -> int | None:
    """The column the text was folded at, if it was."""
    widest = max((len(line.raw) for line in lines), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    close = [(one, other) for one, other in pairwise(lines) if not other.after_gap and not lists.begins(other)]
    full = sum(_would_not_fit(one, other, widest) for one, other in close)
    return widest if len(close) >= _FEWEST_PAIRS and full >= _MOSTLY * len(close) else None


def _would_not_fit(line: Piece, following: Piece, width: int) -> bool:
    return len(line.raw) + 1 + len(following.raw.split(maxsplit=1)[0]) > width - _SLACK


def _continues(line: Piece, following: Piece, width: int | None) -> bool:
    if following.after_gap:
        return False
    is_open = not sentences.is_finished(line.raw) and not line.raw.endswith(":")
    if lists.begins(following) and (width is None or not is_open):
        return False  # but "am\n3. Oktober" in a folded text is no list
    if width is not None:
        return _would_not_fit(line, following, width)
    return following.raw[0].islower() and len(line.raw) >= _NARROWEST and is_open
