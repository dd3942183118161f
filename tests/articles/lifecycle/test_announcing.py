"""Each edition is announced once: at once, when its moment comes, or when somebody works again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle, tasks
from articles.lifecycle import announcing
from articles.models import Edition
from people.models import AuditEvent
from tests.factories import HOUR, ArticleFactory, EditionFactory


@pytest.fixture
def heard(monkeypatch) -> list[int]:
    told: list[int] = []
    monkeypatch.setattr(announcing, "_listeners", [])
    announcing.when_announced(lambda edition: told.append(edition.pk))
    return told


def test_what_is_published_is_announced_after_the_commit(db, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edition = EditionFactory()
        assert heard == []
    edition.refresh_from_db()
    assert (heard, edition.announced_at is not None) == ([edition.pk], True)
    assert AuditEvent.objects.get(verb="announce").after == {"edition": 1, "late_seconds": 0}


def test_it_is_announced_once_however_often_it_is_asked_for(db, heard):
    edition = EditionFactory()
    assert [announcing.announce(edition), announcing.announce(edition), tasks.announce.call(edition.pk)] == [
        True,
        False,
        False,
    ]
    assert announcing.announce_due() == 0
    assert (heard, AuditEvent.objects.filter(verb="announce").count()) == ([edition.pk], 1)


def test_a_plan_waits_for_its_moment(db, heard):
    edition = EditionFactory(planned=True)
    assert (announcing.announce(edition), announcing.announce_due()) == (False, 0)

    past = timezone.now() - timedelta(minutes=11)
    Edition.objects.update(live_from=past, printed_at=past - HOUR)

    assert announcing.announce_due() == 1
    assert AuditEvent.objects.get(verb="announce").after["late_seconds"] in range(659, 680)


def test_missed_announcements_are_caught_up_in_order_and_what_was_called_off_is_not(db, heard):
    called_off = ArticleFactory(planned=True).editions.get()
    lifecycle.call_off(called_off, by=None)
    past = timezone.now() - HOUR
    Edition.objects.update(live_from=past, live_until=past)
    withdrawn, second, first = EditionFactory(withdrawn=True), EditionFactory(), EditionFactory()
    for edition, minutes in ((withdrawn, 30), (second, 20), (first, 40)):
        Edition.objects.filter(pk=edition.pk).update(live_from=timezone.now() - timedelta(minutes=minutes))

    assert announcing.announce_due() == 3
    assert heard == [first.pk, withdrawn.pk, second.pk]


def test_a_listener_that_fails_leaves_its_edition_for_later_and_the_others_go_out(db, heard):
    editions = EditionFactory.create_batch(3)

    def stumble(edition: Edition) -> None:
        if edition.pk == editions[0].pk:
            raise RuntimeError("search is down")

    announcing.when_announced(stumble)
    with pytest.raises(RuntimeError):
        announcing.announce_due()

    assert [*Edition.objects.unannounced()] == [editions[0]]
    assert AuditEvent.objects.filter(verb="announce").count() == 2


def test_an_edition_that_is_gone_is_no_accident(db):
    assert tasks.announce.call(4711) is False
