"""Time as a drawing: where each mark and word of a day stands, computed here so that the page needs no script.

Across everything is a share of the day in percent; down it is pixels. ``templates/desk/_day.html`` draws it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.admin.agenda import LANES, Event, events
from people.models import User

HOUR = timedelta(hours=1)
OPENS = 5  # the hour a day's drawing begins with, unless something happens earlier
LANE = 64  # pixels: two lines of words and one of bare marks
LINES, BARE = (17, 38), 55
LONGEST = 26  # characters of a title
#: shares of the width, for a drawing of about 800 pixels: a character, the time before it, a mark, air
CHARACTER, CLOCK, MARK, AIR = 0.95, 5.5, 1.6, 1.0
SAID = 12  # events that the drawing's name for screen readers spells out


@dataclass(frozen=True)
class Mark:
    """One event in the drawing. ``anchor`` is empty where there was no room for its words."""

    event: Event
    x: str
    y: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Day:
    """One day as ``desk/_day.html`` draws it; ``events`` is the same as a list."""

    date: date
    events: list[Event]
    marks: list[Mark]
    hours: list[dict[str, str]]
    lanes: list[tuple[str, int]]
    past: str  # how much of it is over; "" when it has not begun
    now: str  # where the present is, "" when it is not today
    clock: str
    said: str


def day(user: User, on: date, now: datetime | None = None) -> Day:
    """The drawing of one day for ``user``: a constant number of questions for any number of events."""
    now = now or timezone.now()
    start, end = bounds(on)
    return drawn(on, events(user, start, end, now), now)


def bounds(on: date, days: int = 1) -> tuple[datetime, datetime]:
    """From midnight to midnight where we are; 23 and 25 hours on the nights the clocks change."""
    here = timezone.get_current_timezone()
    first, last = (datetime.combine(on + timedelta(days=n), time(), here) for n in (0, days))
    return first, last


def drawn(on: date, found: list[Event], now: datetime) -> Day:
    midnight, end = bounds(on)
    morning = datetime.combine(on, time(OPENS), timezone.get_current_timezone())
    start = midnight if any(event.at < morning for event in found) else morning
    past = min(max(_share(now, start, end), 0.0), 100.0)
    today = start <= now < end
    return Day(
        date=on,
        events=found,
        marks=[mark for number, lane in enumerate(LANES) for mark in _placed(found, lane, number * LANE, start, end)],
        hours=_hours(start, end),
        lanes=[(str(name), (number + 1) * LANE) for number, name in enumerate(LANES.values())],
        past=percent(past) if past else "",
        now=percent(past) if today else "",
        clock=f"{timezone.localtime(now):%H:%M}",
        said=_said(on, found, start, now if today else None),
    )


def percent(share: float) -> str:
    """For an attribute: never with the comma of the desk's language."""
    return f"{share:.2f}%"


def _share(at: datetime, start: datetime, end: datetime) -> float:
    return 100 * (at.timestamp() - start.timestamp()) / (end.timestamp() - start.timestamp())


def _hours(start: datetime, end: datetime) -> list[dict[str, str]]:
    """A line an hour, a number every third: real hours, so that a long night has one more."""
    lines, moment = [], start.timestamp()
    while moment <= end.timestamp():
        local = timezone.localtime(datetime.fromtimestamp(moment, tz=start.tzinfo))
        last, first = moment == end.timestamp(), moment == start.timestamp()
        hour = "24" if last else f"{local:%H}"
        lines.append(
            {
                "x": percent(_share(local, start, end)),
                "label": hour if first or last or int(hour) % 3 == 0 else "",
                "anchor": "start" if first else "end" if last else "middle",
                "line": "main" if int(hour) % 6 == 0 else "",
            }
        )
        moment += HOUR.total_seconds()
    return lines


def _placed(found: Iterable[Event], lane: str, top: int, start: datetime, end: datetime) -> list[Mark]:
    """Words on two lines where they fit, left or right of their mark; the rest are bare marks on a third."""
    taken: list[list[tuple[float, float]]] = [[], []]
    marks = []
    for event in found:
        if event.lane != lane:
            continue
        x, words = _share(event.at, start, end), Truncator(event.title).chars(LONGEST)
        width = MARK + CLOCK + CHARACTER * len(words)
        line, anchor = _room(taken, x, width)
        y = LINES[line] if anchor else BARE
        marks.append(Mark(event, percent(x), top + y, anchor, words))
    return marks


def _room(taken: list[list[tuple[float, float]]], x: float, width: float) -> tuple[int, str]:
    for line, spans in enumerate(taken):
        for anchor, left, right in (("start", x - MARK / 2, x + width), ("end", x - width, x + MARK / 2)):
            free = all(right + AIR <= begin or left >= until + AIR for begin, until in spans)
            if free and left >= -MARK and right <= 100 + AIR:
                spans.append((left, right))
                return line, anchor
    return 0, ""


def _said(on: date, found: list[Event], start: datetime, now: datetime | None) -> str:
    """The drawing in words."""
    told: list[Any] = [named(on)]
    if now:
        told.append(_("now %(time)s") % {"time": f"{timezone.localtime(now):%H:%M}"})
    if not found:
        return ", ".join([*told, _("nothing is due")])
    lines = [f"{event.time} {event.word}: {event.title}" for event in found[:SAID]]
    if more := len(found) - SAID:
        lines += [_("and %(n)s more") % {"n": more}] if more > 0 else []
    return f"{', '.join(told)}. {'; '.join(lines)}."


def named(on: date) -> str:
    """“Tuesday, 24 November”, with the point that German puts behind the day."""
    return formats.date_format(on, "l, j. F" if translation.get_language() == "de" else "l, j F")
