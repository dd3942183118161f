"""What the desk keeps of unsaved text: per person and story, in order, told to others, never public."""

import json

import pytest
from django.urls import reverse

from articles import lifecycle
from articles.models import Article, Draft
from tests.factories import ArticleFactory

TOKEN = "a-tab-of-hers"


def send(client, story, **changes):
    message = {
        "token": TOKEN,
        "seq": 1,
        "base_version": story.version,
        "fields": {"headline": "Halb gedacht"},
    } | changes
    address = reverse("admin:articles_article_autosave", args=[story.pk])
    return client.post(address, json.dumps(message), content_type="application/json")


@pytest.fixture
def story(client, cvd):
    client.force_login(cvd)
    return ArticleFactory()


def kept():
    return [(draft.seq, draft.fields) for draft in Draft.objects.all()]


def test_typed_text_is_kept_and_changes_neither_story_nor_version(client, story):
    answer = send(client, story)

    assert (answer.status_code, answer.json()["status"]) == (200, "kept")
    assert kept() == [(1, {"headline": "Halb gedacht"})]
    stored = Article.objects.get(pk=story.pk)
    assert (stored.headline, stored.version) == (story.headline, story.version)


def test_a_late_message_is_answered_and_not_stored(client, story):
    send(client, story, seq=2, fields={"headline": "Neuer"})

    assert send(client, story, seq=1).json()["status"] == "late"
    assert kept() == [(2, {"headline": "Neuer"})]


def test_another_tab_is_told_and_may_take_over(client, story):
    send(client, story)

    assert send(client, story, token="another-tab", fields={}).status_code == 409
    assert kept() == [(1, {"headline": "Halb gedacht"})]
    assert send(client, story, token="another-tab", fields={}, take_over=True).status_code == 200
    assert kept() == [(1, {})]


def test_text_typed_into_an_older_version_is_kept_and_says_so(client, story):
    old = story.version
    lifecycle.save(Article.objects.get(pk=story.pk), by=None)

    answer = send(client, story, base_version=old)

    assert (answer.status_code, answer.json()["status"]) == (409, "newer_story")
    assert kept() == [(1, {"headline": "Halb gedacht"})]


def test_saving_throws_the_kept_text_away_but_not_a_colleagues(client, story, cvd, administrator):
    send(client, story)
    client.force_login(administrator)
    send(client, story)

    lifecycle.save(Article.objects.get(pk=story.pk), by=cvd)

    assert [draft.user for draft in Draft.objects.all()] == [administrator]


def test_colleagues_hear_of_each_other(client, story, administrator):
    send(client, story)
    client.force_login(administrator)

    assert send(client, story).json()["others"] == ["CvD"]


def test_the_form_offers_the_text_and_shows_it_only_when_asked(client, story):
    send(client, story)
    address = reverse("admin:articles_article_change", args=[story.pk])

    plain, asked = client.get(address), client.get(address + "?unsaved=1")

    assert "?unsaved=1" in plain.content.decode()
    assert plain.context["adminform"].form["headline"].value() == story.headline
    assert asked.context["adminform"].form["headline"].value() == "Halb gedacht"


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b"{",
        b'{"token": 7}',
        b"\xff",
        b"[" * 100_000,
        b'{"token":"12345678","seq":true,"base_version":0,"fields":{}}',
    ],
)
def test_a_message_that_is_none_is_refused_in_words(client, story, broken):
    address = reverse("admin:articles_article_autosave", args=[story.pk])

    answer = client.post(address, broken, content_type="application/json")

    assert (answer.status_code, bool(answer.json()["sentence"]), kept()) == (400, True, [])


def test_a_body_beyond_any_story_is_refused(client, story):
    assert send(client, story, fields={"text": "x" * 2_600_000}).status_code == 413


def test_only_what_is_typed_is_kept_and_only_characters_that_can_be(client, story):
    send(client, story, fields={"headline": "A\x00B\ud800", "section": "3", "stage": "ready"})

    assert kept() == [(1, {"headline": "AB"})]


def test_a_foreign_story_is_as_missing_as_none(client, story, editor):
    client.force_login(editor)

    assert send(client, story).status_code == 404
    assert kept() == []


def test_throwing_away_forgets_only_ones_own(client, story, administrator):
    send(client, story)
    client.force_login(administrator)
    address = reverse("admin:articles_article_autosave", args=[story.pk])

    client.post(address, '{"discard": true}', content_type="application/json")

    assert len(kept()) == 1
