"""What the post form sends while somebody types, by the protocol of the story form: see ``articles.admin.autosave``."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from articles.admin import autosave
from articles.admin.live.page import entry_or_404, live_blog_or_404
from articles.lifecycle.live import typing
from articles.models import Article, LiveEntry


def typed(request: HttpRequest, story: Article, number: int = 0) -> HttpResponse:
    """``{token, seq, …, fields}`` keeps, ``{discard: true}`` throws away, ``{sent}`` asks whether a form has arrived;
    anything else only asks whether anybody hears it."""
    live_blog_or_404(story)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    entry = entry_or_404(story, number) if number else None
    if len(request.body) > autosave.LARGEST:
        return autosave.refused(413, _("This is more text than a story can hold."))
    try:
        message = json.loads(request.body)
        if "fields" not in message:
            return JsonResponse(_answered(request, story, entry, message))
        told = autosave.understood(message)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return autosave.refused(400, _("This message cannot be read. Your text is still in this window."))
    kept = typing.keep(story, entry, by=request.user, **told)
    status = 409 if kept.status in ("other_tab", "newer_story") else 200
    return JsonResponse({"status": kept.status, "seq": kept.seq, "version": kept.version, "others": []}, status=status)


def _answered(request: HttpRequest, story: Article, entry: LiveEntry | None, message: Any) -> dict[str, bool]:
    if message.get("discard"):
        typing.forget(story, entry, by=request.user)
        return {"discarded": True}
    if isinstance(sent := message.get("sent"), str) and len(sent) >= 10:
        return {"stored": LiveEntry.objects.filter(article=story, token=sent).exists()}
    return {"heard": True}
