"""As text or in the editor: the choice holds for a session, and what is sent decides what is read."""

import json

import pytest
from django.urls import reverse

from articles import lifecycle
from articles.body import diff
from articles.models import Article
from tests.articles.test_admin_stories import ENGLISH, form_of, url
from tests.bodies import body, paragraph
from tests.factories import ArticleFactory


def choose(client, story, way):
    return client.post(reverse("admin:articles_article_way_of_writing", args=[story.pk]), {"way": way})


def fields(client, story):
    return set(client.get(url(story)).context["adminform"].form.fields)


def test_the_form_starts_in_the_editor_and_keeps_what_was_chosen(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()

    assert "body" in fields(client, story)
    choose(client, story, "text")
    assert "text" in fields(client, story)
    assert "body" not in fields(client, story)
    choose(client, story, "editor")
    assert "body" in fields(client, story)


def test_a_body_from_the_editor_is_stored_as_it_came(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    sent = body(paragraph("Ein Absatz aus dem Editor."))

    client.post(url(story), form_of(client, story, body=json.dumps(sent), _save="1"))

    stored = Article.objects.get(pk=story.pk)
    assert stored.body == sent
    assert stored.version == story.version + 1


def test_a_form_opened_as_text_still_arrives_after_switching(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    opened = form_of(client, story, text="Ein getippter Absatz steht hier.", _save="1")
    choose(client, story, "editor")

    client.post(url(story), opened)

    [block] = Article.objects.get(pk=story.pk).body["content"]
    assert block["content"][0]["text"] == "Ein getippter Absatz steht hier."


@pytest.mark.parametrize("sent", ["{", "[]", '{"schema": 1, "type": "doc", "content": [{"type": "script"}]}'])
def test_a_body_that_is_none_is_refused_and_stays_on_the_screen(client, cvd, sent):
    client.force_login(cvd)
    story = ArticleFactory(body=body("Was schon da war."))

    page = client.post(url(story), form_of(client, story, body=sent, _save="1"))

    assert page.context["adminform"].form.errors["body"]
    assert page.context["adminform"].form["body"].value() == sent
    assert Article.objects.get(pk=story.pk).version == story.version


def test_a_stale_body_is_merged_with_the_newer_one(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory(body=body("Eins."))
    opened = form_of(client, story, body=json.dumps(body(*story.body["content"], "Meins.")), _save="1")
    theirs = Article.objects.get(pk=story.pk)
    theirs.body = body("Ihres.", *theirs.body["content"])
    lifecycle.save(theirs, by=None)

    client.post(url(story), opened)

    stored = Article.objects.get(pk=story.pk)
    assert [diff.text_of(block) for block in stored.body["content"]] == ["Ihres.", "Eins.", "Meins."]
    assert stored.version == story.version + 2


def test_a_foreign_story_is_as_missing_as_none(client, editor):
    client.force_login(editor)

    assert choose(client, ArticleFactory(), "editor").status_code == 404


def test_the_choice_is_not_made_by_following_a_link(client, cvd):
    client.force_login(cvd)
    address = reverse("admin:articles_article_way_of_writing", args=[ArticleFactory().pk])

    assert client.get(address).status_code == 405


def test_in_plain_text_other_blocks_merge_and_the_same_one_is_only_saved_over_theirs_when_told(
    client, cvd, administrator
):
    client.force_login(cvd)
    story = ArticleFactory(body=body("Der erste Absatz.", "Zwei.", "Drei."))
    opened = form_of(client, story, as_text=True, _save="1")
    one, two, three = story.body["content"]
    theirs = body({**one, "content": [{"type": "text", "text": "Der erste Absatz, ihrer."}]}, two, three)
    lifecycle.settle(story, lifecycle.Typed(body=theirs), by=administrator, base_version=1)

    asked = client.post(url(story), opened | {"text": "Der erste Absatz, meiner.\n\nZwei.\n\nDrei."}, headers=ENGLISH)
    merged = client.post(url(story), opened | {"text": "Der erste Absatz.\n\nZwei.\n\nMeine Drei."})
    stored = [diff.text_of(block) for block in Article.objects.get(pk=story.pk).body["content"]]
    over = client.post(url(story), opened | {"text": "Der erste Absatz, meiner.\n\nZwei.\n\nDrei.", "overwrite": "1"})

    assert "administrator changed the same places" in asked.content.decode()
    assert asked.content.decode().count('name="overwrite"') == 1
    assert asked.context["adminform"].form["text"].value() == "Der erste Absatz, meiner.\n\nZwei.\n\nDrei."
    assert (merged.status_code, stored) == (302, ["Der erste Absatz, ihrer.", "Zwei.", "Meine Drei."])
    assert over.status_code == 302
    assert diff.text_of(Article.objects.get(pk=story.pk).body["content"][0]) == "Der erste Absatz, meiner."
