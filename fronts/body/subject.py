"""What the topics of a front are about: the tag that was chosen, or the one of these days."""

from dataclasses import dataclass
from datetime import datetime

from fronts import querysets
from fronts.body import filling
from fronts.body.layout import Layout, Slot
from kit.prepared import Prepared
from topics.models import Tag

CHOSEN = Prepared(querysets.chosen_tags)
OF_THESE_DAYS = Prepared(lambda: querysets.topic_of_these_days(None)[:1])


@dataclass(frozen=True)
class Resolved:
    """A layout in which every topic has its tag. ``often``: those it asks for that many editions have."""

    layout: Layout
    tags: dict[int, Tag]
    often: frozenset[int]


def resolved(layout: Layout, at: datetime | None) -> Resolved:
    """Each topic with the tag that was chosen, or what it was merged into, or the one of these days; once each.

    Two questions at most.
    """
    topics = [area for area in layout.areas if area.kind == "topic"]
    of_these_days = _of_these_days(at) if any(area.tag is None for area in topics) else None
    asked = {area.tag for area in topics} | {rule.tag for rule in filling.rules_of(layout)}
    asked |= {of_these_days.pk} if of_these_days else set()
    rows = CHOSEN.by_key(asked - {None})
    areas, found = [], {}
    for area in layout.areas:
        if area.kind != "topic":
            areas.append(area)
            continue
        row = rows.get(area.tag) if area.tag else of_these_days
        tag = row and (row.merged_into or row)
        if tag and tag.pk not in found:
            found[tag.pk] = tag
            slots = tuple(_of_topic(slot, tag) for slot in area.slots)
            areas.append(area.model_copy(update={"tag": tag.pk, "slots": slots}))
    often = frozenset(key for row in rows.values() if row.is_often for key in (row.pk, row.stands_for))
    return Resolved(layout.model_copy(update={"areas": tuple(areas)}), found, often)


def _of_these_days(at: datetime | None) -> Tag | None:
    return querysets.topic_of_these_days(at).first() if at else OF_THESE_DAYS.first()


def _of_topic(slot: Slot, tag: Tag) -> Slot:
    """A slot of a topic takes stories of the topic, whatever else its rule says."""
    return slot.model_copy(update={"rule": slot.rule.model_copy(update={"tag": tag.pk})})
