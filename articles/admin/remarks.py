"""What colleagues say to each other at the blocks of a story: the panel, and what is done in it.

Whoever may open the story may speak. Answers as ``workflow`` does: with the panel as it then is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles import lifecycle
from articles.admin import doors
from articles.lifecycle import remarks
from articles.models import Article, Comment


@dataclass(frozen=True)
class Thread:
    """A remark with its answers. ``gone``: the block it stood at is not in the saved text any more."""

    remark: Comment
    replies: list[Comment]
    gone: bool


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = partial(doors.with_story, story_admin), "articles_article_%s"
    return [
        path("<int:pk>/remarks/", door(panel, require_GET), name=name % "remarks"),
        path("<int:pk>/remarks/new/", door(remark), name=name % "remark"),
        path("<int:pk>/remarks/<int:thread>/answer/", door(answer), name=name % "remark_answer"),
        path("<int:pk>/remarks/<int:thread>/settle/", door(settle), name=name % "remark_settle"),
        path("<int:pk>/remarks/<int:thread>/reopen/", door(reopen), name=name % "remark_reopen"),
    ]


def panel(request: HttpRequest, story: Article, status: int = 200, **more: Any) -> HttpResponse:
    """Remarks and those who can be named: two questions, for any number of either."""
    found = threads(story)
    context = {
        "original": story,
        "open_threads": [thread for thread in found if not thread.remark.settled_at],
        "settled": [thread for thread in found if thread.remark.settled_at],
        "colleagues": remarks.readers(story),
        **more,
    }
    response = render(request, "desk/story/side/remarks.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def threads(story: Article) -> list[Thread]:
    """All remarks, in the order of the text; those whose block is gone, and those on the whole story, first."""
    rows = list(story.comments.select_related("by", "settled_by"))
    replies: dict[int, list[Comment]] = {}
    for row in rows:
        replies.setdefault(row.answers_id or 0, []).append(row)
    places = {block: number for number, block in enumerate(remarks.blocks(story.body))}
    found = [
        Thread(row, replies.get(row.pk, []), bool(row.block) and row.block not in places) for row in replies.get(0, [])
    ]
    return sorted(found, key=lambda thread: places.get(thread.remark.block, -1))


def remark(request: HttpRequest, story: Article) -> HttpResponse:
    text, block = request.POST.get("text", ""), request.POST.get("block", "")[:32].replace("\x00", "")
    verb = partial(remarks.remark, story, text, by=request.user, block=block)
    return _done(request, story, verb, typed=text, typed_block=block)


def answer(request: HttpRequest, story: Article, thread: int) -> HttpResponse:
    text, row = request.POST.get("text", ""), get_object_or_404(story.comments, pk=thread)
    verb = partial(remarks.answer, row, text, by=request.user)
    return _done(request, story, verb, answered=thread, typed_answer=text)


def settle(request: HttpRequest, story: Article, thread: int) -> HttpResponse:
    row = get_object_or_404(story.comments, pk=thread)
    return _done(request, story, partial(remarks.settle, row, by=request.user))


def reopen(request: HttpRequest, story: Article, thread: int) -> HttpResponse:
    row = get_object_or_404(story.comments, pk=thread)
    return _done(request, story, partial(remarks.reopen, row, by=request.user))


def _done(request: HttpRequest, story: Article, verb: Callable[[], Any], **typed: Any) -> HttpResponse:
    in_place = request.headers.get("X-Requested-With") == "fragment"
    try:
        verb()
    except lifecycle.Refused as refusal:
        if in_place:
            return panel(request, story, status=422, refused=str(refusal), **typed)
        messages.warning(request, str(refusal))
    else:
        if in_place:
            return panel(request, story)
        messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]) + "?open=remarks")
