"""The two engines: how a table of words is made, filled and asked. Every word is quoted; none has a sign in it.

A table has three places a word can stand in: the title, what stands around it (lead, names, tags), and the rest.
SQLite filters by column; PostgreSQL keeps three vectors, each with those before it, so that a search in all places
needs one index and no other.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from kit.search.query import Query, Term

PLACES = ("title", "heads", "words")
#: so many hits are fetched one by one sooner than the first page of them is met on a walk through all rows
FEW = 500
#: tsvector forgets places beyond this one
LAST_PLACE = 16383
MOST_PLACES = 255  # of one word
GAP = 2  # between two places of a row: a phrase must not reach from a title into its lead

Row = tuple[int, Sequence[Sequence[str]], str]  # key, words of each place, digest


class Sqlite:
    key = "rowid"
    listed = fetched = "{key} IN ({hits})"
    #: rows in the order of an index of theirs, each looked up among the hits; the sign forbids the other way round
    walked = "+{key} IN ({hits})"
    #: the first rows, or none: a condition would be looked at for each row, a limit is read once and before them all
    first_if = "{rows} LIMIT (SELECT (count(*) {test}) * %s FROM ({hits} LIMIT {most}))"
    create = (
        "CREATE VIRTUAL TABLE {table} USING fts5("
        "title, heads, words, digest UNINDEXED, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    )
    drop = ("DROP TABLE {table}",)
    at_once: tuple[str, ...] = ()
    #: words side by side are found in its own lists
    side_by_side = ""

    @staticmethod
    @contextmanager
    def emptied(table: str, cursor: Any) -> Iterator[None]:
        """An empty table that is about to be filled."""
        yield

    @classmethod
    def pour(cls, table: str, cursor: Any, rows: Iterable[Row]) -> None:
        """Into a table that has none of these rows."""
        cursor.executemany(*cls.put(table, rows))

    @staticmethod
    def put(table: str, rows: Iterable[Row]) -> tuple[str, list[tuple[Any, ...]]]:
        sql = f"INSERT OR REPLACE INTO {table} (rowid, title, heads, words, digest) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608 our own name
        return sql, [(key, *(" ".join(words) for words in places), digest) for key, places, digest in rows]

    @staticmethod
    def hits(table: str, query: Query, place: int) -> tuple[str, str]:
        columns = " ".join(PLACES[: place + 1])
        wanted = " AND ".join(map(_fts5, query.terms))
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", f"{{{columns}}} : ({wanted})"  # noqa: S608 our own name


class Postgres:
    key = "id"
    listed = "{key} IN ({hits})"
    #: it cannot guess how few they are, and would read all rows to join them
    fetched = "{key} = ANY(ARRAY({hits}))"
    #: the same; what is asked inside is no list to join with, and the words are no constant whose hits it would guess
    walked = "({key} IN ({hits})) IS TRUE"
    #: a condition without a row in it is looked at once; with a limit that is no number it could not plan
    first_if = (
        "SELECT * FROM ({rows} LIMIT %s) AS first WHERE (SELECT count(*) {test} FROM ({hits} LIMIT {most}) AS counted)"
    )
    indexes = tuple(
        f"CREATE INDEX {{table}}_{one} ON {{table}} USING gin ({one}) WITH (fastupdate = off)" for one in PLACES
    )
    #: No fastupdate: the list of what is not sorted in yet saves half a millisecond a row written, and every search
    #: reads it from end to end (1,000 new stories: 60 ms instead of 12).
    create = (
        "CREATE TABLE {table} (id bigint PRIMARY KEY, title tsvector NOT NULL, heads tsvector NOT NULL, "
        "words tsvector NOT NULL, digest varchar(64) NOT NULL)",
        *indexes,
    )
    #: for tables made before that was said
    at_once = (
        *(f"ALTER INDEX {{table}}_{place} SET (fastupdate = off)" for place in PLACES),
        *(f"SELECT gin_clean_pending_list('{{table}}_{place}')" for place in PLACES),
    )
    drop = ("DROP TABLE {table}",)
    #: its index knows which words a row has and not where, so for words side by side each row has to be read; asked
    #: row by row, or it would read all that have these words before the first is shown
    side_by_side = "(SELECT {place} @@ %s::tsquery FROM {table} WHERE id = {key})"

    @classmethod
    @contextmanager
    def emptied(cls, table: str, cursor: Any) -> Iterator[None]:
        """An index made at the end costs a fraction of one that grows row by row."""
        for place in PLACES:
            cursor.execute(f"DROP INDEX {table}_{place}")
        yield
        for sql in cls.indexes:
            cursor.execute(sql.format(table=table))

    @classmethod
    def pour(cls, table: str, cursor: Any, rows: Iterable[Row]) -> None:
        with cursor.copy(f"COPY {table} (id, title, heads, words, digest) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(cls._values(row))

    @staticmethod
    def _values(row: Row) -> tuple[Any, ...]:
        key, places, told = row
        return key, *(_vector(places[: n + 1]) for n in range(len(PLACES))), told

    @classmethod
    def put(cls, table: str, rows: Iterable[Row]) -> tuple[str, list[tuple[Any, ...]]]:
        sql = (
            f"INSERT INTO {table} (id, title, heads, words, digest) "  # noqa: S608 our own name
            "VALUES (%s, %s::tsvector, %s::tsvector, %s::tsvector, %s) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, heads = excluded.heads, "
            "words = excluded.words, digest = excluded.digest"
        )
        return sql, [cls._values(row) for row in rows]

    @staticmethod
    def hits(table: str, query: Query, place: int) -> tuple[str, str]:
        return f"SELECT id FROM {table} WHERE {PLACES[place]} @@ (SELECT %s::tsquery)", Postgres.wanted(query)  # noqa: S608 our own name

    @staticmethod
    def wanted(query: Query) -> str:
        return " & ".join(map(_tsquery, query.terms))


ENGINES: dict[str, type[Sqlite] | type[Postgres]] = {"sqlite": Sqlite, "postgresql": Postgres}


def engine(connection: BaseDatabaseWrapper) -> type[Sqlite] | type[Postgres]:
    return ENGINES[connection.vendor]


def _fts5(term: Term) -> str:
    found = f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
    return " OR ".join([found, *(f'"{word}"' for word in term.also)]).join("()")


def _tsquery(term: Term) -> str:
    ends = [""] * (len(term.words) - 1) + [":*" if term.prefix else ""]
    found = " <-> ".join(f"'{word}'{end}" for word, end in zip(term.words, ends, strict=True))
    return " | ".join([found, *(f"'{word}'" for word in term.also)]).join("()")


def _vector(places: Sequence[Sequence[str]]) -> str:
    found: dict[str, list[str]] = {}
    at = 0
    for words in places:
        for word in words:
            at += 1
            spots = found.setdefault(word, [])
            if len(spots) < MOST_PLACES:
                spots.append(str(min(at, LAST_PLACE)))
        at += GAP
    return " ".join(f"'{word}':{','.join(dict.fromkeys(spots))}" for word, spots in found.items())
