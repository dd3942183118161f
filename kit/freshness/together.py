"""The same question with other words, asked for many pages at once.

After a publication all pages of stories ask the same, each with its own address. A server of databases plans such a
question for longer than it looks for the answer, and each journey there and back costs two turns of a processor that
is busy: so one asks for all of them, and it is planned once.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DataError, NotSupportedError, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kit.freshness.repeating import Question, sum_of

_PLACE = re.compile(r"%([s%])")
#: questions that are understood with their words in them alone: it is found out once
_only_alone: set[str] = set()


def asked_together(question: Question, alike: Iterable[Question]) -> list[tuple[Question, bytes]]:
    """What the answer to ``question`` is now, and to those of ``alike`` that could be asked along with it.

    ``alike`` have its text and its database. Nothing is known of the moment at which each was asked but that it was
    after the call.
    """
    connection = connections[question.alias]
    several = list({other.params: other for other in (question, *alike)}.values())
    # A refusal would spoil the transaction of whoever is in one.
    may = connection.vendor == "postgresql" and not connection.in_atomic_block and question.sql not in _only_alone
    if may and len(several) > 1 and question.params:
        try:
            return list(zip(several, _folded(connection, several), strict=True))
        except (_Differ, ProgrammingError, DataError, NotSupportedError):
            _only_alone.add(question.sql)
    return [(question, question.asked_again())]


class _Differ(Exception):
    """In what cannot stand in a column."""


def _folded(connection: BaseDatabaseWrapper, several: Sequence[Question]) -> list[bytes]:
    """One row of words a question, and beside each row what it is answered. Words that all have stay in it."""
    columns: list[list[Any]] = []
    kinds: list[str] = []
    constants: list[Any] = []
    places = zip(*(one.params or () for one in several), strict=True)

    def put(sign: re.Match[str]) -> str:
        if sign[1] == "%":
            return sign[0]
        words = next(places)
        if all(word == words[0] for word in words):
            constants.append(words[0])
            return sign[0]
        columns.append(list(words))
        kinds.append(_kind(words))
        return f'"asked"."w{len(columns)}"'

    inner = _PLACE.sub(put, several[0].sql)
    names = ", ".join(f'"w{number + 1}"' for number in range(len(columns)))
    rows = f'unnest({", ".join(f"%s::{kind}[]" for kind in kinds)}) WITH ORDINALITY AS "asked"({names}, "which")'
    answers: list[list[Any]] = [[] for _ in several]
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "asked"."which", "answer".* FROM {rows} CROSS JOIN LATERAL ({inner}) AS "answer"',  # noqa: S608 our own text
            [*columns, *constants],
        )
        for which, *answer in cursor.fetchall():
            answers[which - 1].append(tuple(answer))
    return [sum_of(answer) for answer in answers]


def _kind(words: Sequence[Any]) -> str:
    """The type of a column of them. The driver has its own sorts of numbers, all of them ``int``."""
    for sort, kind in ((str, "text"), (int, "bigint")):
        if all(isinstance(word, sort) and not isinstance(word, bool) for word in words):
            return kind
    raise _Differ
