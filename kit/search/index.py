"""One table of words beside one model: filled by the verbs that write rows, asked by whoever looks for them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When

from kit.search.engines import PLACES, Row, engine
from kit.search.query import Query, parse
from kit.search.words import RECIPE, tokens

BATCH = 500
MOST_WORDS = 20_000  # of one row


@dataclass(frozen=True)
class Texts:
    """What a row is found by. A hit in ``title`` comes before one in ``heads``, and that before one in ``words``."""

    title: str = ""
    heads: str = ""
    words: str = ""

    def row(self, key: int) -> Row:
        places = [list(islice(tokens(getattr(self, place)), MOST_WORDS)) for place in PLACES]
        told = "\n".join([RECIPE, *(" ".join(words) for words in places)])
        return key, places, hashlib.sha256(told.encode()).hexdigest()


class Hits(Func):
    """True for rows whose words fit, in ``PLACES`` up to ``place``. One subquery, which the database asks once."""

    def __init__(self, table: str, query: Query, place: int, way: str = "listed"):
        """``way``: "walked", if the rows come in the order of an index of theirs and each is looked up among the hits;
        "fetched", if the hits are known to be few; else the database sees for itself."""
        super().__init__(F("pk"), output_field=BooleanField())
        self.table, self.query, self.place, self.way = table, query, place, way

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        key, params = compiler.compile(self.source_expressions[0])
        hits, wanted = engine(connection).hits(self.table, self.query, self.place)
        return getattr(engine(connection), self.way).format(key=key, hits=hits), [*params, wanted]


class NewestHits(Func):
    """True for the newest hits of each of these queries, at least so many of each.

    SQLite takes them from the index in order; to list all hits of a word in nearly every row takes it half a second.
    PostgreSQL lists them all sooner than it sorts them.
    """

    def __init__(self, table: str, queries: Sequence[Query], most: int):
        super().__init__(F("pk"), output_field=BooleanField())
        self.table, self.queries, self.most = table, queries, most

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        key, params = compiler.compile(self.source_expressions[0])
        hits, wanted = self._hits(connection)
        newest = (f"SELECT * FROM ({one} ORDER BY rowid DESC LIMIT {self.most})" for one in hits)  # noqa: S608 our own names
        return f"{key} IN ({' UNION '.join(newest)})", [*params, *wanted]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        key, params = compiler.compile(self.source_expressions[0])
        hits, wanted = self._hits(connection)
        among = [f"{key} IN ({one})" for one in hits]
        return f"({' OR '.join(among)})", [param for one in wanted for param in (*params, one)]

    def _hits(self, connection: Any) -> tuple[list[str], list[str]]:
        found = [engine(connection).hits(self.table, query, len(PLACES) - 1) for query in self.queries]
        return [sql for sql, _wanted in found], [wanted for _sql, wanted in found]


def instead_of(before: Query, wanted: Query, params: Sequence[Any]) -> list[Any]:
    """``params`` of a question that was written with ``Hits`` of ``before``, for what is looked for now."""
    hits = engine(connection).hits
    changed = {hits("", before, place)[1]: hits("", wanted, place)[1] for place in range(len(PLACES))}
    return [changed.get(param, param) if isinstance(param, str) else param for param in params]


@dataclass(frozen=True)
class Index:
    """``read`` hands out the texts of rows by their keys, in as many queries for one row as for 500.

    ``note`` is told the texts of every row that is written, for whoever keeps something of their words beside.
    """

    table: str
    model: type[models.Model]
    read: Callable[[Sequence[int]], Iterable[tuple[int, Texts]]]
    note: Callable[[Sequence[Texts]], None] | None = None

    # --- asking

    def matching(self, rows: models.QuerySet[Any], typed: str) -> models.QuerySet[Any]:
        """Those of ``rows`` that fit what was typed: by place of the hit, then the newest first.

        ``rows`` decides who may see what; the index only ever takes away from it, so it may lag and cannot leak.
        """
        query = parse(typed, begun=1)  # the desk types into lists that shrink from the first letter on
        if not query:
            return rows.none() if typed.strip() else rows
        return self.placed(rows.filter(Hits(self.table, query, 2)), typed).order_by("found_in", "-pk")

    def placed(self, rows: models.QuerySet[Any], typed: str) -> models.QuerySet[Any]:
        """``rows`` that fit what was typed as they come, with the place of their hit in ``found_in``."""
        return rows.annotate(found_in=self._place(parse(typed, begun=1)))

    def _place(self, query: Query) -> Case:
        cases = [When(Hits(self.table, query, place), then=Value(place)) for place in (0, 1)]
        return Case(*cases, default=Value(2), output_field=IntegerField())

    # --- filling

    def keep(self, *keys: int) -> None:
        """Note the words of these rows as they are now; belongs into the transaction that wrote them."""
        for some in _batches(keys):
            self._put([(texts, texts.row(key)) for key, texts in self.read(some)])

    def keep_as(self, key: int, texts: Texts) -> None:
        """The same for a row whose words the caller has at hand."""
        self._put([(texts, texts.row(key))])

    def forget(self, *keys: int) -> None:
        marks = ", ".join(["%s"] * len(keys))
        if keys:
            self._execute(f"DELETE FROM {self.table} WHERE {self._key} IN ({marks})", keys)  # noqa: S608 our own name

    def rebuild(self) -> tuple[int, int]:
        """Bring the table up to date, row by row; returns how many were written and how many taken out."""
        if not self._known():
            return self._fill(), 0
        written = 0
        for some in _batches(self._keys_of_model()):
            fresh = list(self._differing(some))
            self._put(fresh)
            written += len(fresh)
        stale = self._stale()
        for some in _batches(stale):
            self.forget(*some)
        return written, len(stale)

    def _fill(self) -> int:
        """The first rows of all; nobody can have searched here yet, so nobody waits."""
        written, way = 0, engine(connection)
        with transaction.atomic(), connection.cursor() as cursor, way.emptied(self.table, cursor):
            for some in _batches(list(self._keys_of_model())):
                fresh = [(texts, texts.row(key)) for key, texts in self.read(some)]
                way.pour(self.table, cursor, [row for _texts, row in fresh])
                self._note(fresh)
                written += len(fresh)
        return written

    # --- does it still fit?

    def drift(self) -> int:
        """How many rows are missing, outdated or left over. Reads everything."""
        differing = sum(1 for some in _batches(self._keys_of_model()) for _row in self._differing(some))
        return differing + len(self._stale())

    def is_whole(self) -> bool:
        """Quick: every row has its words, and the newest one those of today's recipe."""
        newest = list(self.model._default_manager.order_by("-pk").values_list("pk", flat=True)[:1])
        rows = self.model._default_manager.count()
        return self._known() == rows and not any(self._differing(newest))

    def _known(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.table}")  # noqa: S608 our own name
            return int(cursor.fetchone()[0])

    def _differing(self, keys: Sequence[int]) -> Iterator[tuple[Texts, Row]]:
        known = self._digests(keys)
        for key, texts in self.read(keys):
            row = texts.row(key)
            if known.get(key) != row[2]:
                yield texts, row

    def _digests(self, keys: Sequence[int]) -> dict[int, str]:
        if not keys:
            return {}
        marks = ", ".join(["%s"] * len(keys))
        sql = f"SELECT {self._key}, digest FROM {self.table} WHERE {self._key} IN ({marks})"  # noqa: S608 our own name
        with connection.cursor() as cursor:
            cursor.execute(sql, list(keys))
            return dict(cursor.fetchall())

    def _stale(self) -> list[int]:
        there = self.model._meta.db_table
        sql = f"SELECT {self._key} FROM {self.table} WHERE {self._key} NOT IN (SELECT id FROM {there})"  # noqa: S608 our own names
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return [key for (key,) in cursor.fetchall()]

    def _keys_of_model(self) -> Iterator[int]:
        return self.model._default_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)

    def _put(self, written: Sequence[tuple[Texts, Row]]) -> None:
        if not written:
            return
        sql, values = engine(connection).put(self.table, [row for _texts, row in written])
        if len(values) == 1:
            self._execute(sql, values[0])
        else:  # without a transaction every row would be one, each waiting for the disk
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(sql, values)
        self._note(written)

    def _note(self, written: Sequence[tuple[Texts, Row]]) -> None:
        if self.note is not None:
            self.note([texts for texts, _row in written])

    def _execute(self, sql: str, params: Sequence[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, list(params))

    @property
    def _key(self) -> str:
        return engine(connection).key


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, BATCH)):
        yield some
