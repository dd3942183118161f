"""The demo's home page as its chief of the day has arranged it, and the one planned for tomorrow."""

from functools import reduce

from articles.models import Article
from fronts import lifecycle
from fronts.body import moves
from fronts.body.layout import Area, Layout, Pin
from fronts.models import FrontEdition
from newsroom.demo.reading import Calendar
from people.models import User
from topics.models import Tag

#: slot → address of the story that stands there
TODAY = {
    "opening-0": "die-klappbruecke-bleibt-zu",
    "opening-1": "wo-fleetmuende-spart",
    "opening-2": "ein-meter-fuenfzig",
    "opening-3": "sturmflut-am-wochenende",
}
TOMORROW = {"opening-0": "die-baeckerei-die-um-drei-uhr-schliesst", "opening-1": "die-klappbruecke-bleibt-zu"}
TOPIC = "Hochwasser"
#: how long a brief is news here: the demo's day lasts until ten past six of the next morning, and is full until then
FRESH_HOURS = 36


def arrange(calendar: Calendar, chief: User, tags: dict[str, Tag]) -> bool:
    """True if it had to be arranged; a desk that has been at it is left alone."""
    if FrontEdition.objects.of(None).exists():
        return False
    keys = dict(Article.objects.values_list("slug", "pk"))
    topic = tags[TOPIC].pk
    today = lifecycle.arrange(None, lambda layout: _today(layout, keys, topic), by=chief, version=0)
    lifecycle.publish(None, by=chief, version=today.version, now=calendar.at(0, "06:10"))
    at, until = calendar.coming(1, "05:00"), calendar.coming(1, "09:00")
    wishes = {slot: Pin(key=keys[slug], since=at, until=until) for slot, slug in TOMORROW.items() if slug in keys}
    plan = lifecycle.arrange(
        None,
        lambda layout: reduce(lambda made, one: moves.pin(made, *one), wishes.items(), layout),
        by=chief,
        version=today.version + 1,
    )
    lifecycle.publish(None, by=chief, version=plan.version, at=at, name="Morgen")
    return True


def _today(layout: Layout, keys: dict[str, int], topic: int) -> Layout:
    for slot, slug in TODAY.items():
        if slug in keys:
            layout = moves.pin(layout, slot, Pin(key=keys[slug]))
    areas = [area.model_copy(update={"tag": topic}) if area.kind == "topic" else area for area in layout.areas]
    return Layout(areas=tuple(map(_until_the_next_morning, areas)))


def _until_the_next_morning(area: Area) -> Area:
    rules = [slot.rule.model_copy(update={"hours": slot.rule.hours and FRESH_HOURS}) for slot in area.slots]
    slots = [slot.model_copy(update={"rule": rule}) for slot, rule in zip(area.slots, rules, strict=True)]
    return area.model_copy(update={"slots": tuple(slots)})
