"""Cuts of a programme: two numbers and a name. Refused in words, inherited rights never widened, undone while unused."""

from datetime import date, datetime, timedelta

import av
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.lifecycle import relating
from people.models import AuditEvent
from tests.factories import ArticleFactory, FootageFactory, PersonFactory, TagFactory
from tests.visuals.footage_files import film, frame_of, ready_footage
from visuals import lifecycle
from visuals.lifecycle import cutting, stills
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db

NOON = timezone.make_aware(datetime(2026, 11, 23, 12))
DAY = timedelta(days=1)


def cut(footage, begin=10_000, end=40_000, **fields):
    return cutting.keep_cut(Clip(footage=footage, in_ms=begin, out_ms=end, title="Zahnrad", **fields), by=None)


@pytest.fixture
def footage():
    return FootageFactory(title="Hafenmagazin", duration_ms=300_000, broadcast_on=date(2026, 11, 23))


def page(footage):
    return reverse("admin:visuals_footage_cut", args=[footage.pk])


def typed(**changes):
    form = {
        "title": "Anklamer und das Zahnrad",
        "teaser": "",
        "kind": "report",
        "tags": "",
        "in_ms": "0:10",
        "out_ms": "0:40.5",
    }
    return form | changes


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [
        (10_000, None, "out_ms"),
        (None, 10_000, "in_ms"),
        (10_000, 10_999, "out_ms"),
        (-1, 5_000, "in_ms"),
        (290_000, 300_001, "out_ms"),
    ],
)
def test_points_that_do_not_fit_the_programme_are_refused(footage, begin, end, field):
    with pytest.raises(cutting.CutRefused) as refusal:
        cut(footage, begin, end)
    assert list(refusal.value.problems) == [field]
    assert not Clip.objects.exists()


def test_the_shortest_the_longest_and_the_whole_are_kept(footage):
    assert [cut(footage, *points).duration_ms for points in [(0, 1_000), (0, 300_000), (None, None)]] == [
        1_000,
        300_000,
        300_000,
    ]


@pytest.mark.parametrize("points", [{"in_ms": -1}, {"out_ms": 10_500}, {"out_ms": None}])
def test_the_database_keeps_what_the_desk_promises(footage, points):
    clip = cut(footage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clip.objects.filter(pk=clip.pk).update(**points)


def test_rights_may_be_narrower_than_the_programmes_and_not_wider(footage):
    footage.available_from, footage.available_until = NOON, NOON + 30 * DAY
    footage.save()

    assert cut(footage, available_until=NOON + 7 * DAY).available_until == NOON + 7 * DAY
    for field, moment in [("available_from", NOON - DAY), ("available_until", NOON + 31 * DAY)]:
        with pytest.raises(cutting.CutRefused) as refusal:
            cut(footage, **{field: moment})
        assert list(refusal.value.problems) == [field]


def test_a_cut_is_changed_and_the_log_says_from_what_to_what(footage, video_desk):
    clip = cut(footage)
    clip.out_ms = 50_000
    cutting.keep_cut(clip, by=video_desk, people=[PersonFactory()], tags=[TagFactory(name="hafen")])

    event = AuditEvent.objects.get(verb="recut", actor=video_desk)
    assert (event.before["out"], event.after["out"]) == (40_000, 50_000)
    assert (clip.people.count(), [tag.name for tag in clip.tags.all()]) == (1, ["hafen"])


def test_a_cut_is_taken_back_until_a_story_shows_it(footage):
    first, second = cut(footage), cut(footage, 50_000, 60_000)
    cutting.take_back_cut(first, by=None)
    relating.relate(ArticleFactory(), second, by=None)

    with pytest.raises(cutting.CutRefused, match="Zahnrad"):
        cutting.take_back_cut(second, by=None)
    assert list(Clip.objects.all()) == [second]


def test_the_form_keeps_a_cut_with_everything_that_belongs_to_it(client, video_desk, footage):
    ada = PersonFactory(name="Ada Lindqvist")
    TagFactory(name="hafen")
    client.force_login(video_desk)
    assert 'value="2026-11-23"' in client.get(page(footage)).content.decode()  # of the programme

    sent = typed(
        people=[ada.pk],
        tags="hafen",
        recorded_on="2026-11-22",
        available_until_0="2026-12-31",
        available_until_1="18:00",
    )
    answer = client.post(page(footage), sent)

    clip = Clip.objects.get()
    assert answer["Location"] == f"{page(footage)}?at=40500&made={clip.pk}"
    assert (clip.in_ms, clip.out_ms, clip.footage, clip.recorded_on) == (10_000, 40_500, footage, date(2026, 11, 22))
    assert ([*clip.people.all()], [tag.name for tag in clip.tags.all()]) == ([ada], ["hafen"])
    assert clip.slug == "anklamer-und-das-zahnrad"
    assert timezone.localtime(clip.available_until).hour == 18


def test_what_is_refused_comes_back_as_it_was_typed(client, video_desk, footage):
    client.force_login(video_desk)

    answer = client.post(page(footage), typed(out_ms="9:59", teaser="Ein Bauteil von 1931."))

    html = answer.content.decode()
    assert (answer.status_code, "9:59" in html, "Ein Bauteil von 1931." in html) == (422, True, True)
    assert not Clip.objects.exists()


def test_an_older_cut_is_opened_and_changed_and_one_of_another_programme_is_not(client, video_desk, footage):
    clip, foreign = cut(footage), cut(FootageFactory())
    client.force_login(video_desk)

    html = client.get(f"{page(footage)}?clip={clip.pk}").content.decode()
    assert ('value="0:10"' in html, 'value="0:40"' in html) == (True, True)
    client.post(f"{page(footage)}?clip={clip.pk}", typed(out_ms="0:45"))

    assert (Clip.objects.get(pk=clip.pk).out_ms, Clip.objects.count()) == (45_000, 2)
    assert client.get(f"{page(footage)}?clip={foreign.pk}").status_code == 404


def test_undo_after_keeping_is_a_button(client, video_desk, footage):
    clip = cut(footage)
    client.force_login(video_desk)
    html = client.get(f"{page(footage)}?made={clip.pk}").content.decode()
    assert f'name="undo" value="{clip.pk}"' in html

    assert client.post(page(footage), {"undo": clip.pk})["Location"] == f"{page(footage)}?at=10000"
    assert not Clip.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_cuts_and_lines(
    client, video_desk, footage, count, django_assert_num_queries
):
    lines = "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\nSatz {n}." for n in range(count))
    lifecycle.take_captions(footage, f"WEBVTT\n\n{lines}\n", by=None)
    for number in range(count):
        cut(footage, number * 5_000, number * 5_000 + 4_000)
    client.force_login(video_desk)
    client.get(page(footage))

    with django_assert_num_queries(11):  # session, user, her rights; programme, cuts twice, chapters, tracks, lines …
        html = client.get(page(footage)).content.decode()
    assert html.count("data-seek") == count


def test_the_rundown_names_the_clips_in_order_and_in_how_many_stories_they_stand(footage):
    later, first = cut(footage, 60_000, 70_000), cut(footage, 1_000, 5_000)
    for _story in range(2):
        relating.relate(ArticleFactory(), later, by=None)

    assert [(clip.pk, clip.stories) for clip in footage.clips.for_rundown()] == [(first.pk, 0), (later.pk, 2)]


def test_a_frame_of_the_programme_becomes_a_picture_with_credit_and_rights_of_the_programme():
    footage = ready_footage(film(3.0, size=(640, 360)), rights_holder="Nordfilm", available_until=NOON + 300 * DAY)
    for number in (0, 1, 37, 74):
        image = stills.take_still(footage, number * 40, by=None)
        with image.file.open("rb") as file, av.open(file) as seen:
            assert frame_of(next(seen.decode(video=0))) == number
    assert (image.credit, image.available_until, image.width) == ("Nordfilm", NOON + 300 * DAY, 640)
    assert image.alt


def test_a_poster_from_the_programme_is_kept_with_the_cut_and_none_is_said(client, video_desk):
    footage = ready_footage(film(3.0, size=(640, 360)))
    client.force_login(video_desk)
    client.post(page(footage), typed(in_ms="0:00", out_ms="0:02", poster_ms="1000"))
    assert Clip.objects.get().poster == Image.objects.get()

    without = FootageFactory()
    html = client.post(page(without), typed(poster_ms="1000"), follow=True).content.decode()
    assert without.clips.get().poster is None
    assert 'class="warning"' in html
