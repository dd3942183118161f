"""Videos that go with a story: offered with their reasons, added by one click, never by themselves."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import lifecycle
from articles.admin import doors
from articles.body.canonical import document, with_ids
from articles.body.validate import BodyRefused
from articles.models import Article, Draft
from articles.related.candidates import offers
from visuals.models import Clip


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    site = story_admin.admin_site
    shown = require_GET(partial(related, site=site))
    return [
        path("<int:pk>/related/", site.admin_view(shown), name="articles_article_related"),
        path("<int:pk>/related/add/", site.admin_view(require_POST(add)), name="articles_article_related_add"),
    ]


def related(request: HttpRequest, pk: int, site: admin.AdminSite) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "original": story,
        "title": _("Related videos"),
        "offers": offers(story),
        "may_add": request.user.has_perm("articles.change_article"),
    }
    return TemplateResponse(request, "desk/related.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The clip becomes the last block of the saved text, as a new version."""
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
