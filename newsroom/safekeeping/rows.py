"""Rows as lines of JSON and back. Dates with all their digits, bytes in base64; JSON stays as it is."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.models import Field, Model
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

#: Who is logged in is a secret, and no use in another place.
LEFT_OUT = {"sessions.session", "people.seat"}
BATCH = 1000


def models_of(apps: Apps) -> list[type[Model]]:
    """Every table of ours, those between two others too."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    own = [model for model in found if not model._meta.proxy and model._meta.label_lower not in LEFT_OUT]
    return sorted(own, key=lambda model: model._meta.label_lower)


def columns_of(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def lines(model: type[Model], columns: list[str], using: str) -> Iterator[tuple[bytes, bytes]]:
    """Each row twice: as it is kept, and as it is summed, with the keys of JSON in order (PostgreSQL has its own)."""
    rows = model._base_manager.using(using).order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=BATCH):
        yield _told(row), _told(row, in_order=True)


def sum_of(model: type[Model], columns: list[str], using: str) -> tuple[int, str]:
    """How many rows, and the sum of their values: equal on both databases for equal rows."""
    total, count = hashlib.sha256(), 0
    for _kept, summed in lines(model, columns, using):
        total.update(summed)
        count += 1
    return count, total.hexdigest()


def load(model: type[Model], columns: list[str], kept: Iterable[bytes], using: str) -> None:
    """Into a model of the migrations, not one of today: its fields are told not to set the clock of their own accord.

    ``columns`` as they were kept: a model has its own order of fields, and another one in its migrations.
    """
    named = {field.attname: field for field in model._meta.concrete_fields}
    fields = [named[column] for column in columns]
    for field in fields:
        if isinstance(field, models.DateField | models.TimeField):  # moments are dates, too
            field.auto_now = field.auto_now_add = False
    some: list[Model] = []
    for line in kept:
        row = json.loads(line)
        some.append(model(**{field.attname: _back(field, value) for field, value in zip(fields, row, strict=True)}))
        if len(some) == BATCH:
            model._base_manager.using(using).bulk_create(some)
            some = []
    model._base_manager.using(using).bulk_create(some)


def _told(row: tuple[Any, ...], *, in_order: bool = False) -> bytes:
    told = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=in_order, default=_plain)
    return told.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"A backup does not know how to write {type(value).__name__}.")


def _back(field: Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return parse_duration(value)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
