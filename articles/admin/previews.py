"""Preview links of a story: who was sent one, how long it opens it, and taking it back."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles import lifecycle
from articles.admin import doors
from articles.lifecycle import previewing
from articles.models import Article, PreviewLink

MOST = 20


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = story_admin.admin_site.admin_view, "articles_article_%s"
    listed = require_http_methods(["GET", "POST"])(links)
    return [
        path("<int:pk>/links/", door(listed), name=name % "links"),
        path("<int:pk>/links/<int:link>/back/", door(require_POST(take_back)), name=name % "link_back"),
    ]


def links(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the list. POST: one more. Whoever may publish the story may show it to others before."""
    story = doors.story_or_404(request, pk)
    refusal = None
    if request.method == "POST":
        doors.demand(request, "publish", story)
        try:
            made = _opened(request, story)
        except lifecycle.Refused as refused:
            refusal = refused
        else:
            return _listed(request, story, fresh=made)
    return _listed(request, story, refusal=refusal)


def take_back(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    doors.demand(request, "publish", story)
    previewing.take_back(get_object_or_404(story.preview_links, pk=link), by=request.user)
    return _listed(request, story)


def _opened(request: HttpRequest, story: Article) -> PreviewLink:
    typed = request.POST.get("hours", "")
    return previewing.open_link(
        story,
        by=request.user,
        hours=int(typed) if typed in {str(hours) for hours in previewing.HOURS} else 0,
        label=request.POST.get("label", ""),
        pinned="pinned" in request.POST,
    )


def _listed(
    request: HttpRequest,
    story: Article,
    fresh: PreviewLink | None = None,
    refusal: lifecycle.Refused | None = None,
) -> HttpResponse:
    """Addresses are shown to those who may make them; the rest of the desk sees that there are some."""
    may = doors.may(request.user, "publish", story)
    now = timezone.now()
    rows = [
        {"link": link, "state": _state(link, now), "address": _address(request, link) if may else ""}
        for link in story.preview_links.select_related("by")[:MOST]
    ]
    context = {
        "original": story,
        "rows": rows,
        "hours": previewing.HOURS,
        "may": may,
        "fresh": fresh,
        "refusal": refusal,
        "typed_label": request.POST.get("label", "") if refusal else "",
    }
    response = render(request, "desk/story/side/links.html", context, status=422 if refusal else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _state(link: PreviewLink, now: object) -> str:
    if link.revoked_at:
        return "back"
    return "open" if link.expires_at > now else "ended"


def _address(request: HttpRequest, link: PreviewLink) -> str:
    return request.build_absolute_uri(reverse("preview_link", args=[previewing.token_of(link)]))
