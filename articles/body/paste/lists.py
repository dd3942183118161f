"""Lists: a marker before each item, or short bare lines after a lead-in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import sentences
from .pieces import Piece

_BULLET = re.compile(r"(?:[-*•·‣◦▪■●○–—‐‑⁃➤►▶✓✔→]|\uf0b7)\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,3}|[a-zA-Z])[.)]\s+(?=\S)")
_SHORT = 120


@dataclass(frozen=True)
class Found:
    items: tuple[str, ...]
    ordered: bool
    used: int


def read(pieces: Sequence[Piece]) -> Found | None:
    """The list the pieces begin with, if they do."""
    return _bullets(pieces) or _numbers(pieces)


def begins(piece: Piece) -> bool:
    return has_bullet(piece) or bool(_NUMBER.match(piece.raw))


def has_bullet(piece: Piece) -> bool:
    return bool(_BULLET.match(piece.raw))


def _bullets(pieces: Sequence[Piece]) -> Found | None:
    first = _BULLET.match(pieces[0].raw)
    if not first:
        return None
    sign = first.group().strip()
    items = []
    for piece in pieces:
        match = _BULLET.match(piece.raw)
        if not match or match.group().strip() != sign:
            break
        items.append(piece.cut(match.end()).text)
    return Found(tuple(items), False, len(items))


def _numbers(pieces: Sequence[Piece]) -> Found | None:
    """Numbers must count up: "3. Oktober" at the beginning of a line is no list."""
    items: list[str] = []
    before: str | None = None
    for piece in pieces:
        match = _NUMBER.match(piece.raw)
        if not match or not _follows(before, match["number"]):
            break
        before = match["number"]
        items.append(piece.cut(match.end()).text)
    return Found(tuple(items), True, len(items)) if len(items) > 1 else None


def _follows(before: str | None, number: str) -> bool:
    if before is None:
        return number.isdigit() or number in "aA"
    if before.isdigit() and number.isdigit():
        return int(number) == int(before) + 1 or number == before == "1"
    return not before.isdigit() and not number.isdigit() and ord(number) == ord(before) + 1


def bare(pieces: Sequence[Piece]) -> Found | None:
    """Two or more short lines right below each other, none of them a whole sentence."""
    items: list[str] = []
    for piece in pieces:
        if items and piece.after_gap:
            break
        if len(piece.text) > _SHORT or sentences.is_finished(piece.text) or piece.text.endswith(":"):
            break
        items.append(piece.text)
    return Found(tuple(items), False, len(items)) if len(items) > 1 else None
