"""A front in words: what stands in each slot and why, what is not right, what changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Edition, Section
from fronts.body.layout import Pin, Rule, Slot
from fronts.body.sight import Item, Shown, Sight
from topics.models import Tag

PLACES = {
    "lead": gettext_lazy("lead story"),
    "second": gettext_lazy("below the lead story"),
    "brief": gettext_lazy("brief"),
    "first": gettext_lazy("first"),
    "further": gettext_lazy("further"),
}
ORDERS = {"newest": gettext_lazy("newest"), "linked": gettext_lazy("most linked")}
KINDS = dict(Edition.Kind.choices)


@dataclass(frozen=True)
class Told:
    """One slot as the desk shows it; ``number`` counts through the page."""

    number: int
    slot: Slot
    place: str
    area: str
    headline: str
    how: str
    key: int | None  # of the story, or clip, that stands there
    state: str  # pin, rule, gap, waits (pinned, but something else stands there), empty
    strip: bool

    @property
    def id(self) -> str:
        return self.slot.id


def slots_of(seen: Sight, at: datetime) -> list[Told]:
    names = Names.of(seen)
    told, number = [], 0
    for shown in seen.areas:
        for item in shown.items:
            number += 1
            told.append(_told(number, shown, item, names, at))
    return told


def areas_of(seen: Sight) -> list[tuple[str, str]]:
    names = Names.of(seen)
    return [(shown.area.id, names.area(shown)) for shown in seen.areas]


@dataclass(frozen=True)
class Names:
    """What sections and tags in rules are called."""

    sections: dict[int, str]
    tags: dict[int, str]

    @classmethod
    def of(cls, seen: Sight) -> "Names":
        rules = [item.slot.rule for shown in seen.areas for item in shown.items]
        tags = {rule.tag for rule in rules if rule.tag}
        return cls(
            dict(Section.objects.values_list("pk", "name")),
            dict(Tag.objects.filter(pk__in=tags).values_list("pk", "name")) if tags else {},
        )

    def area(self, shown: Shown) -> str:
        kind = shown.area.kind
        if kind == "band":
            return self.sections.get(shown.area.section or 0, "–")
        if kind == "topic":
            return _("Topic: %(name)s") % {"name": shown.tag.name if shown.tag else "–"}
        return {"opening": _("Opening"), "strip": _("Videos"), "opinion": _("Opinion")}[kind]

    def rule(self, rule: Rule) -> str:
        """“newest · Sport · opinion · 24 h”"""
        parts: list[Any] = [ORDERS[rule.order]]
        parts += [self.sections.get(rule.section, "–")] if rule.section else []
        parts += [self.tags.get(rule.tag, "–")] if rule.tag else []
        parts += [KINDS[rule.kind]] if rule.kind else []
        parts += [_("%(n)s h") % {"n": rule.hours}] if rule.hours else []
        return " · ".join(str(part) for part in parts)


def _told(number: int, shown: Shown, item: Item, names: Names, at: datetime) -> Told:
    strip = shown.area.kind == "strip"
    standing: Any = item.clip if strip else item.edition
    key = standing and (standing.pk if strip else standing.article_id)
    pin = item.slot.pin
    state = "empty"
    if standing:
        state = "pin" if pin and pin.key == key else "waits" if pin and pin.holds(at) else item.how or "rule"
    headline = "" if standing is None else standing.headline if strip else standing.shown_headline
    how = _pinned(pin) if pin and pin.key == key else _("newest") if strip else names.rule(item.slot.rule)
    return Told(number, item.slot, str(PLACES[item.place]), names.area(shown), headline, how, key, state, strip)


def _pinned(pin: Pin) -> str:
    if pin.until:
        return _("pinned until %(time)s") % {"time": _clock(pin.until)}
    return _("pinned")


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%d.%m. %H:%M}"


@dataclass(frozen=True)
class Finding:
    kind: str  # must or check
    sentence: str
    slot: str


def findings(seen: Sight, slots: Iterable[Told], stories: dict[int, Article], at: datetime) -> list[Finding]:
    return [*_waiting(slots, stories, at), *_empty(seen, slots)]


def _waiting(slots: Iterable[Told], stories: dict[int, Article], at: datetime) -> Iterator[Finding]:
    """Pinned, but readers would not see it: it is not published then, or it is no more."""
    for told in slots:
        pin = told.slot.pin
        if told.strip or pin is None or pin.key == told.key or not pin.holds(at):
            continue
        words = {"n": told.number, "story": stories.get(pin.key) or _("a story"), "other": told.headline or "–"}
        sentence = _("Slot %(n)s: “%(story)s” is not published at that moment. “%(other)s” stands there instead.")
        yield Finding("check", sentence % words, told.id)


def _empty(seen: Sight, slots: Iterable[Told]) -> Iterator[Finding]:
    """One line an area that nobody sees, or an opening that is not whole; a band with less is only shorter."""
    by_id = {told.id: told for told in slots}
    for shown in seen.areas:
        gaps = [by_id[item.slot.id] for item in shown.items if not item.edition and not item.clip]
        if not gaps:
            continue
        if not shown.full:
            sentence = _("%(area)s: no story fits. Readers do not see this area at all.")
            yield Finding("check", sentence % {"area": gaps[0].area}, gaps[0].id)
        elif shown.area.kind == "opening":
            sentence = _("Opening: no story fits slot %(numbers)s. Readers see no gap there.")
            yield Finding("check", sentence % {"numbers": ", ".join(str(told.number) for told in gaps)}, gaps[0].id)
