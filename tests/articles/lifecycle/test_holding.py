"""Embargo, publish lock and expiry: what may not appear does not, and nothing appears behind anybody's back."""

import pytest

from articles import lifecycle
from articles.lifecycle import handing, holding
from articles.models import Article, Edition, SectionGrant
from people.models import AuditEvent, User
from tests.articles.lifecycle.clock import SECOND, at
from tests.factories import ArticleFactory, SectionFactory, UserFactory


@pytest.fixture
def story(db) -> Article:
    return ArticleFactory(headline="Der Pegel")


@pytest.fixture
def eva(db) -> User:
    return UserFactory(username="eva")


def live(moment) -> list[int]:
    return [*Edition.objects.live(moment).values_list("number", flat=True)]


def test_nothing_appears_before_the_embargo_ends_and_the_refusal_names_the_moment(story, eva):
    holding.set_embargo(story, at(4), by=eva, now=at(0))

    for moment in (at(0), at(4) - SECOND):
        with pytest.raises(
            lifecycle.NotReady, match="The embargo ends on 05/04/2026 6 p.m.; the story cannot appear before"
        ):
            lifecycle.publish(story, by=eva, at=moment, now=at(0))
    with pytest.raises(lifecycle.NotReady, match="embargo"):
        lifecycle.schedule(story, by=eva, at=at(3), now=at(0))

    assert lifecycle.schedule(story, by=eva, at=at(4), now=at(0)).live_from == at(4)


def test_no_reason_passes_over_an_embargo_or_a_lock(story, eva):
    holding.set_embargo(story, at(4), by=eva, now=at(0))
    holding.hold(story, by=eva, reason="Der Anwalt liest", now=at(0))
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.publish(story, by=eva, override=["locked", "embargoed"], reason="Eilt", now=at(0))
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["locked", "embargoed"]


def test_an_embargo_does_not_slip_behind_a_plan(story, eva):
    lifecycle.schedule(story, by=eva, at=at(2), now=at(0))
    with pytest.raises(lifecycle.Refused, match="Edition 1 is planned for 05/04/2026 4 p.m., before the embargo ends"):
        holding.set_embargo(story, at(3), by=eva, now=at(0))
    holding.set_embargo(story, at(2), by=eva, now=at(0))


def test_an_embargo_is_lifted_and_a_past_one_refused(story, eva):
    holding.set_embargo(story, at(2), by=eva, now=at(0))
    with pytest.raises(lifecycle.Refused, match="already passed"):
        holding.set_embargo(story, at(0), by=eva, now=at(0))
    holding.set_embargo(story, None, by=eva, now=at(0))
    assert lifecycle.publish(story, by=eva, now=at(1)).number == 1
    assert [event.after["until"] for event in AuditEvent.objects.filter(verb="embargo").order_by("pk")] == [
        at(2).isoformat(),
        "",
    ]


def test_a_lock_stops_publishing_planning_and_correcting_and_leaves_what_readers_have(story, eva):
    lifecycle.publish(story, by=eva, now=at(0))
    with pytest.raises(lifecycle.Refused, match="Say why the story is locked"):
        holding.hold(story, by=eva, reason=" ", now=at(1))
    holding.hold(story, by=eva, reason="Der Anwalt liest", now=at(1))

    for verb, words in (
        (lifecycle.publish, {}),
        (lifecycle.schedule, {"at": at(5)}),
        (lifecycle.correct, {"text": "Es waren drei."}),
    ):
        with pytest.raises(lifecycle.NotReady, match="eva has locked the story: Der Anwalt liest"):
            verb(story, by=eva, now=at(2), **words)
    with pytest.raises(lifecycle.Refused, match="locked already: Der Anwalt liest"):
        holding.hold(story, by=eva, reason="Noch einer", now=at(2))
    assert live(at(9)) == [1]

    holding.release(story, by=eva)
    assert lifecycle.publish(story, by=eva, now=at(3)).number == 2


def test_a_lock_over_a_plan_is_refused_until_it_calls_the_plan_off(story, eva):
    lifecycle.publish(story, by=eva, now=at(0))
    lifecycle.schedule(story, by=eva, at=at(4), now=at(0))
    lifecycle.schedule(story, by=eva, at=at(6), now=at(0))

    with pytest.raises(lifecycle.Refused, match="2 editions are planned and would appear in spite of the lock"):
        holding.hold(story, by=eva, reason="Halt", now=at(1))
    assert live(at(4)) == [2]
    holding.hold(story, by=eva, reason="Halt", call_off=True, now=at(1))

    assert [live(at(hours)) for hours in (3, 4, 6, 99)] == [[1], [1], [1], [1]]
    assert AuditEvent.objects.get(verb="lock").after == {"called_off": 2}


def test_calling_plans_off_by_a_lock_keeps_the_storys_own_end(story, eva):
    holding.set_expiry(story, at(8), by=eva, now=at(0))
    lifecycle.publish(story, by=eva, now=at(0))
    lifecycle.schedule(story, by=eva, at=at(4), now=at(0))

    holding.hold(story, by=eva, reason="Halt", call_off=True, now=at(1))

    assert [live(at(8) - SECOND), live(at(8))] == [[1], []]


def test_saving_a_text_that_was_open_before_does_not_lift_a_lock(story, eva):
    opened = Article.objects.get(pk=story.pk)
    holding.hold(story, by=eva, reason="Halt", now=at(0))
    handing.hand_over(story, to=None, by=eva)
    holding.set_embargo(story, at(3), by=eva, now=at(0))

    opened.headline = "Anders"
    lifecycle.save(opened, by=eva)

    stored = Article.objects.get(pk=story.pk)
    assert (stored.headline, stored.lock_reason, stored.embargo_until) == ("Anders", "Halt", at(3))


def test_an_expiry_is_true_at_once_of_what_readers_have(story, eva):
    lifecycle.publish(story, by=eva, now=at(0))
    holding.set_expiry(story, at(5), by=eva, now=at(1))
    assert [live(at(5) - SECOND), live(at(5))] == [[1], []]

    holding.set_expiry(story, None, by=eva, now=at(2))
    assert live(at(99)) == [1]


def test_an_expiry_before_a_plan_or_in_the_past_is_refused(story, eva):
    lifecycle.schedule(story, by=eva, at=at(4), now=at(0))
    with pytest.raises(
        lifecycle.Refused, match="Edition 1 is planned for 05/04/2026 6 p.m., after the story would have left"
    ):
        holding.set_expiry(story, at(4), by=eva, now=at(0))
    with pytest.raises(lifecycle.Refused, match="withdraw it"):
        holding.set_expiry(story, at(0), by=eva, now=at(0))
    holding.set_expiry(story, at(5), by=eva, now=at(0))
    assert [live(at(4)), live(at(5))] == [[1], []]


def test_a_story_is_handed_only_to_somebody_who_can_open_it(roles, eva):
    mine, theirs = SectionFactory(), SectionFactory()
    story = ArticleFactory(section=mine)
    jonte, malte = UserFactory(role="editor", sections=[mine]), UserFactory(role="editor", sections=[theirs])
    gone = UserFactory(role="editor", sections=[mine], is_active=False)

    for nobody in (malte, gone, UserFactory()):
        with pytest.raises(lifecycle.Refused, match="cannot open stories of this section"):
            handing.hand_over(story, to=nobody, by=eva)
    handing.hand_over(story, to=jonte, by=eva, word="Bitte bis vier")
    handing.hand_over(story, to=jonte, by=eva)

    assert Article.objects.get(pk=story.pk).assignee == jonte
    event = AuditEvent.objects.get(verb="hand over")
    assert (event.before, event.after, event.reason) == ({"with": ""}, {"with": str(jonte)}, "Bitte bis vier")
    assert SectionGrant.objects.filter(user=malte).count() == 1
