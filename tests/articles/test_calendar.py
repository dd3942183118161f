"""The calendar: what is due stands where it belongs, for whoever may see it, on any day of the year."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from articles.admin.day import bounds, day
from articles.models import Article, Edition, SectionGrant
from tests.bodies import body, node
from tests.factories import HOUR, ArticleFactory, ClipFactory, EditionFactory, ImageFactory, SectionFactory

CALENDAR = "/admin/articles/article/calendar/"
WEEK = f"{CALENDAR}week/"
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)  # 12:00 in Berlin
ON = NOON.date()


def marks(drawing) -> list[tuple[str, str, str]]:
    return [(event.time, event.kind, event.title) for event in drawing.events]


def test_each_kind_of_moment_is_there_once_and_in_order(cvd):
    section = SectionFactory()
    article = ArticleFactory(headline="Früh", section=section, state="live", since=NOON - 4 * HOUR)
    Edition.objects.filter(article=article).update(announced_at=NOON)
    lifecycle.schedule(article, by=None, at=NOON + HOUR, now=NOON)
    gone = ArticleFactory(headline="Weg", section=section, state="withdrawn", since=NOON - 2 * HOUR)
    ending = ArticleFactory(headline="Aktion", section=section, expires_at=NOON + 5 * HOUR)
    lifecycle.publish(ending, by=None, now=NOON - 48 * HOUR)
    Article.objects.filter(pk=gone.pk).update(embargo_until=NOON + 2 * HOUR)
    clip = ClipFactory(title="Sturm", available_until=NOON + 3 * HOUR)
    shown = ArticleFactory(section=section, body=body("Text.", node("clip", clip=clip.pk)))
    lifecycle.publish(shown, by=None, now=NOON - 48 * HOUR)
    Edition.objects.update(announced_at=NOON)
    ImageFactory(caption="Nie gezeigt", available_until=NOON + HOUR)

    drawn = day(cvd, ON, now=NOON)

    assert marks(drawn) == [
        ("08:00", "live", "Früh"),
        ("10:00", "live", "Weg"),
        ("11:00", "withdrawn", "Weg"),
        ("13:00", "planned", "Früh"),
        ("14:00", "embargo", "Weg"),
        ("15:00", "rights", "Sturm"),
        ("17:00", "ends", "Aktion"),
    ]


def test_what_was_called_off_or_followed_is_no_event(cvd):
    article = ArticleFactory(state="live", since=NOON - HOUR)
    plan = lifecycle.schedule(article, by=None, at=NOON + HOUR, now=NOON)
    lifecycle.call_off(plan, by=None, now=NOON)
    lifecycle.publish(article, by=None, now=NOON + 2 * HOUR)

    kinds = [(event.time, event.lane) for event in day(cvd, ON, now=NOON).events]

    assert kinds == [("11:00", "appears"), ("14:00", "appears")]


def test_an_edition_nobody_was_told_of_is_marked_as_late(cvd):
    edition = EditionFactory(planned=True)
    due = edition.live_from + timedelta(minutes=5)

    assert [event.kind for event in day(cvd, timezone.localdate(edition.live_from), now=due).events] == ["late"]


@pytest.mark.parametrize(("on", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)])
def test_a_night_when_the_clocks_change_is_drawn_at_its_true_length(cvd, on, hours):
    night = datetime.fromisoformat(on).date()
    start, end = bounds(night)
    EditionFactory(planned=True, plan=None)
    article = ArticleFactory(headline="Nachts")
    lifecycle.schedule(article, by=None, at=start + HOUR / 2, now=start - HOUR)

    drawn = day(cvd, night, now=start)

    assert round((end.timestamp() - start.timestamp()) / 3600) == hours
    assert len(drawn.hours) == hours + 1
    assert [mark.x for mark in drawn.marks] == [f"{100 * 0.5 / hours:.2f}%"]


def test_words_never_lie_over_words(cvd):
    section = SectionFactory()
    for minutes in range(0, 120, 8):
        article = ArticleFactory(headline=f"Eine ziemlich lange Überschrift {minutes}", section=section)
        lifecycle.schedule(article, by=None, at=NOON + timedelta(minutes=minutes), now=NOON - HOUR)

    drawn = day(cvd, ON, now=NOON)

    worded = [mark for mark in drawn.marks if mark.anchor]
    assert len(drawn.marks) == 15
    assert sorted(mark.y for mark in worded) == [17, 38]
    assert {mark.y for mark in drawn.marks if not mark.anchor} == {55}


def test_a_foreign_draft_and_its_embargo_are_not_told(client, editor, administrator):
    mine, moment = SectionFactory(), timezone.now() + 48 * HOUR
    SectionGrant.objects.create(user=editor, section=mine)
    for headline, section in (("Eigene", mine), ("Fremde", SectionFactory())):
        ArticleFactory(headline=headline, by=administrator, section=section, planned=True, plan=moment)
        story = ArticleFactory(headline=f"{headline} gesperrt", by=administrator, section=section)
        Article.objects.filter(pk=story.pk).update(embargo_until=moment)
    client.force_login(editor)

    pages = [
        client.get(address, {"day": f"{timezone.localdate(moment)}"}).content.decode() for address in (CALENDAR, WEEK)
    ]

    assert all("Eigene gesperrt" in page and "Fremde" not in page for page in pages)


@pytest.mark.parametrize("rows", [1, 3, 40])
@pytest.mark.parametrize("address", [CALENDAR, WEEK])
def test_the_calendar_costs_the_same_for_any_number_of_stories(client, cvd, django_assert_num_queries, rows, address):
    section = SectionFactory()
    ArticleFactory.create_batch(rows, section=section, by=cvd, live=True)
    ArticleFactory.create_batch(rows, section=section, by=cvd, embargo_until=timezone.now())
    client.force_login(cvd)

    with django_assert_num_queries(10):
        # session, user, 2 permissions; appearing, ending, embargoes, pictures, clips, programmes
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("asked", ["gestern", "2026-13-40", "0001-01-01", "9999-12-31", "2026-03-10T12:00", "\x00"])
def test_a_day_that_no_calendar_has_is_today(client, cvd, asked):
    client.force_login(cvd)

    for address in (CALENDAR, WEEK):
        page = client.get(address, {"day": asked}).content.decode()
        assert f'name="day" value="{timezone.localdate():%Y-%m-%d}"' in page


@pytest.mark.parametrize(
    ("address", "earlier", "later"), [(CALENDAR, "2026-03-09", "2026-03-11"), (WEEK, "2026-03-03", "2026-03-17")]
)
def test_one_can_turn_the_page_both_ways(client, cvd, address, earlier, later):
    client.force_login(cvd)

    page = client.get(address, {"day": "2026-03-10"}).content.decode()

    assert re.findall(r'rel="(\w+)" href="[^"]*\?day=([\d-]+)"', page) == [("prev", earlier), ("next", later)]


def test_the_calendar_opens_for_those_who_may_see_stories(client, someone):
    client.force_login(someone)

    for address in (CALENDAR, WEEK):
        assert client.get(address).status_code == (302 if someone.username == "reader" else 200)
        assert client.post(address).status_code in (302, 405)
