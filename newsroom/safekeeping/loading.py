"""Rows of a backup into their tables, past the models: each of these values has been in a table before.

PostgreSQL takes them by COPY, SQLite statement by statement with nothing built around them. What keeps a table in
order stays on: keys and constraints are checked as ever, those between tables at the end of the transaction.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.utils.dateparse import parse_duration

BATCH = 1000
#: what both databases take as JSON has it
AS_IT_IS = (models.IntegerField, models.CharField, models.TextField, models.BooleanField, models.FloatField)
Row = list[Any]


def load(model: type[Model], columns: list[str], kept: Iterable[bytes], using: str) -> None:
    """``columns`` as they were kept: a model has its own order of fields, and another one in its migrations."""
    connection = connections[using]
    named = {field.attname: field for field in model._meta.concrete_fields}
    fields = [named[column] for column in columns]
    put = _copy if connection.vendor == "postgresql" else _insert
    put(connection, model._meta.db_table, [field.column for field in fields], _rows(connection, fields, kept))


def _rows(connection: BaseDatabaseWrapper, fields: list[Field], kept: Iterable[bytes]) -> Iterator[Row]:
    changed = [(at, way) for at, field in enumerate(fields) if (way := _way(connection, field))]
    for line in kept:
        row = json.loads(line)
        if len(row) != len(fields):
            raise ValueError(f"A row has {len(row)} values and not {len(fields)}.")
        for at, way in changed:
            if row[at] is not None:
                row[at] = way(row[at])
        yield row


def _way(connection: BaseDatabaseWrapper, field: Field) -> Callable[[Any], Any] | None:
    """From a value as JSON has it to the one the database takes; ``None``: they are the same."""
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, AS_IT_IS):
        return None
    return lambda value: field.get_db_prep_save(_back(target, value), connection)


def _back(field: Field, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return parse_duration(value)
    return field.to_python(value)


def _copy(connection: BaseDatabaseWrapper, table: str, columns: list[str], rows: Iterable[Row]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        told = f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(told) as copy:
            for row in rows:
                copy.write_row(row)


def _insert(connection: BaseDatabaseWrapper, table: str, columns: list[str], rows: Iterator[Row]) -> None:
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * len(columns))
    told = f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES ({marks})"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        while some := list(islice(rows, BATCH)):
            cursor.executemany(told, some)
