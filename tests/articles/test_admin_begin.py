"""A new story is given its number by the first words typed, once, to whoever may write; nothing of it is public."""

import json

import pytest

from articles.models import Article, Draft, Edition, SectionGrant
from tests.factories import SectionFactory

BEGIN = "/admin/articles/article/begin/"
FIRST = {"token": "a-tab-of-hers", "seq": 1, "base_version": 0, "fields": {"headline": "Der Kran", "body": "{}"}}


def begin(client, **changes):
    return client.post(BEGIN, json.dumps(FIRST | changes), content_type="application/json")


def test_the_first_words_begin_a_story_and_are_kept_as_unsaved(client, cvd):
    section = SectionFactory()
    client.force_login(cvd)

    typed = FIRST["fields"] | {"section": str(section.pk), "language": "en"}
    answer = begin(client, fields=typed).json()

    story = Article.objects.get()
    assert (story.created_by, story.section, story.language, story.version) == (cvd, section, "en", 1)
    assert (story.headline, story.body["content"]) == ("", [])
    assert Draft.objects.get().fields == typed
    assert answer["status"] == "kept"
    assert answer["begun"] == {
        "story": story.pk,
        "version": 1,
        "src": f"/admin/articles/article/{story.pk}/autosave/",
        "address": f"/admin/articles/article/{story.pk}/change/",
    }
    assert not Edition.objects.exists()


def test_a_message_sent_again_finds_the_story_it_began(client, cvd):
    client.force_login(cvd)

    first, again = begin(client).json(), begin(client).json()

    assert first["begun"] == again["begun"]
    assert (Article.objects.count(), again["status"]) == (1, "late")


def test_only_who_may_write_begins_a_story(client, someone):
    client.force_login(someone)
    writes = someone.has_perm("articles.add_article") and someone.has_perm("articles.change_article")

    status = begin(client).status_code

    assert status == (302 if not someone.is_staff else 200 if writes else 403)
    assert Article.objects.count() == (status == 200)


@pytest.mark.parametrize("forged", ["999999", "x", "-1", "9" * 40, "", None, ["1"]])
def test_a_section_that_is_not_hers_is_left_out(client, editor, forged):
    SectionGrant.objects.create(user=editor, section=SectionFactory())
    other = SectionFactory()
    client.force_login(editor)

    for typed in (forged, str(other.pk)):
        begin(client, token=f"tab-{typed}"[:40].ljust(8, "x"), fields={"section": typed})

    assert set(Article.objects.values_list("section", "language")) <= {(None, "de")}


@pytest.mark.parametrize(
    "sent", ["", "[]", "{", '{"token": "short"}', '{"token": 1, "fields": {}}', "null", "[" * 50_000]
)
def test_what_is_no_message_begins_nothing(client, cvd, sent):
    client.force_login(cvd)

    answer = client.post(BEGIN, sent, content_type="application/json")

    assert (answer.status_code, answer.json()["status"]) == (400, "refused")
    assert not Article.objects.exists()


def test_a_link_begins_nothing(client, cvd):
    client.force_login(cvd)
    assert client.get(BEGIN).status_code == 405
