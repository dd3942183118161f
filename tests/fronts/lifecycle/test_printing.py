"""Fronts through their verbs, and what readers get of it at any moment."""

import pytest
from django.utils import timezone

from articles import lifecycle as stories
from fronts import lifecycle
from fronts.body import moves
from fronts.body.layout import Pin
from fronts.body.sight import look
from fronts.models import Front, FrontEdition
from people.models import AuditEvent
from tests.factories import HOUR, SECOND, ArticleFactory, EditionFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(roles):
    """Three stories in one section, the newest called “Alter 1”."""
    section, now = SectionFactory(), timezone.now()
    return [EditionFactory(section=section, headline=f"Alter {age}", since=now - age * HOUR) for age in (1, 2, 3)]


def pin(edition, slot="opening-0", version=0, by=None, **span):
    wish = Pin(key=edition.article_id, **span)
    return lifecycle.arrange(None, lambda layout: moves.pin(layout, slot, wish), by=by, version=version)


def lead(at=None) -> str:
    return look(None, at).opening.lead.edition.headline


def test_readers_see_an_arrangement_only_once_it_is_published(town, cvd, client):
    front = pin(town[2], by=cvd)
    assert lead() == "Alter 1"

    lifecycle.publish(None, by=cvd, version=front.version)

    assert lead() == "Alter 3"
    assert "Alter 3</a></h2>" in client.get("/").content.decode()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")][-2:] == ["arrange", "publish"]


def test_a_planned_front_takes_over_on_the_second_and_the_past_stays_as_it_was(town, cvd):
    noon = timezone.now().replace(microsecond=0) + HOUR
    lifecycle.publish(None, by=cvd, version=pin(town[1]).version)
    version = pin(town[2], version=2).version

    plan = lifecycle.publish(None, by=cvd, version=version, at=noon, name="Morgen")

    assert [lead(), lead(noon - SECOND), lead(noon)] == ["Alter 2", "Alter 2", "Alter 3"]
    assert lead(timezone.now() - 0.5 * HOUR) == "Alter 1"
    assert str(plan) == "Morgen"


def test_publishing_now_ends_where_a_plan_begins_and_calling_off_gives_the_time_back(town, cvd):
    noon = timezone.now().replace(microsecond=0) + HOUR
    plan = lifecycle.publish(None, by=cvd, version=pin(town[2]).version, at=noon)
    now = lifecycle.publish(None, by=cvd, version=pin(town[1], version=2).version)
    assert [now.live_until, plan.live_until] == [noon, None]

    lifecycle.call_off(plan, by=cvd)

    now.refresh_from_db()
    assert now.live_until is None
    assert lead(noon) == "Alter 2"
    with pytest.raises(lifecycle.Refused, match="noch nicht erschienen"):
        lifecycle.call_off(now, by=cvd)


def test_the_page_at_a_moment_is_the_front_then_with_the_stories_live_then(town, cvd):
    tomorrow = timezone.now().replace(microsecond=0) + 20 * HOUR
    coming = ArticleFactory(headline="Kommt morgen", section=town[0].section, planned=True, plan=tomorrow)
    pinned = lifecycle.arrange(
        None, lambda layout: moves.pin(layout, "opening-0", Pin(key=coming.pk)), by=cvd, version=0
    )
    lifecycle.publish(None, by=cvd, version=pinned.version)

    assert [lead(), lead(tomorrow - SECOND), lead(tomorrow)] == ["Alter 1", "Alter 1", "Kommt morgen"]


def test_a_withdrawn_story_leaves_its_slot_to_the_rule(town, cvd):
    lifecycle.publish(None, by=cvd, version=pin(town[2]).version)

    stories.withdraw(town[2].article, by=cvd, reason="Falsch.")

    assert lead() == "Alter 1"


def test_what_once_stood_there_is_taken_up_again(town, cvd):
    first = lifecycle.publish(None, by=cvd, version=pin(town[2]).version)
    lifecycle.publish(None, by=cvd, version=pin(town[1], version=2).version)

    front = lifecycle.take_up(first, by=cvd, version=4)
    lifecycle.publish(None, by=cvd, version=front.version)

    assert lead() == "Alter 3"
    assert FrontEdition.objects.count() == 3


def test_nobody_overwrites_what_somebody_else_has_just_arranged(town, cvd):
    pin(town[2], by=cvd)

    with pytest.raises(lifecycle.Stale):
        pin(town[1], by=cvd, version=0)

    assert Front.objects.get().version == 1


def test_steps_are_taken_back_one_by_one(town, cvd):
    pin(town[2], version=0)
    pin(town[1], version=1)

    for version in (2, 3):
        lifecycle.undo(None, by=cvd, version=version)

    assert Front.objects.get().layout == {}
    with pytest.raises(lifecycle.Refused, match="keinen Schritt"):
        lifecycle.undo(None, by=cvd, version=4)


def test_an_arrangement_that_is_the_readers_own_is_not_published_again(town, cvd):
    with pytest.raises(lifecycle.Refused, match="nichts zu veröffentlichen"):
        lifecycle.publish(None, by=cvd, version=0)
    with pytest.raises(lifecycle.Refused, match="schon vorbei"):
        lifecycle.publish(None, by=cvd, version=0, at=timezone.now() - HOUR)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_an_arranged_home_page_costs_the_same_for_any_number_of_slots_and_stories(
    client, cvd, rows, django_assert_num_queries
):
    sections = SectionFactory.create_batch(rows)
    editions = [EditionFactory(section=section) for section in sections for _n in range(rows)]
    front = lifecycle.arrange(
        None,
        lambda layout: moves.pin(layout, "opening-0", Pin(key=editions[0].article_id)),
        by=cvd,
        version=0,
    )
    lifecycle.publish(None, by=cvd, version=front.version)

    # edition of the front, topic of these days, candidates, cards, clips; sections of the navigation with breaking news
    with django_assert_num_queries(6):
        client.get("/")
