"""How the databases find what the desk's day asks for: by an index, or the home of the desk reads every story."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Edition

pytestmark = pytest.mark.django_db


def plan(rows) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan"):  # with no rows at all, any way is quick
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return rows.explain()


def the_day():
    now = timezone.now()
    return now - timedelta(hours=12), now + timedelta(hours=12)


@pytest.mark.parametrize(
    ("rows", "indexes"),
    [
        (lambda: Edition.objects.last_out(6), {"edition_announced", "edition_unannounced"}),
        (lambda: Edition.objects.appearing(*the_day()), {"edition_announced", "edition_unannounced"}),
        (lambda: Edition.objects.ending(*the_day()), {"edition_ends"}),
        (lambda: Article.objects.embargoed_until(*the_day()), {"article_embargo"}),
    ],
    ids=["just out", "appearing", "ending", "embargoes"],
)
def test_the_desks_day_is_found_by_an_index(rows, indexes):
    told = plan(rows())
    assert indexes <= {name for name in indexes if name in told}, told
    assert "SCAN articles_" not in told  # SQLite's word for reading a whole table
    assert "Seq Scan on articles_" not in told


def test_the_newest_of_a_kind_are_found_where_there_are_none():
    told = plan(Edition.objects.live().of_kind("opinion").newest_first().values("pk")[:20])
    assert "edition_kind_newest" in told


def test_readers_lists_walk_the_order_they_are_shown_in():
    told = plan(Edition.objects.live().newest_first().for_cards()[:20])
    assert "edition_newest_live" in told
    assert "announced" not in told
