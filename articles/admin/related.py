"""Videos that go with a story: offered with reasons; put into the text, below it, or refused; never by themselves."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import lifecycle
from articles.admin import check, doors
from articles.body.canonical import document, with_ids
from articles.body.validate import BodyRefused
from articles.lifecycle import relating
from articles.models import Article, Draft
from articles.related.candidates import offers
from people.models import User
from visuals.models import Clip


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    site = story_admin.admin_site
    shown = require_http_methods(["GET", "POST"])(partial(related, site=site))
    door, name = site.admin_view, "articles_article_related%s"
    return [
        path("<int:pk>/related/", door(shown), name=name % ""),
        path("<int:pk>/related/add/", door(require_POST(add)), name=name % "_add"),
        path("<int:pk>/related/list/", door(require_POST(keep)), name=name % "_list"),
    ]


def related(request: HttpRequest, pk: int, site: admin.AdminSite) -> HttpResponse:
    """GET: of the saved story. POST: of the form as it stands; nothing is stored."""
    story = doors.story_or_404(request, pk)
    if request.method == "POST":
        check.take_typed(story, request.POST)
    if is_fragment(request):
        return fragment(request, story)
    context = {**site.each_context(request), "opts": Article._meta, "title": _("Related videos")}
    return TemplateResponse(request, "desk/related.html", {**context, **found(request, story)})


def found(request: HttpRequest, story: Article) -> dict[str, Any]:
    """The list under the story, what else goes with it, and what was refused."""
    below = list(story.related.for_desk())
    refused = list(story.dismissals.exclude(clip=None).select_related("clip").order_by("-at"))
    settled = {row.clip_id for row in below} | {one.clip_id for one in refused}
    return {
        "original": story,
        "below": below,
        "offers": offers(story, without=settled),
        "refused": refused,
        "may_add": request.user.has_perm("articles.change_article"),
        "may_relate": may_relate(request.user),
    }


def may_relate(user: User) -> bool:
    """Who writes, and the video desk, which does not: the list is no part of the text."""
    return user.has_perm("articles.change_article") or user.has_perm("visuals.change_clip")


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fragment"


def fragment(request: HttpRequest, story: Article, refusal: str = "") -> HttpResponse:
    context = {**found(request, story), "refusal": refusal}
    response = render(request, "desk/story/side/videos.html", context, status=422 if refusal else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """One video into the list, out of it (``out``), or to another place in it (``to``, from 0 on)."""
    story = doors.story_or_404(request, pk)
    if not may_relate(request.user):
        raise PermissionDenied
    clip = get_object_or_404(Clip, pk=_number(request, "clip"))
    try:
        if "out" in request.POST:
            relating.unrelate(story, clip, by=request.user)
        elif "to" in request.POST:
            relating.place(story, clip, _number(request, "to"), by=request.user)
        else:
            relating.relate(story, clip, by=request.user)
    except lifecycle.Refused as refusal:
        if is_fragment(request):
            return fragment(request, story, str(refusal))
        messages.error(request, str(refusal))
    return HttpResponse(status=204) if is_fragment(request) else _back(story)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The clip becomes the last block of the saved text, as a new version. With a script the open editor takes it."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    clip = get_object_or_404(Clip.objects.in_rights(), pk=_number(request, "clip"))
    # Storing ends the draft, and with it words she has not stored.
    if Draft.objects.filter(article=story, user=request.user).exists():
        messages.error(request, _("There are words of yours in this story that are not saved. Save them first."))
        return _back(story)
    block = with_ids({"type": "clip", "attrs": {"clip": clip.pk}})
    story.body = document([*story.body.get("content", []), block])
    label = _("Video “%(title)s” added") % {"title": clip.headline}
    try:
        lifecycle.save(story, by=request.user, base_version=_number(request, "version"), label=label)
    except (lifecycle.Refused, BodyRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The video now stands at the end of the text."))
    return _back(story)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _back(story: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_related", args=[story.pk]))
