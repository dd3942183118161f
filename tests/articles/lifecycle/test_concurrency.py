"""Two at once, with real threads and real transactions, on whatever database the tests run."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from time import sleep

import pytest
from django.db import connection
from django.test import Client

from articles import lifecycle
from articles.models import Article, Edition
from articles.search.indexing import of_edition
from tests.articles.test_admin_stories import ADD, form_of
from tests.bodies import body, picture, words
from tests.factories import ArticleFactory, ImageFactory
from visuals.models import Image

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Start all at the same moment; their results, or what they refused."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(timeout=20)
            return act()
        except lifecycle.Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, act) for act in acts]]


def publish(article):
    return lambda: lifecycle.publish(Article.objects.get(pk=article.pk), by=None)


def test_a_story_published_by_two_at_once_has_one_open_edition():
    article = ArticleFactory()
    results = at_once(*[publish(article)] * 4)
    assert all(isinstance(result, Edition) for result in results)
    assert sorted(article.editions.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Edition.objects.live().count() == article.editions.filter(live_until__isnull=True).count() == 1


def test_two_stories_with_one_headline_get_two_addresses():
    stories = [ArticleFactory(headline="Der Kran") for _ in range(4)]
    results = at_once(*[publish(story) for story in stories])
    assert sorted(edition.slug for edition in results) == ["der-kran", "der-kran-2", "der-kran-3", "der-kran-4"]


def test_one_of_two_who_save_at_once_is_told():
    article = ArticleFactory()

    def save(words):
        def act():
            mine = Article.objects.get(pk=article.pk)
            mine.headline = words
            return lifecycle.save(mine, by=None, base_version=1)

        return act

    results = at_once(save("Eins"), save("Zwei"))
    assert sorted(type(result).__name__ for result in results) == ["Article", "Stale"]
    assert Article.objects.get().version == 2


def test_a_picture_of_two_stories_stays_public_when_one_goes_as_the_other_comes():
    image = ImageFactory(file=True)
    going, coming = (ArticleFactory(body=body(picture(image))) for _ in range(2))
    lifecycle.publish(going, by=None)
    at_once(publish(coming), lambda: lifecycle.withdraw(going, by=None, reason="Irrtum"))
    assert Image.objects.public().filter(pk=image.pk).exists()


def test_a_live_blog_and_a_story_of_the_same_picture_and_word_do_not_wait_for_each_other(monkeypatch):
    shown, near = body(picture(ImageFactory(file=True))), Barrier(2)
    both = [ArticleFactory(kind=kind, slug=kind, headline="Xylophonregen", body=shown) for kind in ("live", "news")]

    def with_the_other(edition):
        with suppress(BrokenBarrierError):  # where the other one waits for us already
            near.wait(timeout=1)
            sleep(0.3 if edition.kind == "news" else 0)  # so that the live blog notes the word first
        return of_edition(edition)

    monkeypatch.setattr("articles.lifecycle.printing.of_edition", with_the_other)
    assert [type(result) for result in at_once(*map(publish, both))] == [Edition, Edition]


def test_one_form_sent_by_two_connections_at_once_makes_one_version():
    article = ArticleFactory()

    def settle():
        mine = Article.objects.get(pk=article.pk)
        typed = lifecycle.Typed(columns={"headline": "Einmal"})
        return lifecycle.settle(mine, typed, by=None, base_version=1, token="t" * 40)

    results = at_once(*[settle] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Replayed", "Replayed", "Settled"]
    assert Article.objects.get().version == article.revisions.count() == 2


def test_a_new_story_sent_by_two_connections_at_once_is_one_story(cvd):
    client = Client()
    client.force_login(cvd)
    form = form_of(client, headline="Einmal")

    answers = at_once(*[partial(client.post, ADD, form)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Article.objects.count() == 1


def test_two_who_save_different_blocks_at_once_are_both_stored():
    article = ArticleFactory(body=body("Eins.", "Zwei.", "Drei.", "Vier."))

    def settle(number):
        def act():
            mine = Article.objects.get(pk=article.pk)
            blocks = list(article.body["content"])
            blocks[number] = {**blocks[number], "content": [words(f"Neu {number}.")]}
            return lifecycle.settle(mine, lifecycle.Typed(body=body(*blocks)), by=None, base_version=1)

        return act

    at_once(*[settle(number) for number in range(4)])
    stored = Article.objects.get()
    assert [block["content"][0]["text"] for block in stored.body["content"]] == [f"Neu {n}." for n in range(4)]
    assert stored.version == 5
