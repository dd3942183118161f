"""Time above the picture: a line of a day and a half, a mark where the page changes, a knob where one looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.day import named, percent
from fronts.admin.doors import Place
from fronts.body import course
from fronts.body.course import Turn
from fronts.body.layout import Layout

HOUR = timedelta(hours=1)
BEHIND, AHEAD = 4, 32  # hours
STEP = 5  # minutes between two places of the knob


@dataclass(frozen=True)
class Mark:
    x: str
    label: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Timeline:
    start: datetime
    minutes: int
    value: int
    knob: str
    flag: str
    said: str
    now: str  # where the present is; "" if outside
    ticks: list[Mark]
    days: list[Mark]
    turns: list[tuple[Mark, datetime]]
    earlier: datetime | None
    later: datetime | None
    since: datetime | None
    changes: list[tuple[str, str, str]]  # slot, what went, what came


def timeline(place: Place, layout: Layout | None, known: Any) -> Timeline:
    now = timezone.now()
    at = place.at or now
    near = now - HOUR * BEHIND <= at <= now + HOUR * (AHEAD - 2)
    start = _hour(now if near else at) - HOUR * BEHIND
    end = start + HOUR * (BEHIND + AHEAD)
    turns = course.course(place.key, start, end, layout, known)
    last = next((turn for turn in reversed(turns) if turn.at <= at), None)

    def x(moment: datetime) -> str:
        return percent(100 * (moment - start) / (end - start))

    return Timeline(
        start=start,
        minutes=int((end - start) / timedelta(minutes=1)),
        value=int((at - start) / timedelta(minutes=1)),
        knob=x(at),
        flag=_flag(place, at),
        said=_said(at, turns),
        now=x(now) if start <= now <= end else "",
        ticks=_ticks(start, end, x),
        days=[Mark(x(day), named(timezone.localtime(day).date())) for day in _midnights(start, end)],
        turns=[(Mark(x(turn.at), f"{timezone.localtime(turn.at):%H:%M}"), turn.at) for turn in turns],
        earlier=last.at if last and last.at < at else next((t.at for t in reversed(turns) if t.at < at), None),
        later=next((turn.at for turn in turns if turn.at > at), None),
        since=last.at if last else None,
        changes=_changes(last) if last else [],
    )


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _ticks(start: datetime, end: datetime, x: Any) -> list[Mark]:
    marks, moment = [], start
    while moment <= end:
        local = timezone.localtime(moment)
        label = f"{local:%H}" if local.hour % 3 == 0 and start < moment < end else ""
        marks.append(Mark(x(moment), label, "g6" if local.hour % 6 == 0 else "g"))
        moment += HOUR
    return marks


def _midnights(start: datetime, end: datetime) -> list[datetime]:
    """The beginning of the line, then every midnight in it."""
    found, moment = [start], start
    while (moment := moment + HOUR) < end:
        if timezone.localtime(moment).hour == 0:
            found.append(moment)
    return found


def _flag(place: Place, at: datetime) -> str:
    return _("now") if place.at is None else f"{timezone.localtime(at):%H:%M}"


def _said(at: datetime, turns: list[Turn]) -> str:
    """The drawing in words."""
    told = [f"{timezone.localtime(turn.at):%d.%m. %H:%M}" for turn in turns if turn.at > at][:8]
    if not told:
        return _("The page does not change by itself in the next hours.")
    return _("The page changes at: %(moments)s") % {"moments": ", ".join(told)}


def _changes(turn: Turn) -> list[tuple[str, str, str]]:
    names = course.names_of(turn)

    def name(side: dict[str, Any], slot: str) -> str:
        placed = side.get(slot)
        return (placed.headline or names.get(placed.candidate.edition, "")) if placed else ""

    slots = [slot for slot in turn.after | turn.before if slot in turn.slots]
    return [(slot, name(turn.before, slot), name(turn.after, slot)) for slot in slots]
