"""Questions that are put together once and then only asked: putting them together is half of what a page costs.

Django writes the SQL of a QuerySet anew each time, although on a reader's page nothing in it differs but a key. Here
the text is kept, with what turns its rows into models, and only what is asked for is put in.
"""

import threading
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
Asked = str | int | Collection[int]
#: stand for what is asked for where a text is written: no address is so odd, and no key so small
MARKED, SMALLEST = "\N{OBJECT REPLACEMENT CHARACTER} asked for: ", -(2**62)
_here = threading.local()  # .converters: of this thread's connection, by text


class Prepared(Generic[Row]):
    """``write`` gets what is asked for (a text, a key, or some keys) and says which rows. It is called once for each
    number of keys.

    The rows may depend on nothing else but the database's clock, and whatever is asked for has to stand in them as it
    is, as in ``filter(pk__in=keys)``. Of some keys the last one is repeated until they are a power of two, so these
    numbers are few; if there are none, nothing is asked.
    """

    def __init__(self, write: Callable[..., QuerySet[Row]]) -> None:
        self.write = write
        self.texts: dict[tuple[Any, ...], _Text] = {}

    def __call__(self, *asked: Asked) -> list[Row]:
        given = [one if isinstance(one, str | int) else _filled(one) for one in asked]
        if [] in given:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        shape = (connection.vendor, *(len(one) if isinstance(one, list) else type(one) for one in given))
        if shape not in self.texts:
            self.texts[shape] = _Text.of(self.write, given)
        text = self.texts[shape]
        return list(text.iterable(_Rows(text.about(given, connection))))

    def first(self, *asked: Asked) -> Row | None:
        return next(iter(self(*asked)), None)

    def by_key(self, *asked: Asked) -> dict[Any, Row]:
        return {row.pk: row for row in self(*asked)}


@dataclass(frozen=True, eq=False)
class _Text:
    sql: str
    params: tuple[Any, ...]
    places: dict[int, tuple[int, int]]  # of a parameter: which of the things asked for it is, and which key of those
    compiler: SQLCompiler  # knows what each column becomes
    iterable: Any  # makes models of rows, or what ``values`` makes of them

    @classmethod
    def of(cls, write: Callable[..., QuerySet[Any]], given: list[Any]) -> Self:
        marks: list[Any] = []
        for number, one in enumerate(given):
            first = SMALLEST + (number << 32)
            keys = [first + place for place in range(len(one) if isinstance(one, list) else 1)]
            marks.append(keys if isinstance(one, list) else keys[0] if isinstance(one, int) else f"{MARKED}{number}")
        rows = write(*marks)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        known = {
            mark: (number, place)
            for number, some in enumerate(marks)
            for place, mark in enumerate(some if isinstance(some, list) else [some])
        }
        places = {
            at: known[param] for at, param in enumerate(params) if isinstance(param, str | int) and param in known
        }
        if missing := set(known.values()) - set(places.values()):
            raise ValueError(f"Not in the question as it is: {missing} of what {write} was asked for.")
        return cls(sql, tuple(params), places, compiler, rows._iterable_class)

    def about(self, given: list[Any], connection: BaseDatabaseWrapper) -> SQLCompiler:
        """The question with ``given`` in it, to be asked through ``connection``, which is this thread's."""
        params = list(self.params)
        for at, (number, place) in self.places.items():
            one = given[number]
            params[at] = one[place] if isinstance(one, list) else one
        compiler = copy(self.compiler)
        compiler.connection = connection
        converters = self._converters(compiler)
        compiler.as_sql = lambda *_asked, **_more: (self.sql, params)  # type: ignore[method-assign]
        compiler.get_converters = lambda expressions: converters  # type: ignore[method-assign]
        return compiler

    def _converters(self, compiler: SQLCompiler) -> Any:
        """What each column goes through; parts of it belong to the connection."""
        if not hasattr(_here, "converters"):
            _here.converters = WeakKeyDictionary()  # a front that is arranged anew has a text of its own
        known = _here.converters
        owner, found = known.get(self, (None, None))
        if owner is not compiler.connection:
            found = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
            known[self] = compiler.connection, found
        return found


class _Rows:
    """What ``ModelIterable`` and ``ValuesIterable`` touch of a QuerySet, and of its query: one that is compiled."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: SQLCompiler) -> None:
        self.query, self.compiler = self, compiler
        self.selected = compiler.query.selected

    def get_compiler(self, using: str) -> SQLCompiler:
        return self.compiler


def _filled(keys: Collection[int]) -> list[int]:
    """With the last one repeated until they are 1, 2, 4, 8 … of them."""
    some = list(keys)
    return some + some[-1:] * ((1 << (len(some) - 1).bit_length()) - len(some)) if some else []
