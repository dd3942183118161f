"""The desk presses, lifecycle decides: each deed is a POST that ends in an honest message."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import lifecycle
from articles.admin import doors, rights
from articles.forms import CorrectionForm, PlanForm, WithdrawForm
from articles.models import Article, Edition
from kit.moments import said

#: a correction that was typed but could not be printed yet waits here, by story
KEPT = "correction-of-%s"
#: and so does a moment that could not be planned
PLANNED = "plan-of-%s"
#: of these the refusal speaks in its own words: nothing is missing, and no reason helps
HELD = {"locked", "embargoed"}


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = partial(doors.with_story, story_admin), "articles_article_%s"
    return [
        path("<int:pk>/publish/", door(publish), name=name % "publish"),
        path("<int:pk>/plan/", door(plan), name=name % "plan"),
        path("<int:pk>/correct/", door(correct), name=name % "correct"),
        path("<int:pk>/withdraw/", door(withdraw), name=name % "withdraw"),
        path("<int:pk>/editions/<int:edition>/call-off/", door(call_off), name=name % "call_off"),
        path("<int:pk>/versions/<int:version>/restore/", door(restore), name=name % "restore"),
    ]


def publish(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "publish", story)
    reason = request.POST.get("override_reason", "").strip()
    override = lifecycle.Obstacle.OVERRIDABLE if reason else ()
    try:
        edition = lifecycle.publish(story, by=request.user, override=override, reason=reason)
    except lifecycle.Refused as refusal:
        return _refused(request, story, refusal)
    link = format_html('<a href="{}">{}</a>', edition.get_absolute_url(), _("See it as readers do"))
    told = _("Edition %(number)s is live.") % {"number": edition.number}
    messages.success(request, format_html("{} {}", told, link))
    return _back(story)


def plan(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "publish", story)
    form = PlanForm(request.POST, prefix="plan")
    request.session[PLANNED % story.pk] = {name: request.POST.get(name, "")[:20] for name in form["at"].names}
    if not form.is_valid():
        clocks = any(error.code == "clocks" for error in form.errors.as_data()["at"])
        missing = _("Please say on which day and at what time the story is to appear.")
        messages.error(request, " ".join(form.errors["at"]) if clocks else missing)
        return _back(story, "plan")
    try:
        edition = lifecycle.schedule(story, by=request.user, at=form.cleaned_data["at"])
    except lifecycle.Refused as refusal:
        return _refused(request, story, refusal)
    request.session.pop(PLANNED % story.pk)
    messages.success(request, _("Edition %(number)s appears on %(moment)s.") % _when(edition))
    return _back(story)


def correct(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "correct", story)
    form = CorrectionForm(request.POST, prefix="correction")
    if not form.is_valid():
        messages.error(request, _("Please say in one sentence what was wrong and what is right."))
        return _back(story, "correction")
    try:
        edition = lifecycle.correct(story, by=request.user, **form.cleaned_data)
    except lifecycle.Refused as refusal:
        request.session[KEPT % story.pk] = form.cleaned_data
        return _refused(request, story, refusal)
    request.session.pop(KEPT % story.pk, None)
    told = _("Edition %(number)s is live, and readers are told what was corrected.")
    messages.success(request, told % {"number": edition.number})
    return _back(story)


def withdraw(request: HttpRequest, story: Article) -> HttpResponse:
    doors.demand(request, "withdraw", story)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        messages.error(request, _("Please say why the story is withdrawn. The reason stays in the log."))
        return _back(story, "withdraw")
    try:
        lifecycle.withdraw(story, by=request.user, **form.cleaned_data)
    except lifecycle.Refused as refusal:
        return _refused(request, story, refusal)
    messages.success(request, _("The story is off the site. Whoever comes by is told that it was withdrawn."))
    return _back(story)


def call_off(request: HttpRequest, story: Article, edition: int) -> HttpResponse:
    doors.demand(request, "publish", story)
    planned = get_object_or_404(Edition, pk=edition, article=story)
    try:
        lifecycle.call_off(planned, by=request.user)
    except lifecycle.Refused as refusal:
        return _refused(request, story, refusal)
    messages.success(request, _("Edition %(number)s is called off and will not appear.") % _when(planned))
    return _back(story)


def restore(request: HttpRequest, story: Article, version: int) -> HttpResponse:
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    revision = get_object_or_404(story.revisions, version=version)
    try:
        restored = lifecycle.restore(story, revision, by=request.user)
    except (lifecycle.Refused, ValueError) as refusal:
        return _refused(request, story, refusal)
    told = _("Version %(number)s is back as the working copy. Readers see it once you publish.")
    messages.success(request, told % {"number": version})
    for sentence in restored.gone:
        messages.warning(request, sentence)
    return _back(story)


#: what the buttons of bar and tools do once the form they belong to is saved
AFTER_SAVING = {"publish": publish, "plan": plan, "correct": correct, "swap": rights.swap_after_saving}


def say_saved(request: HttpRequest, story: Article) -> None:
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})


def _when(edition: Edition) -> dict[str, Any]:
    return {"number": edition.number, "moment": said(edition.live_from)}


def _refused(request: HttpRequest, story: Article, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, lifecycle.NotReady):
        held = [obstacle.sentence for obstacle in refusal.obstacles if obstacle.code in HELD]
        missing = _("The story is saved, but not published: something is missing.")
        messages.warning(request, " ".join(held) or missing)
        return _back(story, "why")
    messages.warning(request, str(refusal))
    return _back(story)


def _back(story: Article, anchor: str = "") -> HttpResponseRedirect:
    address = reverse("admin:articles_article_change", args=[story.pk])
    return HttpResponseRedirect(f"{address}?open={anchor}#{anchor}" if anchor else address)
