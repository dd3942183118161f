"""Stories counted by month and day: as a calendar would have it, summer time and leap years included."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Count
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from articles.models import Edition
from articles.querysets.spans import number_of_span
from kit.moments import day_start, months_between
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.get_current_timezone())


EDGES = [
    local(2024, 2, 29, 23, 59, 59), local(2024, 3, 1), local(2024, 3, 31, 1, 59), local(2024, 3, 31, 3),
    local(2024, 10, 26, 23, 59, 59), local(2024, 10, 27), local(2024, 10, 27, 2, 30), local(2024, 12, 31, 23, 59, 59),
    local(2025, 1, 1), local(2025, 1, 1, 0, 30),
]  # fmt: skip


@pytest.mark.parametrize("step", ["months", "days"])
def test_as_a_calendar_would_have_it(step):
    for moment in EDGES:
        EditionFactory(since=moment)
    first, last = date(2024, 2, 1), date(2025, 1, 31)
    steps = months_between(first, last)
    trunc = TruncMonth("first_live_from")
    if step == "days":
        steps = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        trunc = TruncDate("first_live_from")

    span = number_of_span("first_live_from", [day_start(one) for one in steps])
    rows = Edition.objects.annotate(span=span).values("span").annotate(n=Count("pk")).values_list("span", "n")
    wanted = Edition.objects.annotate(on=trunc).values("on").annotate(n=Count("pk")).values_list("on", "n")

    assert {steps[number]: n for number, n in rows} == {date(on.year, on.month, on.day): n for on, n in wanted}


@pytest.mark.parametrize("begins", [[], [datetime(2024, 1, 1, tzinfo=UTC)]])
def test_where_there_is_one_span_everything_is_in_it(begins):
    EditionFactory()
    assert [
        *Edition.objects.annotate(span=number_of_span("first_live_from", begins)).values_list("span", flat=True)
    ] == [0]


def test_months_go_on_over_the_year():
    assert months_between(date(2023, 12, 31), date(2024, 2, 1)) == [
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]
    assert months_between(date(2024, 5, 9), date(2024, 5, 9)) == [date(2024, 5, 1)]
