"""What statements read and write, who is told of it and when, and what the clock will change."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kit import freshness
from kit.freshness.questions import read, written
from topics.models import Tag


@pytest.fixture
def told():
    """What was told so far, a set of tables each time."""
    heard: list[frozenset[str]] = []
    freshness.listen(heard.append)
    yield heard
    freshness.listen(None)


def in_vain() -> None:
    with transaction.atomic():
        Tag.objects.create(name="Hafen", slug="hafen")
        raise ZeroDivisionError


@pytest.mark.once
@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ('INSERT INTO "topics_tag" ("name") VALUES (%s)', "topics_tag"),
        ("insert or ignore into topics_tag values (1)", "topics_tag"),
        ('INSERT INTO "t" ("a") VALUES (%s) ON CONFLICT("a") DO UPDATE SET "b" = EXCLUDED."b"', "t"),
        ('  DELETE FROM "topics_tag" WHERE 1', "topics_tag"),
        ('UPDATE "t" SET "name" = %s', "t.* t.name"),
        ('UPDATE "t" SET "a" = \'x, "c" = 1 WHERE\', "b" = NULL WHERE "t"."d" = 1', "t.* t.a t.b"),
        ('UPDATE "t" SET "a" = (SELECT U0."x", U0."y" FROM "u" U0 WHERE 1), "b" = F("t"."c", 2)', "t.* t.a t.b"),
        ('UPDATE "t" SET "a" = CASE WHEN ("t"."id" = 1) THEN NULL ELSE "t"."b" END RETURNING "t"."id"', "t.* t.a"),
        ("UPDATE t SET name = 1", "t"),
        ('UPDATE "t" SET ("a", "b") = (1, 2)', "t"),
        ('UPDATE "t" SET "a" = "u"."b" FROM "u"', "t"),
        ('UPDATE "t" AS x SET "a" = 1', "t"),
        ('SELECT 1 FROM "topics_tag"', ""),
        ("(SELECT 1) UNION (SELECT 2)", ""),
        ("SAVEPOINT x", ""),
        ("PRAGMA journal_mode", ""),
        ("TRUNCATE a, b", "*"),
        ("WITH x AS (DELETE FROM a) SELECT 1", "*"),
        ("ALTER TABLE a", "*"),
    ],
)
def test_what_a_statement_changes(sql, names):
    assert written(sql) == set(names.split())


@pytest.mark.once
@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ('SELECT "a"."x", COUNT(*) AS "n" FROM "a" GROUP BY 1 ORDER BY "n" DESC NULLS LAST LIMIT 3', "a a.x"),
        ('SELECT 1 AS "a" FROM "a" WHERE NOT EXISTS(SELECT 1 FROM "b" U0 WHERE U0."x" = ("a"."y"))', "a b b.x a.y"),
        ('SELECT "a"."x" FROM "a" LEFT OUTER JOIN "b" T3 ON ("a"."b_id" = T3."id")', "a a.x a.b_id b b.id"),
        # one alias for two tables: both may be meant
        (
            'SELECT 1 FROM "t" WHERE EXISTS(SELECT 1 FROM "a" U0 WHERE U0."x") OR EXISTS(SELECT 1 FROM "b" U0)',
            "t a a.x b b.x",
        ),
        ('SELECT (STRFTIME(\'%%Y "z"\', \'NOW\')), 2 * COUNT("a"."x") FROM "a" WHERE "a"."y" IN (%s, %s)', "a a.x a.y"),
        (
            'SELECT EXTRACT(YEAR FROM "a"."x" AT TIME ZONE %s), ("a"."y")::date FROM "a" FOR UPDATE OF "a"',
            "a.* a y.* y",
        ),
        ('SELECT CAST(NULL AS bigint) AS "c", ("a"."y")::timestamp FROM "a"', "a a.y"),
    ],
)
def test_what_a_question_reads(sql, names):
    assert set(names.split()) <= read(sql)
    assert ("a.*" in read(sql)) == ("a.*" in names)


@pytest.mark.once
@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "a"',
        'SELECT "a".* FROM "a"',
        'SELECT "a"."x", * FROM "a"',
        'SELECT DISTINCT * FROM "a"',
        'SELECT "x" FROM "a"',
        'SELECT x FROM "a"',
        'SELECT "a".x FROM "a"',
        "SELECT a.x FROM a",
        'SELECT "a"."x" FROM "a", "b"',
        'SELECT "a"."x" FROM "a" WHERE "a"."id" IN (SELECT rowid FROM words WHERE words MATCH %s)',
        'SELECT "a"."x" FROM "a" WHERE "d"."y"',
        'SELECT "q"."x" FROM (SELECT "a"."x" FROM "a") "q"',
        'SELECT "a"."x" FROM "public"."a"',
    ],
)
def test_a_question_that_is_not_understood_reads_whole_tables(sql):
    assert {"a", "a.*"} <= read(sql)


@pytest.mark.django_db(transaction=True)
def test_each_way_of_writing_is_told_after_the_commit(told):
    with transaction.atomic():
        Tag.objects.bulk_create([Tag(name="Hafen", slug="hafen"), Tag(name="Kran", slug="kran")])
        assert told == []
    Tag.objects.update(description="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE topics_tag SET description = 'y'")
        cursor.executemany("UPDATE topics_tag SET description = %s", [("z",), ("zz",)])
    Tag.objects.all().delete()

    for names in told:
        assert {"topics_tag", "topics_tag.*", "articles_articletag", "articles_editiontag"} & names
    assert len(told) >= 5
    assert {"topics_tag.description", "topics_tag.*"} in told


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told_and_what_follows_is(told):
    with pytest.raises(ZeroDivisionError):
        in_vain()
    assert told == []

    Tag.objects.create(name="Hafen", slug="hafen")
    assert len(told) == 1


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_lost_loses_nothing_outside(told):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            in_vain()
        Tag.objects.create(name="Kran", slug="kran")
    assert told == [{"topics_tag"}]

    with transaction.atomic(), transaction.atomic():
        Tag.objects.create(name="Deich", slug="deich")
        Tag.objects.create(name="Wehr", slug="wehr")
    assert told == [{"topics_tag"}] * 2


@pytest.mark.django_db(transaction=True)
def test_what_no_statement_says_can_be_said(told):
    freshness.changed("files")
    assert told == [{"files"}]


@pytest.mark.django_db
def test_an_answer_knows_the_tables_it_was_read_from(told):
    with freshness.standing_on() as outside:
        with freshness.standing_on() as inside:
            list(Tag.objects.filter(edition_items=None))
        list(Tag.objects.all())
    assert {"topics_tag", "articles_editiontag"} <= {name for question in inside for name in question.names}
    assert [question.names & {"topics_tag", "articles_editiontag"} for question in outside] == [{"topics_tag"}]


@pytest.mark.django_db
def test_the_next_change_is_the_soonest_of_all_floors(monkeypatch):
    monkeypatch.setattr("kit.freshness.plans._moments", [])
    assert freshness.next_change() is None

    now = timezone.now()
    monkeypatch.setattr(
        "kit.freshness.plans._moments",
        [lambda clock: [now - timedelta(hours=1), now + timedelta(hours=2)], lambda clock: [now + timedelta(hours=1)]],
    )
    # SQLite's clock leaves out what is less than a millisecond, so it may be behind ours by as much.
    assert timedelta(minutes=59) < freshness.next_change() <= timedelta(hours=1, milliseconds=1)
