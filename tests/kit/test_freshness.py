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
    ("sql", "table"),
    [
        ('INSERT INTO "topics_tag" ("name") VALUES (%s)', "topics_tag"),
        ("insert or ignore into topics_tag values (1)", "topics_tag"),
        ('UPDATE "topics_tag" SET "name" = %s', "topics_tag"),
        ('  DELETE FROM "topics_tag" WHERE 1', "topics_tag"),
        ('SELECT 1 FROM "topics_tag"', ""),
        ("(SELECT 1) UNION (SELECT 2)", ""),
        ("SAVEPOINT x", ""),
        ("PRAGMA journal_mode", ""),
        ("TRUNCATE a, b", "*"),
        ("WITH x AS (DELETE FROM a) SELECT 1", "*"),
        ("ALTER TABLE a", "*"),
    ],
)
def test_what_a_statement_changes(sql, table):
    assert written(sql) == table


@pytest.mark.once
def test_what_a_question_reads():
    sql = 'SELECT "a"."x" FROM "a" INNER JOIN "b" ON (1) WHERE EXISTS(SELECT 1 FROM c U0) AND "d"."y"'
    assert {"a", "b", "c", "d"} <= read(sql)


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

    assert [tables for tables in told if "topics_tag" in tables] == told
    assert len(told) >= 5


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
    assert {"topics_tag", "articles_editiontag"} <= inside
    assert "topics_tag" in outside
    assert "articles_editiontag" not in outside


@pytest.mark.django_db
def test_the_next_change_is_the_soonest_of_all_floors(monkeypatch):
    monkeypatch.setattr("kit.freshness.plans._moments", [])
    assert freshness.next_change() is None

    now = timezone.now()
    monkeypatch.setattr(
        "kit.freshness.plans._moments",
        [lambda clock: [now - timedelta(hours=1), now + timedelta(hours=2)], lambda clock: [now + timedelta(hours=1)]],
    )
    assert timedelta(minutes=59) < freshness.next_change() <= timedelta(hours=1)
