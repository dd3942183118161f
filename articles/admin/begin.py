"""A new story gets its number with the first words typed, so that they are kept like those of any other.

Opening the empty form makes nothing. The first message of the form does, once a tab, and from then on the form is
that of an ordinary story that was never saved.
"""

import json
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import lifecycle
from articles.admin import autosave, doors
from articles.lifecycle import autosaving
from articles.models import Article, Draft, Section
from people.models import User


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    def view(request: HttpRequest) -> HttpResponse:
        if not (story_admin.has_add_permission(request) and story_admin.has_change_permission(request)):
            raise PermissionDenied
        return begin(request)

    return [path("begin/", story_admin.admin_site.admin_view(require_POST(view)), name="articles_article_begin")]


def begin(request: HttpRequest) -> HttpResponse:
    """What ``autosave`` takes and answers; ``begun`` says where the story is from now on."""
    if len(request.body) > autosave.LARGEST:
        return autosave.refused(413, _("This is more text than a story can hold."))
    try:
        message = json.loads(request.body)
        told = autosave.understood(message)
        section, language = message["fields"].get("section", ""), message["fields"].get("language", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return autosave.refused(400, _("This message cannot be read. Your text is still in this window."))
    with transaction.atomic():
        story = _story(request.user, told["token"], _section(request.user, section), _language(language))
        kept = autosaving.keep(story, by=request.user, **told | {"base_version": story.version})
    answer = {"status": kept.status, "seq": kept.seq, "version": kept.version, "others": []}
    return JsonResponse(answer | {"begun": _told(story)})


def _story(user: Any, token: str, section: Section | None, language: str) -> Article:
    """The one that this tab has begun already, if its answer went astray; else a new one."""
    User.objects.select_for_update().get(pk=user.pk)
    if draft := Draft.objects.filter(user=user, token=token).select_related("article").first():
        return draft.article
    return lifecycle.save(Article(section=section, language=language), by=user)


def _section(user: Any, typed: Any) -> Section | None:
    open_to = doors.sections_open_to(user, None)
    key = int(typed) if isinstance(typed, str) and typed.isdecimal() and len(typed) < 18 else 0
    return open_to.filter(pk=key).first()


def _language(typed: Any) -> str:
    return typed if typed in dict(settings.LANGUAGES) else settings.SITE_LANGUAGE


def _told(story: Article) -> dict[str, Any]:
    return {
        "story": story.pk,
        "version": story.version,
        "src": reverse("admin:articles_article_autosave", args=[story.pk]),
        "address": reverse("admin:articles_article_change", args=[story.pk]),
    }
