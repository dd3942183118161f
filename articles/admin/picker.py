"""What the editor asks the library: rows to choose from, rows behind its cards.

Searching and rights are those of the registered ``ModelAdmin``, so both are written once.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from articles.admin import picker_rows
from articles.admin.picker_text import recognise
from articles.body import wording
from articles.models import Article
from people.models import Person, Role
from topics.models import Tag
from visuals.models import Clip, Image

MOST, MOST_CARDS = 20, 500
KINDS: dict[str, type[Model]] = {"image": Image, "clip": Clip, "person": Person, "story": Article, "tag": Tag}


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return story_admin.admin_site.admin_view(partial(view, story_admin))

    return [
        path("pick/<slug:kind>/", door(_pick), name="articles_article_pick"),
        path("recognise/", door(_recognise), name="articles_article_recognise"),
    ]


def _pick(story_admin: admin.ModelAdmin, request: HttpRequest, kind: str) -> HttpResponse:
    return require_GET(pick)(request, story_admin=story_admin, kind=kind)


def _recognise(story_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    return require_POST(_recognised)(request, story_admin=story_admin)


def _recognised(request: HttpRequest, *, story_admin: admin.ModelAdmin) -> HttpResponse:
    if not (story_admin.has_add_permission(request) or story_admin.has_change_permission(request)):
        raise PermissionDenied
    text, language = request.POST.get("text", ""), request.POST.get("language", "de")
    return JsonResponse(recognise(text, language))


def pick(request: HttpRequest, *, story_admin: admin.ModelAdmin, kind: str) -> HttpResponse:
    """``?ids=3,4`` the rows behind cards, ``?q=…`` the first that fit; ``?on=`` the day that roles count for."""
    if kind not in KINDS:
        raise Http404
    if not story_admin.admin_site.is_registered(KINDS[kind]):
        raise PermissionDenied
    desk = story_admin.admin_site.get_model_admin(KINDS[kind])
    if not (desk.has_view_permission(request) and story_admin.has_view_permission(request)):
        raise PermissionDenied
    rows = desk.get_queryset(request)
    if "ids" in request.GET:
        found = list(_loaded(rows.filter(pk__in=_keys(request.GET["ids"])), kind, _day(request)))
        return JsonResponse({"rows": _told(found, kind, desk, request)})
    query = wording.clean(request.GET.get("q", ""))[:200].strip()
    matching, _doubled = desk.get_search_results(request, rows, query)
    if query:  # a search across people or tags may give a row twice
        matching = rows.filter(pk__in=matching.order_by().values("pk"))
    found = list(_loaded(matching, kind, _day(request))[: MOST + 1])
    add = _address("add", desk) if desk.has_add_permission(request) else None
    return JsonResponse({"rows": _told(found[:MOST], kind, desk, request), "more": len(found) > MOST, "add": add})


def _loaded(rows: QuerySet[Any], kind: str, day: date) -> QuerySet[Any]:
    if kind == "image":
        return rows.select_related("agency", "photographer")
    if kind == "clip":
        return rows.select_related("footage__active", "poster")
    if kind == "person":
        return rows.prefetch_related(Prefetch("roles", Role.objects.held_on(day), to_attr="roles_then"))
    if kind == "tag":
        return rows.filter(merged_into__isnull=True)
    return rows.select_related("section", "lead_image").defer("body")


def _told(found: list[Any], kind: str, desk: admin.ModelAdmin, request: HttpRequest) -> list[dict[str, Any]]:
    change = desk.has_change_permission(request)
    told = picker_rows.TOLD[kind]
    return [{**told(row), "change": _address("change", desk, row.pk) if change else None} for row in found]


def _address(deed: str, desk: admin.ModelAdmin, *args: Any) -> str:
    return reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_{deed}", args=args)


def _keys(typed: str) -> list[int]:
    parts = typed.split(",")[:MOST_CARDS]
    return [int(part) for part in parts if part.isdecimal() and len(part) <= 18]


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
