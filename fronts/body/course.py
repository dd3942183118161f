"""When a front changes by itself, and how: every moment of a span at which another story stands in some slot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Edition
from fronts.body import filling, sight
from fronts.body.filling import Placed, Stock
from fronts.body.layout import Layout, read
from fronts.body.subject import resolved
from fronts.models import FrontEdition


@dataclass(frozen=True)
class Turn:
    """One moment at which the page changes; ``slots`` show something else from then on."""

    at: datetime
    before: dict[str, Placed]
    after: dict[str, Placed]
    slots: set[str]


def course(
    section: int | None, start: datetime, end: datetime, layout: Layout | None = None, known: sight.Known = None
) -> list[Turn]:
    """``layout``: the working copy, as if it stood there all the time; else what is printed for each moment."""
    printed = list(FrontEdition.objects.of(section).within(start, end)) if layout is None else []
    plain = layout or sight.unarranged(section)
    layouts = {edition.pk: read(edition.layout) for edition in printed}
    fronts = {key: resolved(one, start) for key, one in [(0, plain), *layouts.items()]}
    stock = sight.stocked(fronts.values(), start, end, known)

    def filled(at: datetime) -> dict[str, Placed]:
        edition = next((one for one in printed if _covers(one, at)), None)
        return filling.fill(fronts[edition.pk if edition else 0].layout, stock, at)

    before, turns = filled(start), []
    moments = _moments(printed, [front.layout for front in fronts.values()], stock)
    for at in sorted({at for at in moments if start < at < end}):
        after = filled(at)
        if slots := filling.changes(before, after):
            turns.append(Turn(at, before, after, slots))
        before = after
    return turns


def names_of(turn: Turn) -> dict[int, str]:
    """Headlines of all that comes and goes, by edition."""
    keys = {side[slot].candidate.edition for slot in turn.slots for side in (turn.before, turn.after) if slot in side}
    return {edition.pk: edition.shown_headline for edition in Edition.objects.filter(pk__in=keys).for_calendar()}


def _covers(edition: FrontEdition, at: datetime) -> bool:
    return edition.live_from <= at and (edition.live_until is None or edition.live_until > at)


def _moments(printed: Iterable[FrontEdition], layouts: Iterable[Layout], stock: Stock) -> Iterator[datetime]:
    """Everything that could make a difference: editions, pins, stories that come, go or grow too old for a rule."""
    for edition in printed:
        yield from (edition.live_from, *([edition.live_until] if edition.live_until else []))
    ages = set()
    for layout in layouts:
        for _area, slot in layout.slots():
            if slot.rule.hours:
                ages.add(timedelta(hours=slot.rule.hours))
            if slot.pin:
                yield from (moment for moment in (slot.pin.since, slot.pin.until) if moment)
    for one in stock.newest:
        yield from (one.live_from, *([one.live_until] if one.live_until else []))
        yield from (one.first + age + timedelta(seconds=1) for age in ages)
