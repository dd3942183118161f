"""What will change by the clock alone. Each floor says where its moments stand; they are asked together."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from kit.moments import stored

#: querysets of one column and at most one row: the soonest moment of its kind; written once, so with no clock of ours
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
    clock, *found = _asked(*_written(connection.vendor, tuple(_columns)))
    further = [moment for moments in _moments for moment in moments(clock)]
    ahead = [moment for moment in (*found, *further) if moment > clock]
    return min(ahead) - clock if ahead else None


def _asked(sql: str, params: list[Any]) -> list[datetime]:
    """The clock first, then every moment there is."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [stored(value) for value in cursor.fetchone() if value is not None]


@cache
def _written(vendor: str, columns: tuple[Columns, ...]) -> tuple[str, list[Any]]:
    """The same at any time, for the clock in it is the database's; putting it together takes longer than the answer."""
    now: Any = Now()
    written = getattr(now, f"as_{vendor}", now.as_sql)
    # It is made of nothing else, so it needs no compiler.
    rows = (one.query.sql_with_params() for some in columns for one in some())
    parts = [written(None, connection), *rows]
    sql = "SELECT " + ", ".join(f"({part})" for part, _params in parts)
    return sql, [param for _part, params in parts for param in params]
