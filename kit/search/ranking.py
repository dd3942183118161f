"""The first few of very many hits, without weighing them all.

Each place a word can stand in is asked for its newest rows, which an index of theirs hands out in order; whoever has
enough of those in the title never looks at the rest. One question for all places, and keys alone: a row may be large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import IntegerField, Value

from kit.search.index import Hits, Index
from kit.search.query import parse

PLACES = (0, 1, 2)


@dataclass(frozen=True)
class Ranked:
    """Keys of ``rows`` that fit what was typed, by place of the hit and then by ``newest``; sliced like a list.

    ``newest`` ends with the key. Where only the time counts, ``places`` is the last alone: it holds all others.
    """

    index: Index
    rows: models.QuerySet[Any]
    typed: str
    newest: Sequence[str] = ("-pk",)
    places: Sequence[int] = PLACES

    def __getitem__(self, span: slice) -> list[int]:
        found = self._first(span.stop)
        return found[span.start or 0 : span.stop]

    def _first(self, count: int) -> list[int]:
        query = parse(self.typed)
        if not query:
            return []
        columns = [name.lstrip("-") for name in self.newest]
        parts = []
        for place in self.places:
            hits = Hits(self.index.table, query, place, walk=True)
            keys = self.rows.filter(hits).order_by(*self.newest)[:count].values("pk")
            # A union may have no order and no end inside, so each part is asked for by its keys.
            some = self.index.model._default_manager.filter(pk__in=keys).order_by()
            parts.append(some.values_list(Value(place, IntegerField()), *columns))
        first, *others = parts
        rows = first.union(*others, all=True) if others else first
        ordered = sorted(rows, key=lambda row: row[1:], reverse=True)
        return list(dict.fromkeys(row[-1] for row in sorted(ordered, key=lambda row: row[0])))
