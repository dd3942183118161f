"""The desk of a live blog: one page to write on, with everything that has been posted beside it."""

from functools import partial

from django.contrib import admin
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin import doors
from articles.admin.live import deeds, page, typed


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = partial(doors.with_story, story_admin), "articles_article_live%s"
    both = require_http_methods(["GET", "POST"])
    writing = partial(page.writing, story_admin)
    return [
        path("<int:pk>/live/", door(writing, both), name=name % ""),
        path("<int:pk>/live/stream/", door(page.stream, require_safe), name=name % "_stream"),
        path("<int:pk>/live/typed/", door(typed.typed, require_POST), name=name % "_typed"),
        path("<int:pk>/live/turn/", door(deeds.turn, require_POST), name=name % "_turn"),
        path("<int:pk>/live/<int:number>/", door(writing, both), name=name % "_entry"),
        path("<int:pk>/live/<int:number>/typed/", door(typed.typed, require_POST), name=name % "_entry_typed"),
        path("<int:pk>/live/<int:number>/<slug:deed>/", door(deeds.do, require_POST), name=name % "_deed"),
    ]
