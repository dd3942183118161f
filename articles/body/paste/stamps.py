"""Dates and the stamp that ends a clip's teaser: ``23.08.2025 | 0:23 min``.

A date or duration that has the right shape but cannot exist is recognised all the same; its value
is ``None`` and a fault is noted, so that the block keeps its kind.
"""

from __future__ import annotations

import re
from datetime import date

from .pieces import Piece
from .story import Stamp, Warnings
from .words import pairs

_MONTHS = {name.casefold(): int(number) for name, number in pairs("months").items()}
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATE = rf"""(?:
    (?P<iso>\d{{4}})-(?P<iso_month>\d{{1,2}})-(?P<iso_day>\d{{1,2}})
  | (?P<day>\d{{1,2}})(?P<dot>[./-])\ ?(?P<month>\d{{1,2}})(?P=dot)\ ?(?P<year>\d{{4}}|\d{{2}})
  | (?P<name_day>\d{{1,2}})(?:\.|er|st|nd|rd|th)?\ (?:de\ |of\ )?(?P<name>{_MONTH})\.?,?\ (?P<name_year>\d{{4}})
  | (?P<us_name>{_MONTH})\.?\ (?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<us_year>\d{{4}})
)(?!\d)"""
_CLOCK = r"\d{1,3}\ ?:\ ?\d{1,2}(?:\ ?:\ ?\d{1,2})?(?![\d:])"
_UNIT = r"(?:minuten?|minutes?|mins?|mn|std|stunden?|sek|sec|h|s)\b\.?"
_BAR = r"[|¦│∣ǀ·•]"
_STAMP = re.compile(
    rf"""(?<![\w.])(?:
      \(?\b{_DATE}\s*(?:
          (?:{_BAR}|[-–—,/])?\s*(?P<clock>{_CLOCK})\s*(?P<unit>{_UNIT})
        | {_BAR}\s*(?P<bare_clock>{_CLOCK})(?!\s?(?:Uhr|h\b))
        | {_BAR}\s*(?P<odd>[\d?:.,–—-]{{1,8}})?\s*{_UNIT}
        | {_BAR}\s*(?P<cut>\d{{0,2}}:?\d?\s*m?i?)$
        | (?P<lone>)$
      )
    | {_BAR}\s*(?P<dateless>{_CLOCK})\s*{_UNIT}
    | (?P<alone>{_CLOCK})\s*{_UNIT}(?=\s*$|\s+[A-ZÀ-Ý"„“«])
    )\)?""",
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(rf"\d\s?:\s?\d|\d\s*{_BAR}|{_BAR}.*\d|\d\s*$")
_DATE_ALONE = re.compile(_DATE, re.VERBOSE | re.IGNORECASE)
_CLOCK_OF_ISO = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?(?!\S)")
_SENTENCE_OVER = re.compile(r"[.!?…:][\"”“»«›)\]]*\s*$|^\s*$")


def find(piece: Piece) -> tuple[Piece, Stamp, Piece] | None:
    """The first stamp in the piece: what stands before it, the stamp, what comes after."""
    if not _HINT.search(piece.raw):
        return None
    for match in _STAMP.finditer(piece.raw):
        before = piece.raw[: match.start()]
        unbarred = match["lone"] is not None or match["alone"]
        if unbarred and not _SENTENCE_OVER.search(before):
            continue  # a date or a time of day that a sentence mentions
        if match["lone"] is not None and not before.strip():
            continue
        return piece.cut(0, match.start()), _read(match), piece.cut(match.end())
    return None


def _read(match: re.Match[str]) -> Stamp:
    faults: list[Warnings] = []
    recorded = _calendar_day(match)
    if recorded is None and not (match["dateless"] or match["alone"]):
        faults.append("invalid_date")
    clock = match["clock"] or match["bare_clock"] or match["dateless"] or match["alone"] or match["odd"]
    seconds = to_seconds(clock) if clock else None
    if clock and seconds is None:
        faults.append("invalid_duration")
    return Stamp(recorded, seconds, tuple(faults))


def to_seconds(clock: str) -> int | None:
    """``m:ss`` or ``h:mm:ss``; ``None`` when no clock can show it."""
    parts = clock.replace(" ", "").split(":")
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if any(number > 59 for number in numbers[1:]) or len(parts[-1]) != 2:
        return None
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds


def leading_date(text: str) -> tuple[date | None, int] | None:
    """The date a text begins with and where it ends; the date is ``None`` if it cannot exist."""
    match = _DATE_ALONE.match(text)
    if not match:
        return None
    clock = _CLOCK_OF_ISO.match(text, match.end())
    return _calendar_day(match), (clock or match).end()


def _calendar_day(match: re.Match[str]) -> date | None:
    """Day first, always: newsrooms of three languages agree on it."""
    month: int
    if match["iso"]:
        year, month, day = match["iso"], int(match["iso_month"]), match["iso_day"]
    elif match["day"]:
        year, month, day = match["year"], int(match["month"]), match["day"]
    elif match["name"]:
        year, month, day = match["name_year"], _MONTHS[match["name"].casefold()], match["name_day"]
    elif match["us_name"]:
        year, month, day = match["us_year"], _MONTHS[match["us_name"].casefold()], match["us_day"]
    else:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None
