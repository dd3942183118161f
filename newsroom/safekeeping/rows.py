"""Rows as lines of JSON. Dates with all their digits, bytes in base64; JSON stays as it is."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db.models import Model
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
    for row in _rows(model, columns, using):
        kept = _told(row)
        yield kept, _told(row, in_order=True) if any(isinstance(value, dict | list) for value in row) else kept


def sum_of(model: type[Model], columns: list[str], using: str) -> tuple[int, str]:
    """How many rows, and the sum of their values: equal on both databases for equal rows."""
    total, count = hashlib.sha256(), 0
    for row in _rows(model, columns, using):
        total.update(_told(row, in_order=True))
        count += 1
    return count, total.hexdigest()


def _rows(model: type[Model], columns: list[str], using: str) -> Iterator[tuple[Any, ...]]:
    return model._base_manager.using(using).order_by("pk").values_list(*columns).iterator(chunk_size=BATCH)


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
