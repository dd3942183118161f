"""Moments by the month or day they fall into, without a calendar that is asked for each of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Expression, IntegerField, Value, When


def number_of_span(column: str, begins: Sequence[datetime]) -> Expression:
    """n where ``begins[n]`` is the last beginning that the moment in ``column`` has passed; 0 for what is earlier.

    Found by halves. Of a month the database would ask a calendar, once for each row there is, and SQLite asks Python.
    """
    if len(begins) < 2:
        return Value(0, IntegerField())
    return _halved(column, begins, 0, len(begins))


def _halved(column: str, begins: Sequence[datetime], first: int, end: int) -> Expression:
    if end - first == 1:
        return Value(first, IntegerField())
    middle = (first + end) // 2
    later = When(**{f"{column}__gte": begins[middle]}, then=_halved(column, begins, middle, end))
    return Case(later, default=_halved(column, begins, first, middle), output_field=IntegerField())
