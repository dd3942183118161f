"""How far the story is and who has it: checks, hand-over, publish lock, embargo, expiry. One panel beside the story.

Each deed is a POST that answers with the panel as it then is (422 and the reason if it was refused), or without
script with the story's page.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles import lifecycle
from articles.admin import doors
from articles.forms import EmbargoForm, ExpiryForm
from articles.lifecycle import checking, handing, holding, remarks
from articles.models import Article
from people.models import User

#: what a check's button says it does
DEEDS = {"ask": checking.ask, "sign": checking.sign, "open": checking.open_again}


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = partial(doors.with_story, story_admin), "articles_article_%s"
    return [
        path("<int:pk>/workflow/", door(panel, require_GET), name=name % "workflow"),
        path("<int:pk>/checks/<slug:kind>/", door(check), name=name % "check_kind"),
        path("<int:pk>/hand-over/", door(hand_over), name=name % "hand_over"),
        path("<int:pk>/lock/", door(lock), name=name % "lock"),
        path("<int:pk>/release/", door(release), name=name % "release"),
        path("<int:pk>/embargo/", door(embargo), name=name % "embargo"),
        path("<int:pk>/expiry/", door(expiry), name=name % "expiry"),
    ]


def panel(request: HttpRequest, story: Article, status: int = 200, **more: Any) -> HttpResponse:
    """Nine questions at most, for any number of colleagues and plans."""
    may_publish = doors.may(request.user, "publish", story)
    may_change = request.user.has_perm("articles.change_article")
    context = {
        "original": story,
        "may_publish": may_publish,
        "may_change": may_change,
        "standings": checking.standings(story),
        "planned": story.editions.planned().defer("body", "pieces", "facts").order_by("live_from"),
        "embargoed": bool(story.embargo_until and story.embargo_until > timezone.now()),
        "colleagues": remarks.readers(story) if may_change else (),
        "embargo_form": EmbargoForm(prefix="embargo", initial={"until": story.embargo_until}),
        "expiry_form": ExpiryForm(prefix="expiry", initial={"until": story.expires_at}),
        **more,
    }
    response = render(request, "desk/story/side/workflow.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def check(request: HttpRequest, story: Article, kind: str) -> HttpResponse:
    """Who may publish here may sign; asking, and taking a mark back, is open to whoever writes."""
    deed, reason = request.POST.get("deed", ""), request.POST.get("reason", "")
    if deed == "waive":
        doors.demand(request, "publish", story)
        return _done(request, story, lambda: checking.waive(story, kind, by=request.user, reason=reason))
    if deed not in DEEDS:
        raise Http404
    _demand_change(request)
    if deed == "sign" and not request.user.has_perm("articles.add_check"):
        doors.demand(request, "publish", story)
    seen = request.POST.get("version", "")
    read = {"seen": int(seen)} if deed == "sign" and seen.isdecimal() and len(seen) < 10 else {}
    return _done(request, story, lambda: DEEDS[deed](story, kind, by=request.user, **read))


def hand_over(request: HttpRequest, story: Article) -> HttpResponse:
    _demand_change(request)
    key = request.POST.get("to", "")
    to = get_object_or_404(User, pk=int(key)) if key.isdecimal() and len(key) < 10 else None
    word = request.POST.get("word", "")[: handing.LONGEST].replace("\x00", "")
    return _done(request, story, lambda: handing.hand_over(story, to=to, by=request.user, word=word))


def lock(request: HttpRequest, story: Article) -> HttpResponse:
    """Anybody who writes may say stop. To call off what is planned takes the right to publish."""
    _demand_change(request)
    call_off = "call_off" in request.POST
    if call_off:
        doors.demand(request, "publish", story)
    reason = request.POST.get("reason", "").replace("\x00", "")
    return _done(request, story, lambda: holding.hold(story, by=request.user, reason=reason, call_off=call_off))


def release(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "publish", story)
    return _done(request, story, lambda: holding.release(story, by=request.user))


def embargo(request: HttpRequest, story: Article) -> HttpResponse:
    """Whoever writes may set one, or a later one; to let a story out earlier takes the right to publish."""
    _demand_change(request)
    until, refusal, form = _asked(request, EmbargoForm, "embargo")
    if refusal:
        return _refused(request, story, refusal, embargo_form=form)
    if story.embargo_until and story.embargo_until > timezone.now() and (until is None or until < story.embargo_until):
        doors.demand(request, "publish", story)
    verb = partial(holding.set_embargo, story, until, by=request.user)
    return _done(request, story, verb, embargo_form=form)


def expiry(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "publish", story)
    until, refusal, form = _asked(request, ExpiryForm, "expiry")
    if refusal:
        return _refused(request, story, refusal, expiry_form=form)
    return _done(request, story, partial(holding.set_expiry, story, until, by=request.user), expiry_form=form)


def _asked(request: HttpRequest, kind: type[Form], prefix: str) -> tuple[datetime | None, str, Form]:
    """The moment that was sent, why it is none, and the form; none at all if it is to be lifted."""
    if "lift" in request.POST:
        return None, "", kind(prefix=prefix)
    form = kind(request.POST, prefix=prefix)
    if not form.is_valid():
        return None, " ".join(form.errors["until"]), form
    until = form.cleaned_data["until"]
    return until, "" if until else _("Please give a day and a time."), form


def _demand_change(request: HttpRequest) -> None:
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied


def _done(request: HttpRequest, story: Article, verb: Callable[[], Any], **typed: Any) -> HttpResponse:
    """``typed``: forms that keep what was typed if the verb is refused."""
    try:
        verb()
    except lifecycle.Refused as refusal:
        return _refused(request, story, str(refusal), **typed)
    if _in_place(request):
        return panel(request, doors.story_or_404(request, story.pk), changed=True)
    messages.success(request, _("Noted."))
    return _back(story)


def _refused(request: HttpRequest, story: Article, sentence: str, **typed: Any) -> HttpResponse:
    if _in_place(request):
        return panel(request, story, status=422, refused=sentence, **typed)
    messages.warning(request, sentence)
    return _back(story)


def _in_place(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fragment"


def _back(story: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]) + "?open=workflow")
