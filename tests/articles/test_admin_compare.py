"""Two states of a story side by side, and a block fetched back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import states
from articles.models import Article
from tests.bodies import body, picture
from tests.factories import ArticleFactory, ImageFactory, PersonFactory, SectionFactory


def page(story, query=""):
    return reverse("admin:articles_article_compare", args=[story.pk]) + query


def texts(story):
    story.refresh_from_db()
    return [block["content"][0]["text"] for block in story.body["content"]]


@pytest.fixture
def story(db):
    """Live with three paragraphs; the working copy has another first and no second one."""
    article = ArticleFactory(live=True, body=body("Erstens.", "Zweitens.", "Drittens."))
    article = Article.objects.get(pk=article.pk)
    first, _second, third = article.body["content"]
    changed = {**first, "content": [{"type": "text", "text": "Zuerst."}]}
    article.body = body(changed, third)
    lifecycle.save(article, by=None)
    return article


def test_the_working_copy_stands_beside_what_readers_have(client, cvd, story):
    client.force_login(cvd)

    html = client.get(page(story)).content.decode()

    assert "<del>Erstens</del>" in html
    assert "<ins>Zuerst</ins>" in html
    assert "<del>Zweitens.</del>" in html


def test_just_published_it_stands_beside_what_readers_had_before(client, cvd, story):
    story.editions.update(live_from=timezone.now() - timedelta(hours=1))
    lifecycle.publish(story, by=None)
    client.force_login(cvd)

    html = client.get(page(story)).content.decode()

    assert "<ins>Zuerst</ins>" in html


def test_one_block_comes_back_alone(client, cvd, story):
    client.force_login(cvd)
    lost = story.editions.get().body["content"][1]["attrs"]["id"]

    client.post(reverse("admin:articles_article_fetch_block", args=[story.pk]), {"old": "e1", "block": lost})

    assert texts(story) == ["Zuerst.", "Zweitens.", "Drittens."]


def test_a_block_that_was_never_there_is_refused_in_words_and_changes_nothing(client, cvd, story):
    client.force_login(cvd)
    address = reverse("admin:articles_article_fetch_block", args=[story.pk])

    answer = client.post(address, {"old": "e1", "block": "nosuchblok"}, follow=True, headers={"accept-language": "en"})

    assert "That version has no such block." in answer.content.decode()
    assert texts(story) == ["Zuerst.", "Drittens."]


@pytest.mark.parametrize("query", ["?old=v999&new=e77", "?old=%00", "?old=e-1&new=v99999999999999999999"])
def test_states_that_do_not_exist_fall_back_to_the_usual_pair(client, cvd, story, query):
    client.force_login(cvd)

    assert client.get(page(story, query)).status_code == 200


@pytest.mark.parametrize("key", ["", "v", "e99", "x1", "v99999999999999999999"])
def test_a_forged_source_is_not_found(client, cvd, story, key):
    client.force_login(cvd)
    address = reverse("admin:articles_article_fetch_block", args=[story.pk])

    assert client.post(address, {"old": key, "block": "b000000001"}).status_code == 404


def test_a_foreign_story_is_as_missing_as_none(client, editor, story):
    client.force_login(editor)

    assert client.get(page(story)).status_code == 404
    fetch = reverse("admin:articles_article_fetch_block", args=[story.pk])
    assert client.post(fetch, {"old": "e1", "block": "b000000001"}).status_code == 404


def test_every_change_says_whose_it_is_also_where_a_block_is_gone(client, cvd, administrator, story):
    story = Article.objects.get(pk=story.pk)
    first, third = story.body["content"]
    story.body = body({**first, "content": [{"type": "text", "text": "Ganz anders."}]})
    lifecycle.save(story, by=administrator)
    client.force_login(cvd)

    rows = {row["block"]: row for row in client.get(page(story, "?old=v2&new=v3")).context["changed"]}

    assert {key: (row["verb"], row["author"].by) for key, row in rows.items()} == {
        first["attrs"]["id"]: ("changed", "administrator"),
        third["attrs"]["id"]: ("removed", "administrator"),
    }


def test_what_is_filed_is_compared_in_words(client, cvd, story):
    section, image, person = SectionFactory(name="Hafen"), ImageFactory(caption="Der Kran"), PersonFactory(name="Nele")
    lists = {
        "bylines": [states.byline(person)],
        "people": [states.named(person, "Wirtin")],
        "tags": [states.tagged("Kran")],
    }
    columns = {"section_id": section.pk, "lead_image_id": image.pk, "kind": "interview", "note": "Nachfragen"}
    lifecycle.settle(story, lifecycle.Typed(columns, lists), by=None, base_version=2)
    client.force_login(cvd)

    answer = client.get(page(story, "?old=v2&new=v3"), headers={"accept-language": "en"})

    told = {row["anchor"]: "".join(run.text for run in row["new"]) for row in answer.context["changed"]}
    assert told == {
        "kind": "interview", "section_id": "Hafen", "lead_image_id": "Der Kran", "note": "Nachfragen",
        "bylines": "Nele", "people": "Nele, Wirtin", "tags": "Kran",
    }  # fmt: skip


def test_credit_alternative_text_and_moves_are_changes_too(client, cvd):
    image = ImageFactory()
    story = ArticleFactory(body=body("Eins.", picture(image, credit="AP"), "Zwei."))
    one, shown, two = story.body["content"]
    changed = {**shown, "attrs": {**shown["attrs"], "credit": "AP | Nele", "alt": "Ein Kran"}}
    lifecycle.settle(story, lifecycle.Typed(body=body(changed, one, two)), by=None, base_version=1)
    client.force_login(cvd)

    html = client.get(page(story, "?old=v1&new=v2"), headers={"accept-language": "en"}).content.decode()

    assert "<ins>AP | Nele</ins>" in html
    assert "<ins>Ein Kran</ins>" in html
    assert "was block 2" in html or "was block 1" in html


def test_a_headline_comes_back_alone(client, cvd, story):
    old = story.headline
    lifecycle.settle(story, lifecycle.Typed(columns={"headline": "Neu", "lead": "Neu."}), by=cvd, base_version=2)
    client.force_login(cvd)
    address = reverse("admin:articles_article_fetch_block", args=[story.pk])

    client.post(address, {"old": "v2", "field": "headline"})
    client.post(address, {"old": "v2", "field": "version"})

    stored = Article.objects.get(pk=story.pk)
    assert (stored.headline, stored.lead, stored.version) == (old, "Neu.", 4)


@pytest.mark.parametrize("saves", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_versions(client, cvd, story, django_assert_num_queries, saves):
    for _number in range(saves):
        lifecycle.save(Article.objects.get(pk=story.pk), by=None)
    client.force_login(cvd)
    client.get(page(story))  # whatever a session asks once

    # session, user, permissions (2), story; versions, editions, the two compared; authors, which version was
    # printed, who took out what is gone
    with django_assert_num_queries(12):
        client.get(page(story))


@pytest.mark.parametrize("saves", [1, 3])
def test_the_panel_says_who_wrote_each_block_and_costs_the_same(client, cvd, story, django_assert_num_queries, saves):
    for number in range(saves):
        new = {"headline": f"Titel {number}"}
        lifecycle.settle(story, lifecycle.Typed(new), by=cvd, base_version=None)
    client.force_login(cvd)
    address = reverse("admin:articles_article_side", args=[story.pk, "versions"])
    client.get(address)

    # session, user, permissions (2), story; versions, what the last one says of its blocks, who those were;
    # editions; addresses (2)
    with django_assert_num_queries(11):
        answer = client.get(address, headers={"accept-language": "en"})

    told = [(one["place"], one["told"].partition(", ")[0]) for one in answer.context["written"]]
    assert told[:2] == [("Headline", "Last changed by CvD"), ("Lead", "Last changed by Somebody")]
    assert [version for _place, version in told[2:]] == ["Last changed by Somebody"] * 2
    assert f"?old=v{saves + 1}&amp;new=v{saves + 2}" in answer.content.decode()
