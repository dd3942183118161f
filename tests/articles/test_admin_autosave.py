"""What the desk keeps of unsaved text: per person and story, in order, told to others, never public."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.models import Article, Draft, Presence, SectionGrant
from tests.factories import ArticleFactory, SectionFactory, TagFactory

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


def here(client, story, **message):
    address = reverse("admin:articles_article_presence", args=[story.pk])
    return client.post(address, json.dumps(message), content_type="application/json")


NO_ROWS = {f"{rows}-{name}_FORMS": "0" for rows in ("bylines", "named") for name in ("TOTAL", "INITIAL")}


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


def test_colleagues_hear_of_each_other(client, story, administrator, cvd):
    send(client, story)
    client.force_login(administrator)

    assert send(client, story, block="b000000002").json()["others"] == [{"name": "CvD", "block": "", "writing": True}]
    client.force_login(cvd)
    answer = here(client, story, block="headline").json()
    assert answer["others"] == [{"name": "administrator", "block": "b000000002", "writing": True}]


def test_whoever_only_reads_is_there_too_until_the_page_is_closed(
    client, story, editor, cvd, django_assert_num_queries
):
    SectionGrant.objects.create(user=editor, section=story.section)
    client.force_login(editor)
    here(client, story)
    client.force_login(cvd)

    assert here(client, story).json()["others"] == [{"name": "editor", "block": "", "writing": False}]
    client.force_login(editor)
    here(client, story, leave=True)
    client.force_login(cvd)
    client.get("/admin/")
    here(client, story)
    # session, user, permissions (2), story; own row, the others
    with django_assert_num_queries(7):
        assert here(client, story).json()["others"] == []
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert here(client, story).json()["others"] == []


def test_an_open_page_hears_that_the_story_has_moved_on_and_by_whom(client, story, administrator):
    lifecycle.save(Article.objects.get(pk=story.pk), by=administrator)

    told = here(client, story, version=1).json()

    assert (told["version"], told["last"]["by"]) == (2, "administrator")
    assert "last" not in here(client, story, version=2).json()


@pytest.mark.parametrize("block", ["<script>", "x" * 33, "a b", 7, ["x"]])
def test_a_forged_place_is_nowhere(client, story, administrator, block):
    here(client, story, block=block)
    client.force_login(administrator)
    assert [one["block"] for one in here(client, story).json()["others"]] in ([], [""])


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


def test_the_whole_form_is_kept_but_no_button_and_only_characters_that_can_be(client, story):
    whole = {"headline": "A\x00B\ud800", "section": "3", "bylines-0-name": "Nele", "bylines-TOTAL_FORMS": "1"}
    send(client, story, fields={**whole, "_publish": "1", "csrfmiddlewaretoken": "x", "a<b": "x", "save_token": "x"})

    assert kept() == [(1, {**whole, "headline": "AB"})]


def test_everything_typed_comes_back_in_the_form_rows_tags_and_choices_too(client, story, cvd):
    section, tag = SectionFactory(), TagFactory(name="Hafen")
    fields = {
        "headline": "Halb", "section": str(section.pk), "tags": "Hafen", "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "0", "bylines-0-name": "Nele Barkhahn", "bylines-0-position": "0", "expires_at_0": "2026-",
    }  # fmt: skip
    send(client, story, fields=fields)

    page = client.get(reverse("admin:articles_article_change", args=[story.pk]) + "?unsaved=1")

    form = page.context["adminform"].form
    names = ("headline", "section", "tags", "lead", "base_version")
    assert [form[name].value() for name in names] == ["Halb", str(section.pk), "Hafen", story.lead, "1"]
    assert "Nele Barkhahn" in page.content.decode()
    assert (Article.objects.get().version, tag.article_items.count(), story.bylines.count()) == (1, 0, 0)


def test_a_draft_of_an_older_version_is_merged_when_it_is_saved(client, story, cvd):
    send(client, story, fields={"kicker": "Mein Kicker"})
    lifecycle.settle(story, lifecycle.Typed(columns={"headline": "Ihr Titel"}), by=None, base_version=1)
    address = reverse("admin:articles_article_change", args=[story.pk])
    shown = client.get(address + "?unsaved=1").context["adminform"].form

    client.post(address, {bound.html_name: bound.value() or "" for bound in shown} | NO_ROWS)

    stored = Article.objects.get()
    assert (stored.kicker, stored.headline, stored.version) == ("Mein Kicker", "Ihr Titel", 3)


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
