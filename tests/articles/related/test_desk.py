"""Related videos at the desk: offered with reasons, added by a click, never against somebody's unsaved words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.models import Article, Draft
from tests.bodies import body
from tests.factories import ArticleFactory, ClipFactory

pytestmark = pytest.mark.django_db


def page(story, name="related"):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


@pytest.fixture
def story():
    return ArticleFactory(headline="Reithalle in Westerwurth abgebrannt", body=body("Pferde liefen ins Freie."))


@pytest.fixture
def clip():
    return ClipFactory(title="Nachts in Westerwurth", teaser="Die Reithalle brennt.", recorded_on=timezone.localdate())


def clips(story):
    story = Article.objects.get(pk=story.pk)
    return [block["attrs"]["clip"] for block in story.body["content"] if block["type"] == "clip"]


def add(client, story, clip, version=None):
    version = Article.objects.get(pk=story.pk).version if version is None else version
    return client.post(page(story, "related_add"), {"clip": clip.pk, "version": version}, follow=True)


def test_a_related_clip_is_offered_with_its_reason_and_an_unrelated_one_is_not(client, cvd, story, clip):
    ClipFactory(title="Abschlag am Meer", teaser="Golf bei Flut.", recorded_on=timezone.localdate())
    client.force_login(cvd)

    html = client.get(page(story)).content.decode()

    assert "Nachts in Westerwurth" in html
    assert "Westerwurth, Reithalle" in html or "Reithalle, Westerwurth" in html
    assert "Abschlag am Meer" not in html


def test_a_clip_that_has_no_date_yet_is_offered_and_not_said_to_be_of_that_day(client, cvd, story):
    ClipFactory(title="Nachts in Westerwurth", teaser="Die Reithalle brennt.", recorded_on=None)
    client.force_login(cvd)

    html = client.get(page(story)).content.decode()
    assert ("Nachts in Westerwurth" in html, "Am selben Tag" in html) == (True, False)


def test_a_clip_out_of_rights_is_neither_offered_nor_added(client, cvd, story, clip):
    clip.available_until = timezone.now() - timedelta(minutes=1)
    clip.save()
    client.force_login(cvd)

    assert "Nachts in Westerwurth" not in client.get(page(story)).content.decode()
    assert add(client, story, clip).status_code == 404
    assert clips(story) == []


def test_a_click_adds_it_at_the_end_and_it_is_offered_no_more(client, cvd, story, clip):
    client.force_login(cvd)

    html = add(client, story, clip).content.decode()

    assert clips(story) == [clip.pk]
    assert "Die Reithalle brennt" not in html
    assert page(story, "related_add") not in html


def test_a_story_that_moved_on_is_not_touched(client, cvd, story, clip):
    client.force_login(cvd)
    seen = Article.objects.get(pk=story.pk).version
    lifecycle.save(Article.objects.get(pk=story.pk), by=None)

    add(client, story, clip, version=seen)

    assert clips(story) == []


def test_unsaved_words_are_not_thrown_away(client, cvd, story, clip):
    Draft.objects.create(article=story, user=cvd, token="t", seq=1, base_version=1, fields={"headline": "Neu"})
    client.force_login(cvd)

    add(client, story, clip)

    assert clips(story) == []
    assert Draft.objects.filter(article=story, user=cvd).exists()


def test_a_foreign_story_is_missing(client, trainee, story, clip):
    client.force_login(trainee)

    assert client.get(page(story)).status_code == 404
    assert add(client, story, clip).status_code == 404
    assert clips(story) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, cvd, story, count, django_assert_num_queries):
    for number in range(count):
        title = ["Nachts in Westerwurth", "Die Pferde von Westerwurth", "Reithalle: der Morgen danach"][number]
        ClipFactory(title=title, teaser="", recorded_on=timezone.localdate())
    client.force_login(cvd)
    client.get(page(story))
    # session, user, her roles; the story; list, refused; all its words at once; the offers
    with django_assert_num_queries(15):
        html = client.get(page(story)).content.decode()
    assert html.count(page(story, "related_add")) == count
