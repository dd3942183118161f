"""The first few of very many hits, without weighing them all.

Each place a word can stand in is asked for its newest rows, which an index of theirs hands out in order; whoever has
enough of those in the title never asks for the rest. Keys alone: a row may be large.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from kit.search.engines import PLACES as NAMES
from kit.search.engines import Postgres, engine
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
        found: dict[int, None] = {}
        for place in self.places if self.query else ():
            if len(found) < span.stop:
                found |= dict.fromkeys(self._newest_in(place, span.stop))
        return list(found)[span.start or 0 : span.stop]

    def has_more_than_looked_at(self) -> bool:
        """Whether words are so common that older rows were not read for their standing side by side."""
        if not (engine(connection).side_by_side and self.query.has_phrase):
            return False
        return bool(self._walked(self.query.apart(), self.places[-1])[LOOKED_AT : LOOKED_AT + 1])

    def _newest_in(self, place: int, count: int) -> Iterable[int]:
        if engine(connection).side_by_side and self.query.has_phrase:
            return self._side_by_side(place, count)
        return self._walked(self.query, place)[:count]

    def _walked(self, query: Query, place: int) -> models.QuerySet[Any]:
        hits = Hits(self.index.table, query, place, walk=True)
        return self.rows.filter(hits).order_by(*self.newest).values_list("pk", flat=True)

    def _side_by_side(self, place: int, count: int) -> list[int]:
        sql, params = self._walked(self.query.apart(), place)[:LOOKED_AT].query.sql_with_params()
        fits = Postgres.side_by_side.format(place=NAMES[place], table=self.index.table, key="one.key")
        with connection.cursor() as cursor:
            # The order is that of the rows inside, and who has enough does not read on.
            cursor.execute(
                f"SELECT one.key FROM ({sql}) AS one (key) WHERE {fits} LIMIT %s",  # noqa: S608 Django's and our own
                [*params, Postgres.wanted(self.query), count],
            )
            return [key for (key,) in cursor.fetchall()]
