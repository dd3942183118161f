"""Readers' search: what is found, in what order, with which words marked; whatever is typed, it answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

import visuals.lifecycle
from articles import lifecycle
from kit.search import ranking
from tests.bodies import body, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)
from tests.kit.test_search import HOSTILE

pytestmark = pytest.mark.django_db


def search(client, typed: str = "", status: int = 200, **more: str) -> str:
    response = client.get("/suche/", {"q": typed, **more})
    assert response.status_code == status
    return response.content.decode()


def order(text: str, *slugs: str) -> list[str]:
    """Which of these stories are on the page, from top to bottom."""
    found = {slug: text.find(f'href="/artikel/{slug}/"') for slug in slugs}
    return sorted((slug for slug in slugs if found[slug] >= 0), key=lambda slug: found[slug])


def days_ago(days: int):
    return timezone.now().replace(microsecond=0) - timedelta(days=days)


@pytest.mark.parametrize("typed", ["Brücke", "bruecke", "BRUCKE", "Brücken", "brü", '"die Brücke"', "Sperrung brücke"])
def test_a_story_is_found_however_its_word_is_written(client, typed):
    EditionFactory(slug="bruecke", headline="Sperrung: die Brücke bleibt zu")
    EditionFactory(slug="hafen", headline="Der Hafen wächst")

    assert order(search(client, typed), "bruecke", "hafen") == ["bruecke"]


@pytest.mark.parametrize("typed", ['"Brücke die"', "Brücke Hafen"])
def test_words_side_by_side_and_words_that_all_have_to_occur(client, typed):
    EditionFactory(slug="bruecke", headline="Sperrung: die Brücke bleibt zu")

    assert order(search(client, typed), "bruecke") == []


def test_the_headline_comes_before_the_lead_and_that_before_the_text_then_the_newest(client):
    EditionFactory(slug="text", headline="A", lead="B", body=body("Vom Deich ist die Rede."), since=days_ago(1))
    EditionFactory(slug="lead", headline="A", lead="Der Deich hält.", since=days_ago(2))
    EditionFactory(slug="old", headline="Deich im Sturm", since=days_ago(9))
    EditionFactory(slug="new", headline="Neuer Deich", since=days_ago(3))

    assert order(search(client, "deich"), "text", "lead", "old", "new") == ["new", "old", "lead", "text"]
    assert order(search(client, "deich", folge="neu"), "text", "lead", "old", "new") == ["text", "lead", "new", "old"]


@pytest.mark.parametrize("typed", ["Brücke", "Brücken Sanierung", "bruecke sanierung"])
def test_a_word_is_found_within_longer_ones_and_marked(client, typed):
    EditionFactory(slug="text", headline="Die Sanierung", body=body("Die Rheinbrücke wird teurer."))
    EditionFactory(slug="kopf", headline="Rheinbrücken: Sanierung beginnt")
    EditionFactory(slug="anders", headline="Sanierung des Rheins")

    text = search(client, typed)

    assert order(text, "text", "kopf", "anders") == ["kopf", "text"]
    assert "<mark>Rheinbrücken</mark>" in text
    assert "Die <mark>Rheinbrücke</mark> wird teurer." in text


def test_the_beginning_of_a_longer_word_is_found_wherever_it_was_typed(client):
    EditionFactory(slug="bad", headline="Schwimmbadsanierung: höhere Kosten")

    for typed in ("Schwimmbad", "Schwimmbad Kosten", "Kosten Schwimmbad"):
        assert order(search(client, typed), "bad") == ["bad"]


def test_a_word_is_found_within_longer_ones_of_what_stands_beside(client):
    clip = ClipFactory(title="Die Rheinbrücke von oben", poster=ImageFactory(renditions=True))
    EditionFactory(headline="Rheinbrücken: Sanierung beginnt", body=body(video(clip)))

    text = search(client, "Brücke")

    assert f'href="{clip.get_absolute_url()}">Die <mark>Rheinbrücke</mark> von oben' in text


@pytest.mark.parametrize(
    ("typed", "other"), [("Rat", "Apparat"), ("Eis", "Preis"), ("Druck", "Eindruck"), ("Ort", "Sport")]
)
def test_a_word_that_only_ends_alike_is_another_one(client, typed, other):
    EditionFactory(slug="anders", headline=f"{other} gesucht")

    assert order(search(client, f"{typed} "), "anders") == []


def test_words_side_by_side_are_found_in_order_and_in_each_place_once(client):
    EditionFactory(slug="text", headline="A", body=body("Am alten Hafen."), since=days_ago(1))
    EditionFactory(slug="apart", headline="Alten am Hafen", since=days_ago(1))
    EditionFactory(slug="old", headline="Der alte Hafen", since=days_ago(9))
    EditionFactory(slug="new", headline="Am alten Hafen", since=days_ago(3))

    assert order(search(client, '"alter hafen"'), "text", "apart", "old", "new") == ["new", "old", "text"]


def test_words_too_common_to_be_read_everywhere_are_said_to_be(client, monkeypatch):
    """SQLite finds them in its own lists and has nothing to say."""
    monkeypatch.setattr(ranking, "LOOKED_AT", 2)
    EditionFactory(slug="old", headline="Alter Hafen", since=days_ago(9))
    EditionFactory.create_batch(2, headline="Am Hafen ein alter Kran", since=days_ago(3))
    newest = EditionFactory(slug="new", headline="Alter Hafen", since=days_ago(1))

    text = search(client, '"alter hafen"')

    if connection.vendor == "postgresql":
        assert order(text, "old", "new") == ["new"]
        assert "durchgesehen" in text
        lifecycle.withdraw(newest.article, by=None, reason="Versehen")
        assert "durchgesehen" in search(client, '"alter hafen"')
        assert "durchgesehen" not in search(client, '"alter hafen kran"')
    else:
        assert order(text, "old", "new") == ["new", "old"]
        assert "durchgesehen" not in text


def test_only_what_is_live_is_found(client):
    EditionFactory(slug="heute", headline="Geheimfach heute")
    ArticleFactory(headline="Geheimfach im Entwurf")
    planned = ArticleFactory(headline="Geheimfach morgen")
    lifecycle.publish(planned, by=None, at=days_ago(-1))
    withdrawn = EditionFactory(slug="weg", headline="Geheimfach zurückgezogen")
    lifecycle.withdraw(withdrawn.article, by=None, reason="Versehen")

    text = search(client, "geheimfach")

    assert text.count('class="what"') == 1
    assert order(text, "heute") == ["heute"]


def test_filters_narrow_down_by_section_day_kind_and_video(client):
    clip = ClipFactory(poster=ImageFactory(renditions=True))
    sport, kultur = SectionFactory(slug="sport"), SectionFactory(slug="kultur")
    EditionFactory(slug="a", headline="Kran", section=sport, since=days_ago(30))
    EditionFactory(slug="b", headline="Kran", section=kultur, kind="opinion", since=days_ago(20))
    EditionFactory(slug="c", headline="Kran", section=kultur, body=body(video(clip)), since=days_ago(10))
    day = timezone.localtime(days_ago(20)).date().isoformat()

    def found(**more: str) -> list[str]:
        return sorted(order(search(client, "kran", **more), "a", "b", "c"))

    assert found() == ["a", "b", "c"]
    assert found(rubrik="kultur") == ["b", "c"]
    assert found(art="opinion") == ["b"]
    assert found(von=day) == ["b", "c"]
    assert found(bis=day) == ["a", "b"]
    assert found(**{"mit-video": "on"}) == ["c"]
    assert found(rubrik="kultur", bis=day) == ["b"]


def test_clips_persons_authors_and_topics_stand_beside_the_stories(client):
    clip = ClipFactory(slug="riss", title="Der Riss im Lager", poster=ImageFactory(renditions=True), typed_ms=23_000)
    met, unmet = PersonFactory(slug="riss-met", name="Ada Riss"), PersonFactory(slug="riss-unmet", name="Eva Riss")
    author = PersonFactory(slug="riss-author", name="Ute Riss", author=True)
    tag, unused = TagFactory(slug="risse", name="Risse"), TagFactory(slug="riss-unused", name="Riss")
    EditionFactory(body=body(video(clip)), people=[met], tags=[tag])
    ClipFactory(slug="riss-private", title="Riss, noch geheim")

    text = search(client, "riss")

    for address in (clip.get_absolute_url(), met.get_absolute_url(), author.author_url, tag.get_absolute_url()):
        assert f'href="{address}"' in text
    assert "0:23&nbsp;min" in text
    assert unmet.slug not in text
    assert unused.slug not in text
    assert "noch geheim" not in text


def test_what_is_said_in_a_clip_leads_to_the_second_once_it_is_approved(client):
    footage = FootageFactory(duration_ms=120_000)
    clip = ClipFactory(slug="riss", title="Am Lager", footage=footage, in_ms=20_000, out_ms=60_000, typed_ms=None)
    EditionFactory(body=body(video(clip)))
    lines = "1\n00:00:05,000 --> 00:00:09,000\nDer Querträger vorher.\n\n2\n00:00:31,000 --> 00:00:34,000\nDer Querträger ist gerissen.\n"
    captions = visuals.lifecycle.take_captions(footage, lines.encode(), by=None)
    assert "?t=" not in search(client, "querträger")

    visuals.lifecycle.approve_captions(captions.track, by=None)

    text = search(client, "querträger")
    assert '<a class="what" href="/videos/riss/?t=11">' in text
    assert "<mark>Querträger</mark> ist gerissen." in text


def test_clips_alone_are_a_list_of_their_own(client):
    clip = ClipFactory(title="Der Riss im Lager", poster=ImageFactory(renditions=True))
    EditionFactory(slug="riss", headline="Riss", body=body(video(clip)))

    text = search(client, "riss", art="video")

    assert clip.get_absolute_url() in text
    assert order(text, "riss") == []


def test_words_are_marked_and_the_passage_leads_to_its_block(client):
    story = body("Nichts davon.", "Am Morgen hat ein Taucher den Schlüssel gefunden.")
    EditionFactory(slug="fund", headline="Fund im Fleet", body=story)

    text = search(client, "Fund Taucher")

    assert "<mark>Fund</mark> im Fleet" in text
    anchor = story["content"][1]["attrs"]["id"]
    assert f'<a href="/artikel/fund/#b-{anchor}">Am Morgen hat ein <mark>Taucher</mark> den' in text


def test_markup_in_a_query_and_in_what_is_found_stays_text(client):
    EditionFactory(headline='<img src=x onerror=alert(1)> Kran & "Kai"', lead="<b>Kran</b>")

    for typed in ('Kran "><script>alert(1)</script>', "kran"):
        text = search(client, typed)
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "<b>" not in text


def test_a_typing_error_is_answered_with_what_may_have_been_meant(client):
    EditionFactory(headline="Die Klappbrücke bleibt zu")

    text = search(client, "Klapbrücke")

    assert '<a href="/suche/?q=Klappbr%C3%BCcke">Klappbrücke</a>?' in text


def test_words_of_what_is_not_live_are_never_suggested(client):
    planned = ArticleFactory(headline="Die Geheimsitzung der Klappbrücke")
    lifecycle.publish(planned, by=None, at=days_ago(-1))

    assert "Geheimsitzung" not in search(client, "Geheimsizung")


def test_an_erased_name_is_suggested_no_more(client):
    person = PersonFactory(name="Ottokar Zwirnemann")
    edition = EditionFactory(headline="Ein Fund", people=[person])
    assert "Zwirnemann" in search(client, "Zwirneman ")

    lifecycle.erase(person, by=None, reason="Recht auf Vergessenwerden")

    assert "Zwirnemann" not in search(client, "Zwirneman ")
    assert edition.headline in client.get("/").content.decode()


def test_an_empty_result_says_what_to_try(client):
    EditionFactory(headline="Kran")

    text = search(client, "Quastenflosser Kran", rubrik="sport")

    assert "Kein Text" in text
    assert '<a href="/suche/?q=Kran">Kran</a>' in text
    assert '<a href="/suche/?q=Quastenflosser%20Kran">' in text


@pytest.mark.parametrize("typed", [*HOSTILE, "wort " * 2000, "x" * 10_000])
def test_whatever_is_typed_gets_an_answer(client, typed):
    EditionFactory(headline="Der Kran am Hafen")

    search(client, typed.encode("utf-8", "replace").decode())


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"rubrik": "\x00"}, 200),
        ({"rubrik": "x" * 500}, 200),
        ({"art": "'"}, 200),
        ({"von": "gestern"}, 200),
        ({"von": "0001-01-01"}, 200),
        ({"bis": "9999-12-31"}, 200),
        ({"von": "2026-02-30", "bis": "1e9"}, 200),
        ({"folge": "\ufffd"}, 200),
        ({"seite": "0"}, 404),
        ({"seite": "51"}, 404),
        ({"seite": "9" * 40}, 404),
        ({"seite": "2"}, 404),
        ({"nichts": "da"}, 200),
    ],
)
def test_odd_parameters_are_left_out_or_not_found(client, more, status):
    EditionFactory(headline="Der Kran am Hafen")

    search(client, "kran", status=status, **more)


def test_a_day_that_cannot_be_meant_is_said_so_and_the_rest_is_found(client):
    EditionFactory(slug="kran", headline="Der Kran am Hafen")

    text = search(client, "kran", von="9999-12-31")

    assert "Von diesem Tag gibt es keine Nachrichten." in text
    assert order(text, "kran") == ["kran"]


def test_later_pages_keep_what_was_asked(client):
    EditionFactory.create_batch(21, headline="Kran", section=SectionFactory(slug="sport"))

    assert 'href="/suche/?q=kran&amp;rubrik=sport&amp;seite=2"' in search(client, "kran", rubrik="sport")
    text = search(client, "kran", rubrik="sport", seite="2")
    assert text.count('class="what"') == 1
    assert 'rel="prev" href="/suche/?q=kran&amp;rubrik=sport"' in text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_search_costs_the_same_for_few_hits_and_for_many(client, count, django_assert_num_queries):
    person = PersonFactory(name="Ada Kran")
    clip = ClipFactory(title="Kran", poster=ImageFactory(renditions=True))
    section = SectionFactory(slug="sport")
    people = {"people": [person], "tags": [TagFactory(name="Kran")], "body": body("Der Kran.", video(clip))}
    EditionFactory.create_batch(count, headline="Der Kran am Hafen", section=section, **people)

    # Every page asks for the sections of the navigation and for breaking news.
    # longer words, keys of stories with what stands beside them, stories
    with django_assert_num_queries(3 + 1):
        search(client, "kran", rubrik="sport")
    # longer words, keys with what stands beside them, known words, the guess
    with django_assert_num_queries(2 + 2 + 1):
        search(client, "Hafenn")
    with django_assert_num_queries(1 + 1):  # clips
        search(client, "kran", art="video")
    with django_assert_num_queries(1):
        search(client)
