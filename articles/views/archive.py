"""All stories by the day they first appeared, on the desk's clock: years and months, the days of one, one day."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.querysets.spans import number_of_span
from articles.views.language import page
from articles.views.paging import page_of
from kit.moments import day_start, months_between

SIZE = 60  # stories of one day on a page


@dataclass(frozen=True)
class Day:
    """A square of the calendar; ``stories`` is 0 where there is nothing to see."""

    on: date
    stories: int
    inside: bool


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The months that have stories, the latest year first."""
    oldest = Edition.objects.live().oldest_first().values_list("first_live_from", flat=True).first()
    # A day more than our own clock knows: what is out already is for the database's to say.
    tomorrow = timezone.localdate() + timedelta(days=1)
    months = months_between(timezone.localdate(oldest), tomorrow) if oldest else []
    years: dict[int, list[tuple[date, int]]] = {}
    for begun, stories in reversed(_counted(months).items()):
        years.setdefault(begun.year, []).append((begun, stories))
    context = {"years": list(years.items()), "canonical": reverse("archive"), "current_section": "archive"}
    return page(request, "articles/archive/years.html", context)


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = _day(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    last = after - timedelta(days=1)
    days = _counted([first + timedelta(days=number) for number in range(last.day)], last)
    if not days:
        raise Http404
    context = {
        "month": first,
        "weeks": [_week(week, first.month, days) for week in Calendar().monthdatescalendar(year, month)],
        "stories": sum(days.values()),
        "canonical": reverse("archive_month", args=[year, month]),
        "current_section": "archive",
    }
    return page(request, "articles/archive/month.html", context)


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    on = _day(year, month, day)
    live = Edition.objects.live()
    pages = page_of(request, live.within(on, on).for_cards().newest_first(), size=SIZE)
    if not pages.items:
        raise Http404
    earlier = live.within(None, on - timedelta(days=1)).newest_first()
    later = live.within(on + timedelta(days=1), None).oldest_first()
    context = {
        "on": on,
        "pages": pages,
        "earlier": earlier.values_list("first_live_from", flat=True).first(),
        "later": later.values_list("first_live_from", flat=True).first(),
        "canonical": pages.canonical,
        "current_section": "archive",
    }
    return page(request, "articles/archive/day.html", context)


def _counted(steps: Sequence[date], until: date | None = None) -> dict[date, int]:
    """How many stories first appeared from each of these days to the next (the last one's to ``until``); in order."""
    if not steps:
        return {}
    span = number_of_span("first_live_from", [day_start(step) for step in steps])
    rows = Edition.objects.live().within(steps[0], until).order_by().annotate(span=span).values("span")
    counted = rows.annotate(stories=Count("pk")).order_by("span").values_list("span", "stories")
    return {steps[number]: stories for number, stories in counted}


def _week(week: list[date], month: int, days: dict[date, int]) -> list[Day]:
    return [Day(on, days.get(on, 0), on.month == month) for on in week]


def _day(year: int, month: int, day: int) -> date:
    """Years are held within what databases and clocks can add a month to."""
    if not 1800 <= year <= 2200:
        raise Http404
    try:
        return date(year, month, day)
    except ValueError as never:
        raise Http404 from never
