"""Palette, search over everything, kept searches: what is found, for whom, and at what cost."""

import pytest

from articles.models import SectionGrant
from people.models import SavedSearch
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, SectionFactory, TagFactory

PALETTE, SEARCH, STORIES = "/admin/palette/", "/admin/search/", "/admin/articles/article/"


def one_of_each(word="Klappbrücke", **fields):
    person, tag = PersonFactory(name=f"Jette {word}"), TagFactory(name=word)
    ArticleFactory(headline=f"Die {word}", tags=[tag], people=[person], **fields)
    ImageFactory(caption=f"{word} am Abend")
    ClipFactory(title=f"{word} im Film")


def titles(told) -> dict[str, list[str]]:
    return {group["kind"]: [hit["title"] for hit in group["hits"]] for group in told["groups"]}


@pytest.mark.parametrize("rows", [1, 3, 10])
def test_the_palette_finds_everything_in_as_many_queries_for_one_hit_as_for_many(
    client, cvd, django_assert_num_queries, rows
):
    for _ in range(rows):
        one_of_each(f"Klappbrücke{'x' * _}")
    client.force_login(cvd)

    # session, user, 2 permissions, stories, pictures, clips, persons and their roles, tags
    with django_assert_num_queries(10):
        told = client.get(PALETTE, {"q": "klappbr"}).json()

    assert {kind: len(hits) for kind, hits in titles(told).items()} == dict.fromkeys(
        ["story", "image", "clip", "person", "tag"], min(rows, 6)
    )


def test_the_palette_offers_only_what_one_may_do(client, someone):
    client.force_login(someone)

    answer = client.get(PALETTE)

    if someone.username == "reader":
        assert answer.status_code == 302
        return
    offered = {command["url"] for command in answer.json()["commands"]}
    assert (f"{STORIES}add/" in offered) == someone.has_perm("articles.add_article")
    assert ("/admin/people/auditevent/" in offered) == someone.has_perm("people.view_auditevent")


def test_foreign_drafts_are_neither_found_nor_counted(client, editor):
    mine, foreign = SectionFactory(name="Meins"), SectionFactory(name="Fremdes")
    SectionGrant.objects.create(user=editor, section=mine)
    ArticleFactory(headline="Sichtbarer Kran", section=mine)
    ArticleFactory(headline="Geheimer Kran", section=foreign)
    client.force_login(editor)

    told = client.get(PALETTE, {"q": "kran"}).json()
    page = client.get(SEARCH, {"q": "kran"}).content.decode()
    narrowed = client.get(SEARCH, {"q": "kran", "section": foreign.pk}).content.decode()

    assert titles(told)["story"] == ["Sichtbarer Kran"]
    assert "Sichtbarer Kran" in page
    assert not any(secret in page + narrowed for secret in ("Geheimer", "Fremdes"))


@pytest.mark.parametrize("hits", [1, 3, 30])
def test_the_search_page_costs_the_same_for_any_number_of_hits(client, cvd, django_assert_num_queries, hits):
    for number in range(hits):
        one_of_each(f"Klappbrücke{'x' * number}", live=True)
    client.force_login(cvd)

    # session, user, 2 permissions; keys and hits of five kinds, roles; stories’ facts, persons, tags
    with django_assert_num_queries(18):
        page = client.get(SEARCH, {"q": "klappbr"}).content.decode()

    assert "Die Klappbrücke" in page


def test_facets_count_and_narrow(client, cvd):
    sport, local = SectionFactory(name="Sport"), SectionFactory(name="Lokales")
    harbour = TagFactory(name="Hafen")
    ArticleFactory(headline="Kran eins", section=sport, live=True, tags=[harbour])
    ArticleFactory(headline="Kran zwei", section=local, language="en")
    client.force_login(cvd)

    page = client.get(SEARCH, {"q": "kran"}).content.decode()
    narrowed = {
        name: client.get(SEARCH, {"q": "kran", name: value}).content.decode()
        for name, value in [("section", sport.pk), ("state", "live"), ("language", "de"), ("tag", harbour.pk)]
    }

    assert 'Sport<span class="n">1</span>' in page
    assert 'Hafen<span class="n">1</span>' in page
    for name, shown in narrowed.items():
        assert ("Kran eins" in shown, "Kran zwei" in shown) == (True, False), name


@pytest.mark.parametrize(
    "asked",
    [
        {"q": '"><script>'}, {"q": "AND OR NOT \""}, {"q": "\x00"}, {"q": "x", "section": "1 OR 1"}, {"q": "a" * 9000},
        {"q": "kran", "kind": "user"}, {"q": "kran", "days": "-1"}, {"q": "kran", "person": "9" * 40},
        {"q": "kran", "state": "erased"}, {"q": "kran", "tag": "\u0663"}, {"q": "kran", "language": "'"},
    ],
)  # fmt: skip
def test_bad_questions_are_answered(client, cvd, asked):
    ArticleFactory(headline="Kran")
    client.force_login(cvd)

    for address in (SEARCH, PALETTE, STORIES):
        answer = client.get(address, asked)
        assert answer.status_code in (200, 302), address
        assert '<script>"' not in answer.content.decode()


def test_a_search_is_kept_renamed_shared_and_dropped(client, cvd, editor):
    client.force_login(cvd)
    kept = {"list": "articles.article", "name": " Sport  live ", "query": "state=live&p=3&kind=news"}

    client.post("/admin/searches/keep/", kept)
    search = SavedSearch.objects.get()
    assert (search.name, search.query, search.shared) == ("Sport live", "kind=news&state=live", False)
    assert (
        '?kind=news&amp;state=live" aria-current="page">Sport live'
        in client.get(f"{STORIES}?state=live&kind=news").content.decode()
    )

    client.post(f"/admin/searches/{search.pk}/", {"name": "Live", "shared": "1"})
    assert client.get(PALETTE).json()["searches"][0]["title"] == "Live"

    client.force_login(editor)
    assert ">Live <" in client.get(STORIES).content.decode()
    assert client.post(f"/admin/searches/{search.pk}/", {"delete": "1"}).status_code == 404

    client.force_login(cvd)
    client.post(f"/admin/searches/{search.pk}/", {"delete": "1"})
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"list": "people.user", "name": "x"}, 403),
        ({"list": "sessions.session", "name": "x"}, 404),
        ({"list": "no.such", "name": "x"}, 404),
        ({"list": "articles.article", "name": " "}, 302),
        ({"list": "articles.article", "name": "x", "query": "q=" + "a" * 2000}, 302),
    ],
)
def test_nothing_is_kept_of_lists_one_may_not_see_nor_without_a_name(client, trainee, fields, status):
    client.force_login(trainee)

    assert client.post("/admin/searches/keep/", fields).status_code == status
    assert not SavedSearch.objects.exists()
