"""Which edition readers have at any moment. Hours are counted from noon; ``now=`` is the clock."""

import pytest

from articles import lifecycle
from articles.models import Edition
from people.models import AuditEvent
from tests.articles.lifecycle.clock import SECOND, at
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return ArticleFactory()


def live(moment):
    return [*Edition.objects.live(at=moment)]


def spans(article):
    return [*article.editions.order_by("number").values_list("live_from", "live_until")]


def publish(article, hour, **more):
    return lifecycle.publish(article, by=None, now=at(hour), **more)


def plan(article, hour, *, now=0):
    return lifecycle.schedule(article, by=None, at=at(hour), now=at(now))


def test_a_new_edition_closes_the_one_before_it(story):
    first, second = publish(story, 0), publish(story, 1)
    assert live(at(1) - SECOND) == [first]
    assert live(at(1)) == [second]
    assert spans(story) == [(at(0), at(1)), (at(1), None)]


def test_a_planned_edition_takes_over_on_the_second(story):
    now, planned = publish(story, 0), plan(story, 3)
    assert live(at(3) - SECOND) == [now]
    assert live(at(3)) == [planned]


def test_a_story_that_is_only_planned_is_not_there_before(story):
    planned = plan(story, 3)
    assert live(at(3) - SECOND) == []
    assert live(at(3)) == [planned]
    assert [*story.editions.planned(at(3) - SECOND)] == [planned]
    assert [*story.editions.planned(at(3))] == []


def test_an_urgent_fix_leaves_the_plan_where_it_was(story):
    publish(story, 0)
    planned = plan(story, 3)
    fix = publish(story, 1)
    assert (fix.live_from, fix.live_until) == (at(1), at(3))
    assert live(at(3)) == [planned]


def test_a_plan_for_the_same_second_replaces_the_earlier_plan(story):
    live_now, old, new = publish(story, 0), plan(story, 3), plan(story, 3)
    assert live(at(3) - SECOND) == [live_now]
    assert live(at(3)) == [new]
    assert [*story.editions.planned(at(1))] == [new]
    assert old.pk not in [edition.pk for edition in Edition.objects.once_live(at=at(9))]


def test_plans_come_one_after_another_in_whatever_order_they_were_made(story):
    late, early = plan(story, 5), plan(story, 2)
    assert [live(at(hour)) for hour in (1, 2, 4, 5, 9)] == [[], [early], [early], [late], [late]]


def test_calling_off_a_plan_opens_no_gap(story):
    first, planned = publish(story, 0), plan(story, 3)
    lifecycle.call_off(planned, by=None, now=at(1))
    assert spans(story) == [(at(0), None), (at(3), at(3))]
    assert live(at(9)) == [first]


def test_calling_off_the_first_of_two_plans_gives_its_time_back(story):
    first, second, third = publish(story, 0), plan(story, 2), plan(story, 4)
    lifecycle.call_off(second, by=None, now=at(1))
    assert live(at(3)) == [first]
    assert live(at(4)) == [third]


def test_calling_off_the_only_edition_leaves_nothing(story):
    lifecycle.call_off(plan(story, 2), by=None, now=at(1))
    assert live(at(3)) == []
    assert not Edition.objects.once_live(at=at(9)).exists()


@pytest.mark.parametrize("hour", [2, 3])
def test_what_has_appeared_cannot_be_called_off(story, hour):
    planned = plan(story, 2)
    with pytest.raises(lifecycle.Refused, match="has not appeared yet"):
        lifecycle.call_off(planned, by=None, now=at(hour))


def test_an_edition_is_called_off_once(story):
    planned = plan(story, 2)
    lifecycle.call_off(planned, by=None, now=at(1))
    with pytest.raises(lifecycle.Refused):
        lifecycle.call_off(planned, by=None, now=at(1))


def test_an_expiry_is_copied_to_every_new_edition(story):
    story.expires_at = at(5)
    lifecycle.save(story, by=None)
    first, second = publish(story, 0), plan(story, 2)
    assert [first.live_until, second.live_until] == [at(5), at(5)]
    assert live(at(5) - SECOND) == [second]
    assert live(at(5)) == []


def test_a_story_that_would_leave_before_it_appears_is_refused(story):
    story.expires_at = at(2)
    lifecycle.save(story, by=None)
    with pytest.raises(lifecycle.NotReady, match="would leave the site before it appears"):
        plan(story, 2)


def test_a_moment_that_has_passed_cannot_be_planned(story):
    with pytest.raises(lifecycle.Refused, match="already passed"):
        plan(story, 0)


def test_withdrawing_ends_what_is_live_and_calls_off_what_is_planned(story):
    first, planned = publish(story, 0), plan(story, 3)
    lifecycle.withdraw(story, by=None, reason="Rechtsstreit", notice=" Wir prüfen. ", now=at(1))
    first.refresh_from_db()
    planned.refresh_from_db()
    assert (first.live_until, first.withdrawn_at, first.withdrawal_notice) == (at(1), at(1), "Wir prüfen.")
    assert (planned.live_from, planned.live_until, planned.withdrawn_at) == (at(3), at(3), None)
    assert live(at(1)) == live(at(4)) == []


def test_withdrawing_needs_a_reason_and_something_to_withdraw(story):
    with pytest.raises(lifecycle.Refused, match="Say why"):
        lifecycle.withdraw(story, by=None, reason="  ")
    with pytest.raises(lifecycle.Refused, match="nothing to withdraw"):
        lifecycle.withdraw(story, by=None, reason="Irrtum")


def test_only_what_was_once_live_is_gone_for_good(story):
    """404 or 410: a plan called off or withdrawn before its time was never there."""
    plan(story, 3)
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(1))
    assert not story.editions.once_live(at(9)).exists()
    publish(story, 2)
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(2))  # in the second it appeared
    assert [edition.number for edition in story.editions.once_live(at(2))] == [2]


def test_a_withdrawn_story_can_come_back(story):
    publish(story, 0)
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(1))
    again = publish(story, 1)
    assert live(at(1)) == [again]
    assert again.first_live_from == at(0)


def test_a_mended_story_keeps_the_moment_it_first_appeared(story):
    assert [publish(story, hour).first_live_from for hour in (0, 1, 2)] == [at(0)] * 3


def test_a_plan_that_an_urgent_edition_overtakes_is_no_longer_the_first(story):
    planned = plan(story, 3)
    assert planned.first_live_from == at(3)
    publish(story, 1)
    planned.refresh_from_db()
    assert planned.first_live_from == at(1)


def test_a_later_plan_is_the_first_once_the_earlier_is_called_off(story):
    early, late = plan(story, 2), plan(story, 4)
    assert late.first_live_from == at(2)
    lifecycle.call_off(early, by=None, now=at(1))
    late.refresh_from_db()
    assert late.first_live_from == at(4)


def test_published_moments_are_whole_seconds(story):
    edition = lifecycle.publish(story, by=None)
    assert edition.live_from.microsecond == 0
    assert [*Edition.objects.live()] == [edition]


def test_every_verb_leaves_its_line_in_the_log(story):
    begun = AuditEvent.objects.latest("pk").pk
    publish(story, 0)
    lifecycle.call_off(plan(story, 3), by=None, now=at(1))
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(2))
    lines = AuditEvent.objects.filter(pk__gt=begun).order_by("pk")
    assert [*lines.values_list("verb", "target_type", "target_id", "reason")] == [
        ("publish", "articles.article", str(story.pk), ""),
        ("schedule", "articles.article", str(story.pk), ""),
        ("call off", "articles.article", str(story.pk), ""),
        ("withdraw", "articles.article", str(story.pk), "Irrtum"),
    ]
