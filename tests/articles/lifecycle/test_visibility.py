"""What an edition shows may be fetched from the second it appears until the second it ends, and never else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import lifecycle
from tests.articles.lifecycle.clock import SECOND, at
from tests.bodies import body, gallery, picture, video
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PortraitFactory
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return ImageFactory(file=True)


@pytest.fixture
def clip():
    return ClipFactory(poster=ImageFactory(file=True))


def public(row, moment):
    return type(row).objects.public(moment).filter(pk=row.pk).exists()


def seen(row, *hours):
    return [public(row, at(hour)) for hour in hours]


def rewrite(story, *blocks):
    story.refresh_from_db()
    story.body = body(*blocks)
    lifecycle.save(story, by=None)


def test_a_picture_of_a_draft_is_for_the_desk_only(image):
    ArticleFactory(body=body(picture(image)), lead_image=image)
    assert not Image.objects.public().exists()


@pytest.mark.parametrize("place", ["body", "gallery", "lead"])
def test_a_picture_is_public_as_long_as_its_edition(image, place):
    where = {"body": body(picture(image)), "gallery": body(gallery(image)), "lead": body("Text.")}[place]
    story = ArticleFactory(body=where, lead_image=image if place == "lead" else None)
    lifecycle.schedule(story, by=None, at=at(2), now=at(0))
    assert [public(image, at(2) - SECOND), public(image, at(2))] == [False, True]
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(3))
    assert [public(image, at(3) - SECOND), public(image, at(3))] == [False, False]


def test_a_clip_and_its_poster_are_public_together(clip):
    story = ArticleFactory(body=body(video(clip)))
    lifecycle.publish(story, by=None, now=at(0))
    assert seen(clip, -1, 0, 5) == seen(clip.poster, -1, 0, 5) == [False, True, True]
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(1))
    assert seen(clip, 1, 5) == seen(clip.poster, 1, 5) == [False, False]


def test_a_poster_exchanged_after_publishing_is_public_and_the_old_one_is_not(clip):
    lifecycle.publish(ArticleFactory(body=body(video(clip))), by=None, now=at(0))
    clip.refresh_from_db()
    old, clip.poster = clip.poster, ImageFactory(file=True)
    clip.save()
    assert (public(clip.poster, at(1)), public(old, at(1))) == (True, False)


def test_a_picture_that_a_new_edition_drops_is_public_no_longer(image):
    story = ArticleFactory(body=body(picture(image)))
    lifecycle.publish(story, by=None, now=at(0))
    rewrite(story, "Ohne Bild.")
    planned = lifecycle.schedule(story, by=None, at=at(2), now=at(1))
    assert [public(image, at(2) - SECOND), public(image, at(2))] == [True, False]
    lifecycle.call_off(planned, by=None, now=at(1))
    assert public(image, at(2))
    lifecycle.publish(story, by=None, now=at(3))
    assert not public(image, at(3))


def test_the_past_gives_nobody_a_right_to_look_ahead(image):
    """Shown once, planned again: between the two it is not public."""
    story = ArticleFactory(body=body(picture(image)))
    lifecycle.publish(story, by=None, now=at(0))
    lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(1))
    lifecycle.schedule(story, by=None, at=at(5), now=at(2))
    assert seen(image, 2, 4, 5) == [False, False, True]


def test_nor_does_a_past_that_ended_by_the_clock(image):
    story = ArticleFactory(body=body(picture(image)), expires_at=at(1))
    lifecycle.publish(story, by=None, now=at(0))
    lifecycle.schedule(ArticleFactory(body=body(picture(image))), by=None, at=at(5), now=at(2))
    assert seen(image, 2, 4, 5) == [False, False, True]


def test_calling_off_a_plan_takes_its_pictures_back(image):
    story = ArticleFactory(body=body(picture(image)))
    planned = lifecycle.schedule(story, by=None, at=at(5), now=at(0))
    lifecycle.call_off(planned, by=None, now=at(1))
    image.refresh_from_db()
    assert (image.public_from, image.public_until) == (None, None)


def test_a_second_story_keeps_the_picture_public(image):
    first, second = ArticleFactory(body=body(picture(image))), ArticleFactory(lead_image=image)
    lifecycle.publish(first, by=None, now=at(0))
    lifecycle.publish(second, by=None, now=at(1))
    lifecycle.withdraw(first, by=None, reason="Irrtum", now=at(2))
    assert seen(image, 2, 9) == [True, True]
    lifecycle.withdraw(second, by=None, reason="Irrtum", now=at(3))
    assert seen(image, 3) == [False]


def test_nobody_looks_for_all_stories_that_show_it_where_nothing_ends(image, clip, django_assert_num_queries):
    stories = [ArticleFactory(body=body(picture(image), video(clip))) for _n in range(3)]
    with CaptureQueriesContext(connection) as first:
        lifecycle.publish(stories[0], by=None, now=at(0))
    with django_assert_num_queries(len(first) - 2):  # their windows: two kinds
        lifecycle.publish(stories[1], by=None, now=at(1))
    with CaptureQueriesContext(connection) as again:
        lifecycle.publish(stories[0], by=None, now=at(2))
    asked = [told["sql"] for told in (*first, *again) if told["sql"].startswith("SELECT")]
    assert not [sql for sql in asked if "edition__live_from" in sql], "it is looked for where else they stand"
    stories[2].expires_at = at(5)
    lifecycle.publish(lifecycle.save(stories[2], by=None), by=None, now=at(2))

    for story in stories[:2]:
        assert seen(image, 3, 9) == seen(clip, 3, 9) == [True, True]
        lifecycle.withdraw(story, by=None, reason="Irrtum", now=at(3))
    assert seen(image, 3, 5) == seen(clip, 3, 5) == [True, False]


@pytest.mark.parametrize(("begins", "ends"), [(2, None), (0, 2)])
def test_a_plan_and_an_end_do_not_hide_what_comes_besides(image, begins, ends):
    """Not seen yet, or not for good: so the second story's span counts."""
    first = ArticleFactory(body=body(picture(image)), expires_at=ends and at(ends))
    lifecycle.publish(first, by=None, at=at(begins), now=at(0))
    lifecycle.publish(ArticleFactory(lead_image=image), by=None, now=at(1))
    assert seen(image, 1, 9) == [True, True]


def test_rights_end_wherever_it_is_shown(image, clip):
    lifecycle.publish(ArticleFactory(body=body(picture(image), video(clip))), by=None, now=at(0))
    Image.objects.update(available_until=at(2))
    Clip.objects.update(available_until=at(2))
    assert [public(row, at(2) - SECOND) for row in (image, clip, clip.poster)] == [True, True, True]
    assert [public(row, at(2)) for row in (image, clip, clip.poster)] == [False, False, False]


def test_an_expired_story_takes_its_pictures_along(image):
    story = ArticleFactory(body=body(picture(image)), expires_at=at(4))
    lifecycle.publish(story, by=None, now=at(0))
    assert [public(image, at(4) - SECOND), public(image, at(4))] == [True, False]


def test_a_portrait_needs_no_edition():
    assert public(PortraitFactory().image, at(0))
