"""What readers will lose, and when: the next weeks as a drawing, and beside it the same in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from visuals.models import Clip, Footage, Image

DAYS = 56
MOST = 60
ROW = 30  # pixels a line
HEAD = 34


def urls(image_admin: admin.ModelAdmin) -> list[URLPattern]:
    def opened(request: HttpRequest) -> HttpResponse:
        if not image_admin.has_view_permission(request):
            raise PermissionDenied
        return page(request, image_admin)

    return [path("rights/", image_admin.admin_site.admin_view(require_safe(opened)), name="visuals_image_rights")]


def page(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    now = timezone.now()
    coming = _lapsing(now, now + timedelta(days=DAYS))
    context = {
        **image_admin.admin_site.each_context(request),
        "opts": image_admin.opts,
        "now": now,
        "rows": [row | {"y": HEAD + number * ROW} for number, row in enumerate(coming)],
        "weeks": list(_weeks(now)),
        "height": HEAD + max(len(coming), 1) * ROW + 8,
        "gone": _lapsing(now - timedelta(days=14), now, shown=True),
        "days": DAYS,
    }
    return render(request, "desk/pictures/rights.html", context)


def _lapsing(start: datetime, end: datetime, shown: bool = False) -> list[dict[str, Any]]:
    """Whose right ends in the span, soonest first; ``shown``: only what a story still names. A programme ends for all
    its clips.
    """
    found: list[dict[str, Any]] = []
    pictures, clips = Image.objects.for_page(), Clip.objects.for_page()
    for name, every in (("image", pictures), ("clip", clips), ("footage", Footage.objects.for_rights())):
        rows = every.filter(available_until__gte=start, available_until__lt=end)
        if shown:
            rows = rows.filter(public=True) if name == "footage" else rows.filter(public_from__isnull=False)
        for row in rows.order_by("available_until", "pk")[:MOST]:
            found.append(_line(row, name, start, end))
    return sorted(found, key=lambda line: line["until"])[:MOST]


def _line(row: Image | Clip | Footage, kind: str, start: datetime, end: datetime) -> dict[str, Any]:
    share = (row.available_until - start) / (end - start)
    return {
        "row": row,
        "kind": kind,
        "image": {"image": row, "clip": getattr(row, "poster", None)}.get(kind),
        "until": row.available_until,
        "public": row.public if isinstance(row, Footage) else row.public_from is not None,
        "soon": row.available_until - start < timedelta(days=7),
        "width": f"{max(100 * share, 0.5):.2f}",
        "late": share > 0.6,
        "url": reverse(f"admin:visuals_{kind}_change", args=[row.pk]),
    }


def _weeks(now: datetime) -> Iterator[dict[str, Any]]:
    """Every Monday ahead, with its place from the left."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(1, DAYS):
        day = today + timedelta(days=days)
        if day.weekday() == 0:
            yield {"day": day, "x": f"{100 * (day - now) / timedelta(days=DAYS):.2f}"}
