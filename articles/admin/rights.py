"""Beside the story: what of its pictures and videos lapses within a week, and what could stand there instead."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import lifecycle
from articles.admin import doors
from articles.models import Article
from visuals.models import Clip, Image

AHEAD = timedelta(days=7)
OFFERED = 3


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view
    return [
        path("<int:pk>/rights/", view(require_safe(rights)), name="articles_article_rights"),
        path("<int:pk>/swap/<int:old>/<int:new>/", view(require_POST(swap)), name="articles_article_swap"),
    ]


def rights(request: HttpRequest, pk: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    now = timezone.now()
    context = {
        "original": story,
        "now": now,
        "lapses": [*_pictures(story, now), *_clips(story, now)],
        "may_swap": request.user.has_perm("articles.change_article"),
    }
    response = render(request, "desk/story/side/rights.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _pictures(story: Article, now: datetime) -> list[dict[str, Any]]:
    rows = Image.objects.for_page().shown_by(story).ending_before(now + AHEAD)
    return [
        {"row": image, "over": image.available_until <= now, "offers": list(image.stand_ins(now + AHEAD)[:OFFERED])}
        for image in rows[:20]
    ]


def _clips(story: Article, now: datetime) -> list[dict[str, Any]]:
    rows = Clip.objects.for_page().shown_by(story).ending_before(now + AHEAD)
    return [{"row": clip, "over": clip.available_until <= now, "clip": True} for clip in rows[:20]]


def swap(request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    was, will = (get_object_or_404(Image.objects.for_page(), pk=key) for key in (old, new))
    if will.pk == was.pk:
        raise Http404
    return _swapped(request, story, was, will)


def swap_after_saving(request: HttpRequest, story: Article) -> HttpResponse:
    """The button belongs to the story's form, so that no unsaved word is lost; it names both pictures: ``12-34``."""
    keys = [part for part in request.POST["_swap"].split("-") if part.isascii() and part.isdigit() and len(part) < 16]
    found = Image.objects.for_page().in_bulk([int(key) for key in keys])
    images = [found[int(key)] for key in keys if int(key) in found]
    if len(images) == len(found) == 2:
        return _swapped(request, story, *images)
    messages.warning(request, _("Your text is saved. The picture you chose is not in the library any more."))
    return _back(story)


def _swapped(request: HttpRequest, story: Article, was: Image, will: Image) -> HttpResponse:
    try:
        lifecycle.swap_picture(story, was, will, by=request.user)
    except (lifecycle.Refused, ValueError) as refusal:
        messages.warning(request, str(refusal))
    else:
        told = _("“%(new)s” stands in place of “%(old)s”. Readers see it once you publish.")
        messages.success(request, told % {"new": str(will)[:60], "old": str(was)[:60]})
    return _back(story)


def _back(story: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
