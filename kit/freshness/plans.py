"""What will change by the clock alone. Each floor says where its moments stand; they are asked together."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime

#: querysets of one column and at most one row: the soonest moment of its kind
Columns = Callable[[], Iterable[QuerySet]]
#: what no index knows; the database's clock goes in, moments (also past ones) come out
Moments = Callable[[datetime], Iterable[datetime]]

_columns: list[Columns] = []
_moments: list[Moments] = []


def planned(columns: Columns | None = None, moments: Moments | None = None) -> None:
    """Register where a floor's planned changes stand. Each queryset has to walk an index: it is asked often."""
    if columns:
        _columns.append(columns)
    if moments:
        _moments.append(moments)


def next_change() -> timedelta | None:
    """How long from now, by the database's clock, nothing changes by itself; None if nothing is planned.

    One question for all columns, and what the others ask.
    """
    clock, *found = _asked([rows for columns in _columns for rows in columns()])
    further = [moment for moments in _moments for moment in moments(clock)]
    ahead = [moment for moment in (*found, *further) if moment > clock]
    return min(ahead) - clock if ahead else None


def _asked(rows: list[QuerySet]) -> list[datetime]:
    """The clock first, then every moment there is."""
    now: Any = Now()
    written = getattr(now, f"as_{connection.vendor}", now.as_sql)
    # It is made of nothing else, so it needs no compiler.
    parts = [written(None, connection), *(one.query.sql_with_params() for one in rows)]
    sql = "SELECT " + ", ".join(f"({part})" for part, _params in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _part, params in parts for param in params])
        return [_moment(value) for value in cursor.fetchone() if value is not None]


def _moment(value: datetime | str) -> datetime:
    """SQLite gives back what was written, in UTC and without saying so."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None:
        raise ValueError(f"{value!r} is no moment")
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
