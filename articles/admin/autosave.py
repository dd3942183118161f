"""What the story form sends while somebody types, and what it gets back. JSON in, JSON out."""

import json
import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import doors
from articles.lifecycle import autosaving
from articles.models import Article, Draft

LARGEST = 2_500_000  # bytes of one message
MOST = 5000  # fields of one form
#: a field of the form or of a row in it; buttons begin with an underscore and are no text
FIELD = re.compile(r"[a-z]\w{0,40}(?:-(?:\d{1,4}-[a-z]\w{0,40}|(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS))?")
#: what belongs to one sending and not to the text
NOT_KEPT = {"csrfmiddlewaretoken", "save_token", "overwrite"}
PLACE = re.compile(r"\w{0,32}")


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Any) -> Any:
        return story_admin.admin_site.admin_view(require_POST(view))

    return [
        path("<int:pk>/autosave/", door(autosave), name="articles_article_autosave"),
        path("<int:pk>/presence/", door(presence), name="articles_article_presence"),
    ]


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
        told, place = understood(message), place_of(message)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return refused(400, _("This message cannot be read. Your text is still in this window."))
    kept = autosaving.keep(story, by=request.user, **told)
    answer: dict[str, Any] = {"status": kept.status, "seq": kept.seq, "version": kept.version}
    answer["others"] = _others(story, request.user, place, writes=True)
    if kept.status == "newer_story":
        answer["last"] = _last(story)
    return JsonResponse(answer, status=409 if kept.status in ("other_tab", "newer_story") else 200)


def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """``{block, version}`` from an open page: who else is here, and whether the story has moved on. Keeps no text."""
    story = doors.story_or_404(request, pk)
    try:
        message = json.loads(request.body)
        if message.get("leave"):
            autosaving.leave(story, by=request.user)
            return JsonResponse({"left": True})
        place, opened, sent = place_of(message), message.get("version"), message.get("sent")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return refused(400, _("This message cannot be read. Your text is still in this window."))
    answer: dict[str, Any] = {"version": story.version}
    answer["others"] = _others(story, request.user, place, writes=False)
    if isinstance(opened, int) and opened != story.version:
        answer["last"] = _last(story)
    if isinstance(sent, str) and len(sent) >= 10:  # a form of which the browser does not know whether it arrived
        answer["stored"] = story.revisions.filter(token__startswith=f"{sent[:15]}.", by=request.user).exists()
    return JsonResponse(answer)


def offered(story: Article, request: HttpRequest) -> Draft | None:
    """The text that this person typed and never saved; saving throws it away."""
    return story.drafts.filter(user=request.user).first()


def understood(message: dict[str, Any]) -> dict[str, Any]:
    """What ``autosaving.keep`` needs of a message; raises whatever a message that is none makes Python raise."""
    token, fields = message["token"], message["fields"]
    if not isinstance(token, str) or not 8 <= len(token) <= 40 or not isinstance(fields, dict) or len(fields) > MOST:
        raise ValueError
    numbers = {name: message[name] for name in ("seq", "base_version")}
    if any(not isinstance(n, int) or isinstance(n, bool) or not 0 <= n < 2**31 for n in numbers.values()):
        raise ValueError
    kept = {name: _text(value) for name, value in fields.items() if FIELD.fullmatch(name) and name not in NOT_KEPT}
    return {"token": token, "fields": kept, "take_over": message.get("take_over") is True, **numbers}


def place_of(message: dict[str, Any]) -> str:
    """Where the caret is: the id of a block, or the name of a field; anything else is nowhere."""
    place = message.get("block") or ""
    return place if PLACE.fullmatch(place) else ""


def _others(story: Article, user: Any, place: str, *, writes: bool) -> list[dict[str, Any]]:
    here = autosaving.greet(story, by=user, block=place, writes=writes)
    return [{"name": one.name, "block": one.block, "writing": one.is_writing} for one in here]


def _last(story: Article) -> dict[str, str]:
    """Who saved last, for whoever has an older version on the screen."""
    last = story.revisions.select_related("by").defer("body", "fields", "blocks").first()
    if last is None:
        return {}
    return {"by": str(last.by or _("Somebody")), "at": f"{timezone.localtime(last.at):%H:%M}"}


def _text(value: Any) -> str:
    """PostgreSQL takes neither NUL nor lone surrogates, and nobody typed them."""
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"status": "refused", "sentence": sentence}, status=status)
