"""The desk's calendar: one day drawn large, or seven beside each other, each with what its reader may know of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.agenda import Event, events
from articles.admin.day import bounds, day, named, percent
from articles.models import Article

DAYS = 7


@dataclass(frozen=True)
class Column:
    """One day of the week: its list, and its 24 hours as a line with a mark for each event."""

    date: date
    events: list[Event]
    marks: list[tuple[str, str]]  # share of the day, kind
    past: str
    is_today: bool


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view):
        return story_admin.admin_site.admin_view(require_safe(view))

    return [
        path("calendar/", door(by_day), name="articles_article_calendar"),
        path("calendar/week/", door(by_week), name="articles_article_week"),
    ]


def by_day(request: HttpRequest) -> HttpResponse:
    on, today = _asked(request)
    context = {"day": day(request.user, on), "heading": named(on)}
    return _page(request, "desk/calendar.html", context, on, today, step=1)


def by_week(request: HttpRequest) -> HttpResponse:
    on, today = _asked(request)
    monday = on - timedelta(days=on.weekday())
    context = {"columns": week(request, monday), "heading": _week_named(monday)}
    return _page(request, "desk/calendar_week.html", context, on, today, step=DAYS)


def week(request: HttpRequest, monday: date) -> list[Column]:
    now = timezone.now()
    start, end = bounds(monday, DAYS)
    found: dict[date, list[Event]] = {monday + timedelta(days=n): [] for n in range(DAYS)}
    for event in events(request.user, start, end, now):
        found[timezone.localtime(event.at).date()].append(event)
    return [_column(on, those, now) for on, those in found.items()]


def _column(on: date, those: list[Event], now: Any) -> Column:
    start, end = (moment.timestamp() for moment in bounds(on))
    over = min(max((now.timestamp() - start) / (end - start), 0), 1)
    marks = [(percent(100 * (event.at.timestamp() - start) / (end - start)), event.kind) for event in those]
    return Column(on, those, marks, percent(100 * over) if over else "", on == timezone.localdate(now))


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], on: date, today: date, step: int
) -> HttpResponse:
    site = admin.site
    context |= {
        **site.each_context(request),
        "opts": Article._meta,
        "title": _("Calendar"),
        "way": True,  # a place of its own in the side bar, not one of the list of stories
        "on": on,
        "today": today,
        "earlier": on - timedelta(days=step),
        "later": on + timedelta(days=step),
        "is_now": on == today if step == 1 else 0 <= (today - on + timedelta(days=on.weekday())).days < DAYS,
    }
    return TemplateResponse(request, template, context)


def _asked(request: HttpRequest) -> tuple[date, date]:
    """The day in the address; today if there is none, or none that a calendar has."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    today = timezone.localdate()
    try:
        asked = parse_date(request.GET.get("day", "")) or today
    except ValueError:
        asked = today
    return (asked if 1900 <= asked.year <= 2200 else today), today


def _week_named(monday: date) -> str:
    sunday = monday + timedelta(days=DAYS - 1)
    told = {"n": monday.isocalendar().week}
    for name, moment in (("monday", monday), ("sunday", sunday)):
        told[name] = formats.date_format(moment, "SHORT_DATE_FORMAT")
    return _("Week %(n)s: %(monday)s – %(sunday)s") % told
