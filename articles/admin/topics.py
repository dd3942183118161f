"""“Topics” beside the story: tags and people that text and archive suggest. Taking one changes only the form."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin import check, doors, unsaved
from articles.admin.related import may_relate
from articles.lifecycle import dismissing
from articles.models import Article
from articles.related.topics import Known, proposals


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = story_admin.admin_site.admin_view, "articles_article_%s"
    shown = require_http_methods(["GET", "POST"])(topics)
    return [
        path("<int:pk>/topics/", door(shown), name=name % "topics"),
        path("<int:pk>/dismiss/", door(require_POST(dismiss)), name=name % "dismiss"),
    ]


def topics(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: of the saved story. POST: of the form as it stands; nothing is stored."""
    story = doors.story_or_404(request, pk)
    refused = list(story.dismissals.filter(clip=None).select_related("tag", "person").order_by("-at"))
    tags, people = _set(request, story)
    known = Known(
        tags=tags,
        people=people,
        refused_tags={one.tag_id for one in refused if one.tag_id},
        refused_people={one.person_id for one in refused if one.person_id},
    )
    if request.method == "POST":
        check.take_typed(story, request.POST)
    context = {
        "original": story,
        "set_tags": tags,
        "found": proposals(story, known),
        "refused": refused,
        "may_set": request.user.has_perm("articles.change_article"),
        "may_add": request.user.has_perm("people.add_person"),
    }
    response = render(request, "desk/story/side/topics.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _set(request: HttpRequest, story: Article) -> tuple[list[str], set[int]]:
    if request.method == "POST" and "tags" in request.POST:
        return unsaved.tag_names(request.POST), unsaved.people_named(request.POST)
    names = list(story.tag_items.order_by("pk").values_list("tag__name", flat=True))
    return names, set(story.named.values_list("person", flat=True))


def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """“Does not fit”, or with ``back`` the way back. One of ``tag``, ``person``, ``clip`` says what."""
    story = doors.story_or_404(request, pk)
    kind = next((kind for kind in dismissing.KINDS if kind in request.POST), "")
    if not (request.user.has_perm("articles.change_article") or (kind == "clip" and may_relate(request.user))):
        raise PermissionDenied
    key = request.POST.get(kind, "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return HttpResponse(status=400)
    target = get_object_or_404(dismissing.KINDS[kind], pk=key)
    verb = dismissing.bring_back if "back" in request.POST else dismissing.dismiss
    verb(story, target, by=request.user)
    return HttpResponse(status=204)
