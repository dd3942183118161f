"""Finding by words: the same on both engines, whatever is typed."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Edition
from articles.search import EDITIONS, STORIES
from kit.search import Ranked, parse
from kit.search.index import NewestHits
from kit.search.words import tokens
from people.models import Person
from people.search import PERSONS
from tests.bodies import body
from tests.factories import ArticleFactory, EditionFactory, PersonFactory, RoleFactory, TagFactory

HOSTILE = [
    '"><script>', 'AND OR NOT "', "'; DROP TABLE x; --", '"', "*", '""""', "NEAR(a b)", "title : kran", "-kran", "^kran",
    "{title} : x", "%00", "\x00", "\ud800", "a" * 5000, "(((((", "kran*", "!", "& | !", ":*", "<->", "'", "\\", "''''",
    "kran & !hafen", " ".join(f"wort{n}" for n in range(100)), "１２３", "ﷺ", "🚢", "ǅ", "İstanbul", "x' <-> 'y",
]  # fmt: skip


def found(typed: str) -> list[str]:
    return [story.headline for story in STORIES.matching(Article.objects.all(), typed)]


@pytest.mark.once
@pytest.mark.parametrize(
    "words",
    [
        "München Muenchen Munchen MÜNCHEN",
        "Brücke Brücken Bruecke",
        "Haus Häuser Hauses",
        "Straße Strasse Straßen",
        "Preis Preise Preisen",
        "neue neuen neues",
        "city cities",
        "running runs run",
        "flood floods flooding flooded",
    ],
)
def test_one_word_in_all_its_forms_is_one_token(words):
    assert len(set(tokens(words))) == 1


@pytest.mark.once
def test_different_words_stay_different():
    assert len(set(tokens("neun neue Poller Poet Bauer Rat Rad Feuer Feier Quelle Qual"))) == 11


@pytest.mark.once
def test_a_query_has_limits():
    assert len(parse(" ".join(f"wort{n}" for n in range(100))).terms) == 12
    assert parse('" * - ( „“').terms == ()


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_only_ever_words(db, typed):
    ArticleFactory(headline="Der Kran am Hafen")

    assert found(typed) in ([], ["Der Kran am Hafen"])


@given(st.text(max_size=300))
def test_no_text_breaks_the_query(typed):
    for term in parse(typed).terms:
        assert all(word and not set(word) & set("'\"\\* ") for word in term.words)


def test_a_hit_in_the_title_comes_first_then_around_it_then_in_the_text_and_the_newest_of_equals(db):
    ArticleFactory(headline="Im Text", body=body("Am Fleet wird gebaggert."))
    ArticleFactory(headline="Am Fleet, alt")
    ArticleFactory(headline="Im Vorspann", lead="Das Fleet ist voll.")
    ArticleFactory(headline="Am Fleet, neu")
    ArticleFactory(headline="Anderswo", lead="Nichts davon.")

    assert found("fleet") == ["Am Fleet, neu", "Am Fleet, alt", "Im Vorspann", "Im Text"]


def test_endings_umlauts_and_unfinished_words_do_not_matter_and_quotes_do(db):
    STORIES.keep(ArticleFactory(headline="Neue Brücken über die Ems", tags=[TagFactory(name="Köln")]).pk)
    ArticleFactory(headline="Die Brücke, die neue", lead="")

    assert len(found("bruecke")) == 2
    assert len(found("BRUCKEN neu")) == 2
    assert len(found("neuen brü")) == 2
    assert found("„neue Brücke“") == ["Neue Brücken über die Ems"]
    assert found("ueber ems koeln") == ["Neue Brücken über die Ems"]
    assert found("brücke hamburg") == []
    assert found("   ") == ["Die Brücke, die neue", "Neue Brücken über die Ems"]


def test_a_phrase_does_not_reach_from_the_title_into_the_lead(db):
    ArticleFactory(headline="Alles am Kai", lead="Kräne stehen.")

    assert found('"kai kräne"') == []
    assert found('"am kai"') == ["Alles am Kai"]


def test_bold_letters_do_not_tear_a_word(db):
    text = {"type": "text", "text": "Sturm"}, {"type": "text", "text": "flut", "marks": [{"type": "strong"}]}
    story = ArticleFactory(headline="Wetter")
    story.body["content"][0]["content"] = list(text)
    Article.objects.filter(pk=story.pk).update(body=story.body)
    STORIES.keep(story.pk)

    assert found("sturmfluten") == ["Wetter"]


def test_people_are_found_by_role_and_every_spelling(db):
    person = PersonFactory(name="Jette Böhm", aliases="Bürgermeisterin Boehm-Asmussen")
    RoleFactory(person=person, title="Hafenmeisterin")
    PERSONS.keep(person.pk)

    for typed in ("böhm", "Boehm", "asmus", "hafenmeister", "jette hafen"):
        assert [*PERSONS.matching(Person.objects.all(), typed)] == [person], typed


def test_a_query_only_takes_away_from_what_one_may_see(db):
    ArticleFactory(headline="Geheimer Kran")

    assert not STORIES.matching(Article.objects.none(), "kran").exists()


def test_readers_find_what_is_live_and_nothing_else(db):
    ArticleFactory(headline="Entwurf vom Kran")
    live = ArticleFactory(headline="Kran steht", live=True)
    ArticleFactory(headline="Kran war", withdrawn=True)
    ArticleFactory(headline="Kran kommt", planned=True)

    hits = EDITIONS.matching(Edition.objects.live(), "kräne")

    assert [edition.article for edition in hits] == [live]


def test_no_word_waits_to_be_sorted_in(db):
    """PostgreSQL's default: 1,000 new stories, and every search takes five times as long."""
    waiting = []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'i' AND relname ~ '_words_(title|heads|words)$' "
                "AND NOT 'fastupdate=off' = ANY (coalesce(reloptions, '{}'))"
            )
            waiting = [name for (name,) in cursor.fetchall()]

    assert not [name for name in waiting if name.startswith("articles_")]


def test_reindex_mends_what_differs_and_then_has_nothing_to_do(db, capsys):
    kept, changed, gone = (
        ArticleFactory(headline="Kran"),
        ArticleFactory(headline="Hafen"),
        ArticleFactory(headline="Weg"),
    )
    Article.objects.filter(pk=changed.pk).update(headline="Werft")
    Article.objects.filter(pk=gone.pk).delete()
    STORIES.forget(kept.pk)

    with pytest.raises(CommandError, match="3"):
        call_command("reindex", check=True)
    assert STORIES.rebuild() == (2, 1)
    assert STORIES.rebuild() == (0, 0)
    call_command("reindex", check=True)
    assert (found("kran"), found("werften"), found("hafen")) == (["Kran"], ["Werft"], [])
    assert STORIES.is_whole()


def test_an_empty_table_is_filled_at_once_and_keeps_its_indexes(db):
    first, second = ArticleFactory(headline="Kran"), ArticleFactory(headline="Hafen")
    before = indexes(STORIES.table)
    STORIES.forget(first.pk, second.pk)

    assert STORIES.rebuild() == (2, 0)
    assert (STORIES.rebuild(), STORIES.drift()) == ((0, 0), 0)
    assert (found("kräne"), found("hafens")) == (["Kran"], ["Hafen"])
    assert indexes(STORIES.table) == before


def indexes(table: str) -> list[str]:
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s ORDER BY 1", [table])
        return [told for (told,) in cursor.fetchall()]


@pytest.mark.once
def test_accents_go_by_either_way(db):
    """Texts of Latin letters go a quicker way than others; one letter from far away sends the whole text the long way."""
    letters = "".join(map(chr, range(0x20, 0x600)))
    assert [*tokens(letters), "ja"] == [*tokens(letters + " ぁ")][:-1] + ["ja"]


@pytest.mark.parametrize("few", [1, 2, 500])
@pytest.mark.parametrize("count", [1, 2, 4, 9])
def test_a_few_hits_and_many_come_in_the_same_order(db, monkeypatch, few, count):
    """Fetched and sorted, or met on a walk: the first of a place, then what the wider places have besides."""
    monkeypatch.setattr("kit.search.ranking.FEW", few)
    since = [timezone.now() - timedelta(hours=hours) for hours in (5, 3, 4, 1, 2)]
    plain = {"headline": "Kai", "lead": "Wasser.", "body": body("Stein.")}
    words = [{"headline": "Kran"}, {"lead": "Kran"}, {"headline": "Der Kran"}, {"body": body("Kran.")}, {}]
    made = [EditionFactory(since=at, **plain | told).pk for at, told in zip(since, words, strict=True)]
    ArticleFactory(headline="Kran")  # a draft

    asked = Ranked(EDITIONS, Edition.objects.live(), parse("kran"), ("-first_live_from", "-pk"))

    assert asked[:count] == [made[2], made[0], made[1], made[3]][:count]
    assert asked[1:count] == [made[0], made[1], made[3]][: count - 1]


@pytest.mark.parametrize("stories", [1, 3, 30])
def test_a_search_is_one_query_whatever_is_found(db, django_assert_num_queries, stories):
    for _ in range(stories):
        ArticleFactory(headline="Kran")

    with django_assert_num_queries(1):
        assert len(found("kran")) == stories


@pytest.mark.parametrize("stories", [1, 30])
def test_words_are_kept_in_as_many_queries_for_one_row_as_for_many(db, django_assert_max_num_queries, stories):
    keys = [ArticleFactory().pk for _ in range(stories)]

    with django_assert_max_num_queries(8):  # stories, three lists around them and their rows, what is stored
        STORIES.keep(*keys)


def test_the_newest_hits_of_some_words_are_those_of_each(db):
    ships = [EditionFactory(headline=f"Schiff {n}", lead="Los.").pk for n in range(3)]
    cranes = [EditionFactory(headline=f"Kran {n}", lead="Los.", body=body("Los.")).pk for n in range(3)]
    newest = NewestHits(EDITIONS.table, [parse('"schiff"'), parse('"kran"'), parse('"nirgends"')], 2)
    found = [*Edition.objects.filter(newest).order_by("pk").values_list("pk", flat=True)]
    assert found == ([*ships[1:], *cranes[1:]] if connection.vendor == "sqlite" else ships + cranes)
