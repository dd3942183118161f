"""The first few of very many hits, without weighing them all.

Each place a word can stand in is asked for its newest rows, which an index of theirs hands out in order; whoever has
enough of those in the title never asks for the rest. Keys alone: a row may be large.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models import F

from kit.search.engines import FEW, Postgres, engine
from kit.search.engines import PLACES as NAMES
from kit.search.index import Hits, Index
from kit.search.query import Query

PLACES = (0, 1, 2)
#: rows of a place that are read for words side by side, the newest of those that have all of the words. Of a fiftieth
#: of a second; only words that stand in nearly every row have more
LOOKED_AT = 1000


@dataclass(frozen=True)
class Ranked:
    """Keys of ``rows`` that fit the query, by place of the hit and then by ``newest``; sliced like a list.

    ``newest`` ends with the key. Where only the time counts, ``places`` is the last alone: it holds all others.
    """

    index: Index
    rows: models.QuerySet[Any]
    query: Query
    newest: Sequence[str] = ("-pk",)
    places: Sequence[int] = PLACES

    def __getitem__(self, span: slice) -> list[int]:
        if not self.query:
            return []
        sql, params = self.written(span.stop)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return in_order(cursor.fetchall())[span.start or 0 : span.stop]

    def written(self, count: int) -> tuple[str, list[Any]]:
        """One question for the first ``count``, as rows of place and key. Both engines answer a place to its end before
        they begin the next, and whoever has enough rows does not read on."""
        parts, params = [], []
        for place, before in zip(self.places, (None, *self.places), strict=False):
            sql, some = self._newest_in(place, before, count)
            parts.append(f"SELECT {place} AS place, one.key FROM ({sql}) AS one")  # noqa: S608 Django's and our own
            params += some
        return f"{' UNION ALL '.join(parts)} LIMIT %s", [*params, count]

    def has_more_than_looked_at(self) -> bool:
        """Whether words are so common that older rows were not read for their standing side by side."""
        if not self._is_read_row_by_row:
            return False
        sql, params = self._first(self.query.apart(), self.places[-1], LOOKED_AT + 1)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return len(cursor.fetchall()) > LOOKED_AT

    @property
    def _is_read_row_by_row(self) -> bool:
        return bool(engine(connection).side_by_side and self.query.has_phrase)

    def _newest_in(self, place: int, before: int | None, count: int) -> tuple[str, list[Any]]:
        """Those that the place ``before``, which this one holds, has not had."""
        if self._is_read_row_by_row:
            return self._side_by_side(place, before, count)
        return self._first(self.query, place, count, before)

    def _first(self, query: Query, place: int, count: int, before: int | None = None) -> tuple[str, list[Any]]:
        """A few hits are fetched and sorted: whoever walks comes to the end of all rows before she has met them.

        Only the database knows how many there are, so both ways are written down, and one of them ends at once.
        """
        way = engine(connection)
        hits, wanted = way.hits(self.index.table, query, place)
        parts, params = [], []
        for how, test in (("fetched", f"<= {FEW}"), ("walked", f"> {FEW}")):
            sql, some = self._in_order(query, place, before, how)
            first = way.first_if.format(rows=sql, test=test, hits=hits, most=FEW + 1)
            parts.append(f"SELECT {how}.key FROM ({first}) AS {how}")  # noqa: S608 Django's and our own
            params += [*some, count, wanted]
        return " UNION ALL ".join(parts), params

    def _in_order(self, query: Query, place: int, before: int | None, how: str) -> tuple[str, list[Any]]:
        rows = self.rows.filter(Hits(self.index.table, query, place, how))
        if before is not None:
            rows = rows.exclude(Hits(self.index.table, query, before, "walked"))
        keys = rows.order_by(*self.newest).annotate(key=F("pk")).values_list("key", flat=True)
        sql, params = keys.query.sql_with_params()
        return sql, list(params)

    def _side_by_side(self, place: int, before: int | None, count: int) -> tuple[str, list[Any]]:
        sql, params = self._first(self.query.apart(), place, LOOKED_AT)
        wanted = Postgres.wanted(self.query)
        checks = [NAMES[one] for one in (place, before) if one is not None]
        fits, *seen = (
            Postgres.side_by_side.format(place=one, table=self.index.table, key="near.key") for one in checks
        )
        asked = " AND NOT ".join([fits, *seen])
        # The order is that of the rows inside.
        sql = f"SELECT near.key FROM ({sql}) AS near WHERE {asked} LIMIT %s"  # noqa: S608 Django's and our own
        return sql, [*params, *(wanted for _ in checks), count]


def in_order(found: Iterable[tuple[int, int]]) -> list[int]:
    """Keys by their place; within one as they came."""
    return [key for _place, key in sorted(found, key=itemgetter(0))]
