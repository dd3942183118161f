"""Elements whose line break got lost are cut apart where their own grammar shows it.

Only what cannot be one element is cut: a lead-in with the quote it announces, a list that begins
inside a line, a teaser behind its announcement, a clip's teaser with half a story before it.
"""

from __future__ import annotations

import re

from . import sentences, teasers
from .pieces import Piece
from .words import words

# How many sentences a caption or a clip's teaser may have, and how many are left to it beyond that.
_MOST_SENTENCES = {"image": (3, 1), "video": (4, 2)}
_LEAD_IN = re.compile(r":\s+(?=[A-ZÀ-Þ\"„“«])")
_INLINE_LIST = re.compile(r"(?<=:)\s+(?=(?:[-–—•*·]|1[.)]|a\))\s+\S)")
_NEXT_BULLET = r"(?<=[;,.!?])\s+(?=[{sign}]\s+\S)"
_NEXT_NUMBER = re.compile(r"(?<=\S)\s+(?=(?P<number>\d{1,2})[.)]\s+\S)")
_ANNOUNCED = re.compile(r"(?<!\s):\s+(?=\S)|(?<=\S)\s:\s+(?=\S)")
_LEAD_SENTENCES = 3
_LONG_LEAD = 900


def before_sign(piece: Piece, kind: str) -> list[Piece]:
    """The piece a sign ended, cut into what came before the element and the element itself."""
    if kind == "quote":
        return _quote(piece)
    most, left = _MOST_SENTENCES[kind]
    ends = [end for end in sentences.ends(piece.raw) if end < len(piece.raw)]
    if len(ends) + 1 <= most:
        return [piece]
    cut = ends[-left]
    return [piece.cut(0, cut), piece.cut(cut)]


def _quote(piece: Piece) -> list[Piece]:
    """``Dazu sagte Lind: Wir bleiben.`` in front of a lone mark is lead-in and quote."""
    for colon in _LEAD_IN.finditer(piece.raw):
        lead_in = piece.raw[: colon.start()]
        last = sentences.split(lead_in)[-1] if lead_in.strip() else ""
        if any(word.strip(",") in words("speech") for word in last.split()):
            return [piece.cut(0, colon.start() + 1), piece.cut(colon.end())]
    return [piece]


def lists(piece: Piece) -> list[Piece]:
    """A list that begins behind a colon inside the line, an item a piece."""
    begin = _INLINE_LIST.search(piece.raw)
    if not begin:
        return [piece]
    intro, rest = piece.cut(0, begin.start()), piece.cut(begin.end())
    first = rest.raw[0]
    marks = _numbers(rest) if first.isalnum() else _bullets(rest, first)
    cuts = [0, *marks, len(rest.raw)]
    return [intro, *(rest.cut(start, stop) for start, stop in zip(cuts, cuts[1:], strict=False))]


def _bullets(piece: Piece, sign: str) -> list[int]:
    pattern = _NEXT_BULLET.format(sign=re.escape(sign))
    return [match.end() for match in re.finditer(pattern, piece.raw)]


def _numbers(piece: Piece) -> list[int]:
    found, expected = [], 2
    for match in _NEXT_NUMBER.finditer(piece.raw):
        if int(match["number"]) == expected:
            found.append(match.end())
            expected += 1
    return found


def teaser(piece: Piece) -> list[Piece]:
    """``Mehr dazu hier: Ottilie an der Küste : Der Sturm …`` is an announcement and a teaser."""
    if len(piece.raw) > 700:
        return [piece]
    for colon in _ANNOUNCED.finditer(piece.raw):
        rest = piece.cut(colon.end())
        intro = piece.raw[: colon.start()]
        if len(intro.split()) < 3 or " : " in intro or not teasers.read(rest.text, announced=False):
            continue
        cut = colon.start() + len(colon.group().rstrip())
        return [piece.cut(0, cut), rest]
    return [piece]


def lead(piece: Piece) -> list[Piece]:
    """A lead as long as a story holds the story."""
    ends = sentences.ends(piece.raw)
    if len(piece.raw) <= _LONG_LEAD or len(ends) <= _LEAD_SENTENCES:
        return [piece]
    cut = ends[_LEAD_SENTENCES - 1]
    return [piece.cut(0, cut), piece.cut(cut)]


def lead_and_caption(piece: Piece) -> list[Piece]:
    """Text before a credit on the lead's own line: the last sentence is the caption."""
    ends = [end for end in sentences.ends(piece.raw) if end < len(piece.raw)]
    return [piece.cut(0, ends[-1]), piece.cut(ends[-1])] if ends else [piece]
