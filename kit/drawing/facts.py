"""Everything a template can read of what it is given, as one sum: the same sum, the same facts."""

import dataclasses
import itertools
import marshal
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString

#: marshal of this age writes values alone; later ones write a second mention of an object as "see there"
BY_VALUE = 2
KNOWN = "_sum_of_its_facts"
PLAIN = frozenset({str, int, float, bool, type(None), bytes})
WORDED = frozenset({date, datetime, timedelta, Decimal, UUID})
Inside = tuple[int, ...]


class Unlike(TypeError):
    """Of this nobody can say when it is the same again."""


def sum_of(value: Any, now: datetime) -> bytes:
    """Types are told apart (safe markup is not the text it is made of) and rows go with the rows joined to them.

    A row whose looks change with the clock says so by a method ``looks_at(now)``. ``Unlike`` is raised for what may
    be more than its own facts: a question not asked yet, an object whose kind is not known here.
    """
    return _digest(_facts(value, now, ()))


def _facts(value: Any, now: datetime, inside: Inside) -> Any:
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is SafeString:
        return ("safe", "".join(value))
    if isinstance(value, Model):
        return _row(value, now, inside)
    if kind in WORDED:
        return (kind.__name__, repr(value))
    if isinstance(value, dict | list | tuple):
        return (kind.__name__, _many(value, now, inside))
    return (kind.__name__, _other(value, now, inside))


def _many(value: Any, now: datetime, inside: Inside) -> Any:
    try:
        return marshal.dumps(value, BY_VALUE)  # what came from JSON, in one go
    except ValueError:
        parts = itertools.chain(*value.items()) if isinstance(value, dict) else value
        return [_facts(one, now, inside) for one in parts]


def _row(row: Model, now: datetime, inside: Inside) -> Any:
    """Its columns and annotations as they were read, what is joined to it, and how it looks at this moment."""
    if id(row) in inside:  # two rows that know each other
        return inside.index(id(row))
    inside = (*inside, id(row))
    kind = type(row)
    told = [kind._meta.label, kind.looks_at(row, now) if hasattr(kind, "looks_at") else None]
    for name, value in row.__dict__.items():
        if type(value) in PLAIN:
            told += (name, value)
        elif name != "_state" and not isinstance(getattr(kind, name, None), cached_property):
            told += (name, _facts(value, now, inside))
    told += ((name, _facts(value, now, inside)) for name, value in row._state.fields_cache.items())
    return told


def _other(value: Any, now: datetime, inside: Inside) -> Any:
    if isinstance(value, Promise):
        return str(value)  # a text, in the language of this moment
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, QuerySet) and value._result_cache is not None:
        return [_facts(one, now, inside) for one in value._result_cache]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _record(value, now, inside)
    raise Unlike(type(value))


def _record(value: Any, now: datetime, inside: Inside) -> Any:
    """A frozen one is given to several pieces of the page it was made for, and summed up once."""
    if (known := getattr(value, KNOWN, None)) is not None:
        return known
    parts = [_facts(getattr(value, field.name), now, inside) for field in dataclasses.fields(value)]
    if not value.__dataclass_params__.frozen:
        return parts
    value.__dict__[KNOWN] = summed = _digest(parts)
    return summed


def read_on(record: Any) -> None:
    """Something was read into it since it was summed up: a row that its own had not been joined to."""
    getattr(record, "__dict__", {}).pop(KNOWN, None)


def _digest(facts: Any) -> bytes:
    return blake2b(marshal.dumps(facts, BY_VALUE), digest_size=16).digest()
