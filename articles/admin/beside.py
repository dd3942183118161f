"""Fragments of the side tools that have no room of their own: check, versions, appearing."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from articles import lifecycle
from articles.admin import addresses, deeds, doors, panels, versions
from articles.forms import CorrectionForm, PlanForm, WithdrawForm
from articles.models import Article


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view(require_GET(side))
    return [path("<int:pk>/side/<slug:name>/", view, name="articles_article_side")]


def side(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    panel = next((panel for panel in panels.PANELS if panel.name == name and not panel.url), None)
    if panel is None or name not in FRAGMENTS or not panel.offered(request, story):
        raise Http404
    context = {
        "original": story,
        "panel": panel,
        "has_change_permission": request.user.has_perm("articles.change_article"),
        **FRAGMENTS[name](request, story),
    }
    response = render(request, f"desk/story/side/{name}.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _why(request: HttpRequest, story: Article) -> dict[str, Any]:
    obstacles = lifecycle.missing_for_print(story)
    return {
        "obstacles": obstacles,
        "overridable": bool(obstacles) and all(obstacle.overridable for obstacle in obstacles),
        "may": {"publish": doors.may(request.user, "publish", story)},
    }


def _versions(request: HttpRequest, story: Article) -> dict[str, Any]:
    return {**versions.listed(story), "addresses": addresses.addresses_of(story)}


def _plan(request: HttpRequest, story: Article) -> dict[str, Any]:
    kept, planned = request.session.get(deeds.KEPT % story.pk), request.session.pop(deeds.PLANNED % story.pk, None)
    return {
        **panels.state_of(story),
        "may": {deed: doors.may(request.user, deed, story) for deed in ("publish", "correct", "withdraw")},
        "plan_form": PlanForm(planned, prefix="plan"),
        "correction_form": CorrectionForm(prefix="correction", initial=kept),
        "withdraw_form": WithdrawForm(prefix="withdraw"),
    }


def _nothing(request: HttpRequest, story: Article) -> dict[str, Any]:
    return {}


FRAGMENTS: dict[str, Callable[[HttpRequest, Article], dict[str, Any]]] = {
    "why": _why,
    "versions": _versions,
    "plan": _plan,
    "preview": _nothing,
}
