"""Which story stands where: rules, pins, nothing twice, gaps filled. No database: a layout, a stock, a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from fronts.body.filling import Candidate, Stock, fill
from fronts.body.layout import Area, Layout, Pin, Rule, Slot

pytestmark = pytest.mark.once
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def story(key: int, age: int = 1, **more) -> Candidate:
    first = NOON - age * HOUR
    facts = {"section": 1, "kind": "news", "pictured": False, "first": first, "live_from": first, "live_until": None}
    return Candidate(edition=100 + key, article=key, **(facts | more))


def stock(*stories: Candidate) -> Stock:
    return Stock(sorted(stories, key=lambda one: one.first, reverse=True), NOON)


def opening(*slots: Slot, seconds: int = 2) -> Area:
    return Area(id="opening", kind="opening", seconds=seconds, slots=slots)


def slot(name: str, pin: Pin | None = None, **rule) -> Slot:
    return Slot(id=name, rule=Rule(**rule), pin=pin)


def shown(layout: Layout, found: Stock, at: datetime = NOON) -> dict[str, int]:
    return {name: placed.candidate.article for name, placed in fill(layout, found, at).items()}


def test_the_newest_come_in_the_order_of_the_page_and_none_twice():
    layout = Layout(areas=(opening(slot("a"), slot("b"), slot("c")),))

    assert shown(layout, stock(story(1, 5), story(2, 3), story(3, 4))) == {"a": 2, "b": 3, "c": 1}


def test_a_pinned_story_is_kept_for_its_slot():
    layout = Layout(areas=(opening(slot("a"), slot("b", Pin(key=2)), slot("c")),))

    assert shown(layout, stock(story(1, 5), story(2, 3), story(3, 4))) == {"a": 3, "b": 2, "c": 1}


def test_a_story_pinned_twice_stands_in_the_first_slot_only():
    layout = Layout(areas=(opening(slot("a", Pin(key=2)), slot("b", Pin(key=2))),))

    assert shown(layout, stock(story(1), story(2))) == {"a": 2, "b": 1}


@pytest.mark.parametrize(("away", "lead"), [(-2, 1), (-1, 2), (0, 2), (1, 1), (2, 1)])
def test_a_pin_holds_from_its_first_second_to_before_its_last(away, lead):
    pin = Pin(key=2, since=NOON - HOUR, until=NOON + HOUR)
    layout = Layout(areas=(opening(slot("a", pin)),))

    assert shown(layout, stock(story(1, 3), story(2, 9)), NOON + away * HOUR) == {"a": lead}


def test_a_pinned_story_that_is_not_live_leaves_the_slot_to_its_rule():
    layout = Layout(areas=(opening(slot("a", Pin(key=2)), slot("b", Pin(key=3)), slot("c", Pin(key=4))),))
    ended, coming = story(2, 4, live_until=NOON), story(3, -1, live_from=NOON + HOUR)

    assert shown(layout, stock(story(1), ended, coming)) == {"a": 1}
    assert shown(layout, stock(story(1), ended, coming), NOON + HOUR) == {"b": 3, "a": 1}


def test_rules_choose_by_section_kind_tag_age_and_links():
    layout = Layout(
        areas=(
            opening(slot("a", section=2), slot("b", kind="opinion"), slot("c", tag=9), slot("d", order="linked")),
            Area(
                id="old", kind="band", section=7, slots=(slot("e", section=7, hours=2), slot("f", section=7, hours=9))
            ),
        )
    )
    found = stock(
        story(1, 1), story(2, 2, section=2), story(3, 3, kind="opinion"), story(4, 4, tags=frozenset({9})),
        story(5, 5, links=2), story(6, 6, links=3), story(7, 7, section=7),
    )  # fmt: skip

    placed = fill(layout, found, NOON)

    assert {name: one.candidate.article for name, one in placed.items()} == {
        "a": 2, "b": 3, "c": 4, "d": 6, "f": 7,
    }  # fmt: skip
    assert {one.how for one in placed.values()} == {"rule"}


def test_gaps_are_filled_from_the_ground_of_the_area_and_only_from_it():
    layout = Layout(
        areas=(
            opening(slot("a", section=99), slot("b")),
            Area(id="band", kind="band", section=2, slots=(slot("c", section=2, kind="report"), slot("d", section=2))),
        )
    )

    placed = fill(layout, stock(story(1, 1), story(2, 2), story(3, 3, section=2), story(4, 4)), NOON)

    assert {name: (one.candidate.article, one.how) for name, one in placed.items()} == {
        "b": (1, "rule"),
        "d": (3, "rule"),
        "a": (2, "gap"),
    }


def test_a_lead_story_has_a_picture_if_one_of_the_newest_four_has():
    layout = Layout(areas=(opening(slot("a"), slot("b")),))
    plain = [story(key, key) for key in range(1, 4)]

    assert shown(layout, stock(*plain, story(4, 4, pictured=True))) == {"a": 4, "b": 1}
    assert shown(layout, stock(*plain, story(5, 4), story(4, 5, pictured=True))) == {"a": 1, "b": 2}


def test_what_is_stored_reads_as_the_same():
    until = NOON + HOUR
    layout = Layout(areas=(opening(slot("a", Pin(key=2, until=until, headline="Anders")), slot("b", hours=24)),))

    assert Layout.model_validate(layout.dump()) == layout


@pytest.mark.parametrize(
    "areas",
    [
        [],
        [{"id": "x", "kind": "band", "slots": [{"id": "a"}]}],
        [{"id": "x", "kind": "opening", "slots": []}],
        [{"id": "x", "kind": "opening", "slots": [{"id": "a"}, {"id": "a"}]}],
        [{"id": "x", "kind": "opening", "slots": [{"id": "a", "colour": "red"}]}],
        [{"id": "x", "kind": "opening", "slots": [{"id": "a", "pin": {"key": 0}}]}],
    ],
)
def test_no_other_shape_is_stored(areas):
    with pytest.raises(ValueError, match="validation error"):
        Layout.model_validate({"schema": 1, "areas": areas})
