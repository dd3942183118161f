"""The steps of arranging: each makes a new layout of an old one. ``LookupError`` where the slot or area has gone."""

from collections.abc import Callable
from typing import Any

from fronts.body import standard
from fronts.body.layout import MOST_SLOTS, Area, AreaKind, Layout, Pin, Rule, Slot

FEWEST, HOME_KINDS = 1, ("strip", "band", "opinion", "topic")


def pin(layout: Layout, slot: str, wish: Pin) -> Layout:
    """Put a story there; it leaves every other slot it was pinned to. In the strip: a clip."""
    area, _target = find(layout, slot)
    strip = area.kind == "strip"

    def placed(here: Area, one: Slot) -> Slot:
        if one.id == slot:
            return one.model_copy(update={"pin": wish})
        same = one.pin is not None and one.pin.key == wish.key and (here.kind == "strip") == strip
        return one.model_copy(update={"pin": None}) if same else one

    return _each(layout, placed)


def unpin(layout: Layout, slot: str) -> Layout:
    find(layout, slot)
    return _each(layout, lambda _area, one: one.model_copy(update={"pin": None}) if one.id == slot else one)


def swap(layout: Layout, one: str, other: str) -> Layout:
    """What is pinned here goes there, and the other way round."""
    pins = {one: find(layout, other)[1].pin, other: find(layout, one)[1].pin}
    return _each(layout, lambda _a, here: here.model_copy(update={"pin": pins[here.id]}) if here.id in pins else here)


def rule(layout: Layout, slot: str, wish: Rule) -> Layout:
    find(layout, slot)
    return _each(layout, lambda _area, one: one.model_copy(update={"rule": wish}) if one.id == slot else one)


def add_area(layout: Layout, kind: AreaKind, target: int | None = None) -> Layout:
    """At the end of the page. A band needs a section; a topic without a tag is the one of these days."""
    if kind == "band":
        made = standard.band(target or 0)
    elif kind == "topic":
        made = standard.area("topic", standard.TOPIC, **({"tag": target} if target else {}))
    elif kind == "strip":
        made = standard.area("strip", standard.CLIPS)
    else:
        made = standard.area("opinion", standard.OPINIONS, Rule(kind="opinion"))
    return Layout(areas=(*layout.areas, _renamed(made, {area.id for area in layout.areas})))


def remove_area(layout: Layout, key: str) -> Layout:
    at = _index(layout, key)
    return Layout(areas=(*layout.areas[:at], *layout.areas[at + 1 :]))


def move_area(layout: Layout, key: str, by: int) -> Layout:
    """Up or down the page; the opening stays on top."""
    at = _index(layout, key)
    to = max(1, min(at + by, len(layout.areas) - 1))
    areas = list(layout.areas)
    areas.insert(to, areas.pop(at))
    return Layout(areas=tuple(areas))


def resize(layout: Layout, key: str, count: int) -> Layout:
    """As many slots; new ones follow the rule of the last, and what is pinned in one that goes is pinned no more."""

    def resized(area: Area) -> Area:
        wanted = max(FEWEST, min(count, MOST_SLOTS))
        kept, names = list(area.slots[:wanted]), {slot.id for _area, slot in layout.slots()}
        while len(kept) < wanted:
            name = next(f"{area.id}-{n}" for n in range(len(names) + wanted + 1) if f"{area.id}-{n}" not in names)
            names.add(name)
            kept.append(Slot(id=name, rule=area.slots[-1].rule))
        return area.model_copy(update={"slots": tuple(kept)})

    return _area(layout, key, resized)


def entitle(layout: Layout, key: str, title: str) -> Layout:
    return _area(layout, key, lambda area: area.model_copy(update={"title": title}))


def find(layout: Layout, slot: str) -> tuple[Area, Slot]:
    for area, one in layout.slots():
        if one.id == slot:
            return area, one
    raise LookupError(slot)


def find_area(layout: Layout, key: str) -> Area:
    for area in layout.areas:
        if area.id == key:
            return area
    raise LookupError(key)


def _index(layout: Layout, key: str) -> int:
    """The opening is not to be moved or taken away."""
    area = find_area(layout, key)
    if area is layout.areas[0]:
        raise LookupError(key)
    return layout.areas.index(area)


def _each(layout: Layout, change: Callable[[Area, Slot], Slot]) -> Layout:
    areas = (
        area.model_copy(update={"slots": tuple(change(area, slot) for slot in area.slots)}) for area in layout.areas
    )
    return Layout(areas=tuple(areas))


def _area(layout: Layout, key: str, change: Callable[[Area], Area]) -> Layout:
    find_area(layout, key)
    return Layout(areas=tuple(change(area) if area.id == key else area for area in layout.areas))


def _renamed(area: Area, taken: Any) -> Area:
    """A second one of its kind gets a number, its slots too."""
    name, number = area.id, 2
    while name in taken:
        name, number = f"{area.id}-x{number}", number + 1
    slots = tuple(slot.model_copy(update={"id": f"{name}-{n}"}) for n, slot in enumerate(area.slots))
    return area.model_copy(update={"id": name, "slots": slots})
