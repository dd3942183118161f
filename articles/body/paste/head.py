"""Kicker, headline, date and lead: everything before the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from . import credits, crossheads, run_ons, stamps
from .pieces import Piece

_DATE_WORD = re.compile(r"(?:^|(?<=\s))(?:date|datum)\s*:?\s+(?=\d)", re.IGNORECASE)
_ODD_DATE = re.compile(r"date\b\s*:?\s*(?P<odd>(?=\S*[\d?])[\d?xX._/-]+(?!\S))?\s*")
_COLON = re.compile(r"(?<=\S)\s+:(?:\s+|$)")
_SEARCHED_LINES = 12


@dataclass(frozen=True)
class Head:
    kicker: str | None = None
    headline: str | None = None
    date: date | None = None
    invalid_date: bool = False
    lead: Piece | None = None
    body: tuple[Piece, ...] = ()


def read(lines: list[Piece]) -> Head:
    for place, line in enumerate(lines[:_SEARCHED_LINES]):
        for word in _DATE_WORD.finditer(line.raw):
            found = stamps.leading_date(line.raw[word.end() :])
            if found:
                day, length = found
                above = [*lines[:place], line.cut(0, word.start())]
                lead = line.cut(word.end() + length)
                return _with_date(above, day, lead, lines[place + 1 :])
    return _with_odd_date(lines) or _without_date(lines)


def _with_odd_date(lines: list[Piece]) -> Head | None:
    """``date 2025-0x-26 Lead``: the word stands where it should, what follows is no date."""
    for place, line in enumerate(lines[:_SEARCHED_LINES]):
        word = _ODD_DATE.match(line.raw)
        if word:
            top = _with_date(lines[:place], None, line.cut(word.end()), lines[place + 1 :])
            return replace(top, invalid_date=bool(word["odd"]))
    return None


def _with_date(above: list[Piece], day: date | None, lead: Piece, below: list[Piece]) -> Head:
    if not lead.text and below:
        lead, *below = below
    kicker, headline = split_headline([piece.text for piece in above if piece.text])
    lead, *run_on = _lead_and_rest(lead)
    return Head(kicker, headline, day, day is None, lead if lead.text else None, (*run_on, *below))


def _lead_and_rest(lead: Piece) -> list[Piece]:
    """The lead, and what was run on to it: a credited caption first of all."""
    picture = credits.find(lead)
    if not picture:
        return run_ons.lead(lead)
    before = run_ons.lead_and_caption(picture[0])
    return [before[0], lead.cut(before[-1].start - lead.start)] if len(before) > 1 else [lead]


def _without_date(lines: list[Piece]) -> Head:
    """A first line that looks like a headline is one, and the line below it then the lead."""
    if len(lines) < 2 or not crossheads.is_crosshead(lines[0].text, last=False):
        return Head(body=tuple(lines))
    kicker, headline = split_headline([lines[0].text])
    return Head(kicker, headline, None, False, lines[1], tuple(lines[2:]))


def split_headline(above: list[str]) -> tuple[str | None, str | None]:
    whole = " ".join(above)
    colon = _COLON.search(whole)
    if colon:
        return whole[: colon.start()].strip() or None, whole[colon.end() :].strip() or None
    if len(above) > 1:
        return above[0], " ".join(above[1:])
    return None, whole or None
