"""“Check” beside the story: what keeps it from going out, and what an attentive colleague would say of it."""

import json
from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ValidationError
from django.forms.fields import DateField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import lifecycle, lint
from articles.admin import beside, doors, writing
from articles.body import canonical, validate
from articles.lifecycle import leaving
from articles.lint.copy import HEADS
from articles.models import Article, Draft

Json = dict[str, Any]
#: what the editor's own card says at the picture already
SAID_BY_CARDS = {"missing_alt", "missing_credit"}


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    site = story_admin.admin_site
    shown = require_http_methods(["GET", "POST"])(check)
    return [
        path("<int:pk>/check/", site.admin_view(shown), name="articles_article_check"),
        path("<int:pk>/check/leave/", site.admin_view(require_POST(leave)), name="articles_article_leave"),
        path("<int:pk>/check/mend/", site.admin_view(require_POST(mend)), name="articles_article_mend"),
    ]


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: of the saved story. POST: of the form as it stands; nothing is stored."""
    story = doors.story_or_404(request, pk)
    version = story.version
    if request.method == "POST":
        take_typed(story, request.POST)
    context = {
        "original": story,
        "version": version,
        "has_change_permission": request.user.has_perm("articles.change_article"),
        "in_editor": writing.in_editor(request),
        **beside.FRAGMENTS["why"](request, story),
    }
    context |= findings(story, context["obstacles"])
    response = render(request, "desk/story/side/why.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def findings(story: Article, obstacles: list[lifecycle.Obstacle]) -> Json:
    """What the lint says besides the obstacles: what both say stands among the obstacles alone."""
    report = lint.look_at([story])[story.pk]
    told = {(one.code, one.block) for one in obstacles}
    required = [one for one in report.required if (one.rule, one.passage.block) not in told]
    return {
        "required": required,
        "advised": report.advised,
        "left": report.left,
        "fine": report.fine,
        "count": len(obstacles) + len(required) or len(report.advised),
        "notes": [_note(one) for one in report.findings if one.rule not in SAID_BY_CARDS],
    }


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """“Leave it so”, or with ``again`` the way back."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    rule, block, words = (request.POST.get(name, "") for name in ("rule", "block", "words"))
    if rule not in lint.RULES or len(block) > 32 or not 0 < len(words) <= 64:
        return HttpResponse(status=400)
    if "again" in request.POST:
        leaving.look_again(story, (rule, block, words), by=request.user)
    else:
        sentence = request.POST.get("sentence", "")[:500]
        leaving.leave(story, (rule, block, words), by=request.user, sentence=sentence)
    return _back(story)


def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """One click on the saved story, as a new version; whoever writes in the editor mends there instead."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    if Draft.objects.filter(article=story, user=request.user).exists():
        messages.error(request, _("There are words of yours in this story that are not saved. Save them first."))
        return _back(story)
    finding, fix = _chosen(story, request)
    if finding is None or fix is None:
        messages.warning(request, _("These words are not in the story any more."))
        return _back(story)
    try:
        _carry_out(story, finding, fix)
        lifecycle.save(story, by=request.user, base_version=_version(request), label=_label(finding, fix))
    except (lifecycle.Refused, validate.BodyRefused) as refusal:
        messages.error(request, str(refusal))
    except lint.Moved:
        messages.warning(request, _("This cannot be mended by itself. Please do it in the text."))
    else:
        messages.success(request, _("Mended: %(what)s") % {"what": fix.label})
    return _back(story)


def _chosen(story: Article, request: HttpRequest) -> tuple[lint.Finding | None, lint.Fix | None]:
    key = tuple(request.POST.get(name, "") for name in ("rule", "block", "words"))
    number = request.POST.get("fix", "")
    report = lint.look_at([story])[story.pk]
    finding = next((one for one in report.findings if one.key == key), None)
    if finding is None or not number.isdecimal() or int(number) >= len(finding.fixes):
        return None, None
    return finding, finding.fixes[int(number)]


def _carry_out(story: Article, finding: lint.Finding, fix: lint.Fix) -> None:
    place = finding.passage
    if place.block:
        story.body = lint.mended(canonical.canonical(story.body), finding, fix)
    else:
        setattr(story, place.part, lint.mended_words(getattr(story, place.part), fix.changes))


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _label(finding: lint.Finding, fix: lint.Fix) -> str:
    return f"{lint.RULES[finding.rule].label}: {fix.label}"[:120]


def _back(story: Article) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:articles_article_change', args=[story.pk])}?open=why")


def take_typed(story: Article, typed: Any) -> None:
    """The story in memory as the form has it; what cannot be read stays as it is saved."""
    for name in (*HEADS, "lead_image_credit"):
        if name in typed:
            setattr(story, name, typed[name])
    if typed.get("language") in Article.Language.values:
        story.language = typed["language"]
    for name in ("section", "lead_image"):
        key = typed.get(name)
        if key is not None:
            setattr(story, f"{name}_id", int(key) if key.isdecimal() and len(key) < 18 else None)
    if "story_date" in typed:
        with suppress(ValidationError):
            story.story_date = DateField(required=False).clean(typed["story_date"])
    if body := _body(typed.get("body")):
        story.body = body


def _body(written: str | None) -> Json | None:
    """None if it is not there, or nothing that could be a story's."""
    if written is None or len(written) > validate.LARGEST:
        return None
    try:
        body = canonical.canonical(json.loads(written or "{}"))
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _note(finding: lint.Finding) -> Json:
    """A finding as the editor's margin wants it. Browsers count UTF-16, Python counts characters."""
    place = finding.passage

    def units(end: int) -> int:
        return len(place.text[:end].encode("utf-16-le")) // 2

    fixes = [
        {
            "label": fix.label,
            "changes": [
                {
                    "from": units(one.start),
                    "to": units(one.end),
                    "was": place.text[one.start : one.end],
                    "text": one.text,
                }
                for one in fix.changes
            ],
        }
        for fix in finding.fixes
    ]
    start, end = finding.span
    return {
        "key": "|".join(finding.key),
        "block": place.node or place.block,
        "part": place.part,
        "kind": "must" if finding.required else "warn",
        "text": finding.sentence,
        "words": place.text[start:end] if place.part == "text" else "",
        "fixes": fixes,
    }
