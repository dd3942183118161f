"""A question and the sum of its answer: whoever asks it again and gets the same answer would draw the same page.

This is why nobody has to say by hand which rows a page stands on. Where a table has changed, its pages ask what they
asked when they were drawn, and those that hear something else are drawn anew.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from sys import intern
from typing import Any

from django.db import connections

from kit.freshness.questions import read

#: what can be kept and asked with again, and says nothing of the moment at which it was asked
PLAIN = (str, int, float, bool, type(None))
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")


@dataclass
class Question:
    """``answer`` is a sum over its rows; empty for what was not read to its end."""

    alias: str
    sql: str
    params: tuple[Any, ...] | None
    answer: bytes = b""

    @cached_property
    def names(self) -> frozenset[str]:
        return read(self.sql)

    @property
    def may_be_repeated(self) -> bool:
        """Not with a moment in it that was read off a clock: asked again it would hear what was true then."""
        return bool(self.answer) and all(map(_is_plain, self.params or ()))

    def asked_again(self) -> bytes:
        """The sum of what the answer would be now."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return sum_of(cursor.fetchall())


def _is_plain(param: Any) -> bool:
    if isinstance(param, str):
        return not _MOMENT.search(param[:40])
    if isinstance(param, list | tuple):
        return all(map(_is_plain, param))
    return isinstance(param, PLAIN) and not isinstance(param, datetime.date | datetime.time | datetime.timedelta)


def sum_of(rows: Sequence[Any]) -> bytes:
    """What has no words of its own (a memory, an object) says where it lies, and so is never the same."""
    return blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=16).digest()


class Answered:
    """A cursor whose rows have been read already, handed out as the driver would."""

    def __init__(self, cursor: Any, rows: list[Any]):
        self.behind, self._rows, self._place = cursor, rows, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row

    def fetchone(self) -> Any:
        found = self.fetchmany(1)
        return found[0] if found else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        begin = self._place
        self._place = min(len(self._rows), begin + (self.behind.arraysize if size is None else size))
        return self._rows[begin : self._place]

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._rows))


def noted(wrapper: Any, alias: str, sql: str, params: Any) -> Question:
    """What the cursor in ``wrapper`` was just asked; whoever asked it reads the rows as from the driver."""
    question = Question(alias, intern(sql), None if params is None else tuple(params))
    if not isinstance(params, dict) and wrapper.cursor.description is not None:
        rows = list(wrapper.cursor.fetchall())
        question.answer = sum_of(rows)
        wrapper.cursor = Answered(wrapper.cursor, rows)
    return question


def unanswered(wrapper: Any) -> None:
    """Before the same cursor is asked something else."""
    if isinstance(wrapper.cursor, Answered):
        wrapper.cursor = wrapper.cursor.behind
