"""Which story stands in which slot at a moment. Pure: a layout, a stock of candidates and a moment in, no question.

Slots are filled in the order of the page, but opinion before everything and the bands of sections last. Each slot
gets the first candidate that its rule takes and that stands nowhere yet; pinned stories are kept back for their
slots beforehand. What stays empty then is filled from its area's ground.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from fronts.body.layout import Area, Layout, Pin, Rule, Slot

#: a lead story has a picture if one of the newest few has
PICTURED_AMONG = {"lead": 4, "first": 3}
#: who chooses first: opinion stands among opinion as long as there is room, a section gets what is left of its stories
TURNS = {"opinion": 0, "band": 2}
How = Literal["pin", "rule", "gap"]


class Candidate(NamedTuple):
    """What filling has to know of one edition. Half open spans, as everywhere."""

    edition: int
    article: int
    section: int | None
    kind: str
    pictured: bool
    first: datetime
    live_from: datetime
    live_until: datetime | None
    links: int = 0
    tags: frozenset[int] = frozenset()

    def is_live(self, at: datetime) -> bool:
        return self.live_from <= at and (self.live_until is None or self.live_until > at)


@dataclass(frozen=True)
class Placed:
    """One story (in the strip: nothing but the wish for a clip) in one slot, and how it came there."""

    candidate: Candidate
    how: How
    headline: str = ""


@dataclass
class Stock:
    """Candidates newest first, with all their editions of the span that is looked at."""

    newest: list[Candidate]
    clock: datetime  # the database's when it was asked
    linked: list[Candidate] = field(init=False)

    def __post_init__(self) -> None:
        self.linked = sorted((one for one in self.newest if one.links), key=lambda one: -one.links)

    def fitting(self, rule: Rule, at: datetime) -> Iterator[Candidate]:
        oldest = at - timedelta(hours=rule.hours) if rule.hours else None
        for one in self.linked if rule.order == "linked" else self.newest:
            if one.is_live(at) and (oldest is None or one.first >= oldest) and suits(rule, one):
                yield one

    def story(self, article: int, at: datetime) -> Candidate | None:
        return next((one for one in self.newest if one.article == article and one.is_live(at)), None)


def suits(rule: Rule, one: Candidate) -> bool:
    return (
        (rule.section is None or rule.section == one.section)
        and (rule.kind is None or rule.kind == one.kind)
        and (rule.tag is None or rule.tag in one.tags)
    )


def fill(layout: Layout, stock: Stock, at: datetime) -> dict[str, Placed]:
    """By slot; slots that nothing fits are not in it."""
    placed = dict(_pinned(layout, stock, at))
    used = {one.candidate.article for one in placed.values()}
    areas = sorted(layout.areas, key=lambda area: TURNS.get(area.kind, 1))
    wishes = [(area, slot, area.place_of(n)) for area in areas for n, slot in enumerate(area.slots)]
    for how in ("rule", "gap"):
        for area, slot, place in wishes:
            rule = slot.rule if how == "rule" else area.ground
            if slot.id in placed or rule is None or area.kind == "strip":
                continue
            if chosen := _first(stock.fitting(rule, at), used, PICTURED_AMONG.get(place, 1)):
                placed[slot.id] = Placed(chosen, how)
                used.add(chosen.article)
    return placed


def _pinned(layout: Layout, stock: Stock, at: datetime) -> Iterator[tuple[str, Placed]]:
    """A story that two slots are to show stands in the first of them."""
    seen: set[int] = set()
    for area, slot in layout.slots():
        if area.kind == "strip" or not slot.pin or not slot.pin.holds(at) or slot.pin.key in seen:
            continue
        if story := stock.story(slot.pin.key, at):
            seen.add(story.article)
            yield slot.id, Placed(story, "pin", slot.pin.headline)


def _first(fitting: Iterable[Candidate], used: set[int], among: int) -> Candidate | None:
    """The first that stands nowhere yet, or the first with a picture if one of the first ``among`` has one."""
    few: list[Candidate] = []
    for one in fitting:
        if one.article not in used:
            few.append(one)
            if one.pictured or len(few) == among:
                break
    return next((one for one in few if one.pictured), few[0] if few else None)


def rules_of(layout: Layout) -> set[Rule]:
    """What has to be asked for; the age of a story is looked at afterwards."""
    asked = {slot.rule for area, slot in layout.slots() if area.kind != "strip"}
    asked |= {area.ground for area in layout.areas if area.ground}
    return {rule.model_copy(update={"hours": None}) for rule in asked}


def pins_of(layout: Layout) -> set[int]:
    return {slot.pin.key for area, slot in layout.slots() if slot.pin and area.kind != "strip"}


def changes(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> set[str]:
    """Slots that show another story, or the same under another headline or in another edition."""
    return {slot for slot in before.keys() | after.keys() if _shown(before.get(slot)) != _shown(after.get(slot))}


def _shown(placed: Placed | None) -> tuple[int, str] | None:
    return (placed.candidate.edition, placed.headline) if placed else None


def standing(layout: Layout) -> Mapping[int, tuple[Area, Slot, Pin]]:
    """Where stories are pinned."""
    pinned: dict[int, tuple[Area, Slot, Pin]] = {}
    for area, slot in layout.slots():
        if slot.pin and area.kind != "strip":
            pinned.setdefault(slot.pin.key, (area, slot, slot.pin))
    return pinned
