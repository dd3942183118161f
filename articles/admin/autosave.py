"""What the story form sends while somebody types, and what it gets back. JSON in, JSON out."""

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import doors
from articles.lifecycle import autosaving
from articles.models import Article, Draft

LARGEST = 2_500_000  # bytes of one message
#: what is typed by hand in a story; rows picked from lists are not worth keeping
TYPED = (
    "kicker", "headline", "lead", "text", "body", "place", "tags", "note", "lead_image_caption", "lead_image_credit",
    "teaser_kicker", "teaser_headline", "teaser_text", "series",
)  # fmt: skip


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view(require_POST(autosave))
    return [path("<int:pk>/autosave/", view, name="articles_article_autosave")]


def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """``{token, seq, base_version, fields}`` keeps, ``{discard: true}`` throws away; 409 says why not."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    if len(request.body) > LARGEST:
        return refused(413, _("This is more text than a story can hold."))
    try:
        message = json.loads(request.body)
        if message.get("discard"):
            autosaving.discard(story, by=request.user)
            return JsonResponse({"discarded": True})
        told = understood(message)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return refused(400, _("This message cannot be read. Your text is still in this window."))
    kept = autosaving.keep(story, by=request.user, **told)
    answer: dict[str, Any] = {"status": kept.status, "seq": kept.seq, "version": kept.version}
    answer["others"] = autosaving.others_in(story, request.user)
    return JsonResponse(answer, status=409 if kept.status in ("other_tab", "newer_story") else 200)


def offered(story: Article, request: HttpRequest) -> Draft | None:
    """The text that this person typed and never saved; saving throws it away."""
    return story.drafts.filter(user=request.user).first()


def understood(message: dict[str, Any]) -> dict[str, Any]:
    """What ``autosaving.keep`` needs of a message; raises whatever a message that is none makes Python raise."""
    token, fields = message["token"], message["fields"]
    if not isinstance(token, str) or not 8 <= len(token) <= 40 or not isinstance(fields, dict):
        raise ValueError
    numbers = {name: message[name] for name in ("seq", "base_version")}
    if any(not isinstance(n, int) or isinstance(n, bool) or not 0 <= n < 2**31 for n in numbers.values()):
        raise ValueError
    typed = {name: _text(fields[name]) for name in TYPED if name in fields}
    return {"token": token, "fields": typed, "take_over": message.get("take_over") is True, **numbers}


def _text(value: Any) -> str:
    """PostgreSQL takes neither NUL nor lone surrogates, and nobody typed them."""
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"status": "refused", "sentence": sentence}, status=status)
