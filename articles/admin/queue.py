"""What waits for somebody: stories that were given to them, that ask for a check, that name them in a remark."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Check, Comment
from people.models import User

LONGEST = 100


@dataclass(frozen=True)
class Waiting:
    """One story of the queue, and why it is there in words; ``panel`` is where to look first."""

    story: Article
    reasons: list[str]
    panel: str


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view(require_safe(page))
    return [path("queue/", view, name="articles_article_queue")]


def page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "opts": Article._meta,
        "title": _("My queue"),
        "way": True,
        "waiting": waiting_for(request.user, LONGEST),
    }
    return TemplateResponse(request, "desk/queue.html", context)


def waiting_for(user: User, most: int) -> list[Waiting]:
    """Three questions for any number of stories: the stories, who asks, who names. Newest change first."""
    may_sign = user.has_perm("articles.publish_article") or user.has_perm("articles.add_check")
    stories = Article.objects.in_queue_of(user, may_sign).with_state().select_related("section").defer("body")
    rows = list(stories.order_by("-changed_at", "-pk")[:most])
    asked = Check.objects.filter(article__in=rows, state=Check.State.ASKED).select_related("by")
    named = Comment.objects.filter(article__in=rows, mentioned=user).select_related("by", "answers")
    wanted: dict[int, list[Check]] = {}
    spoken: dict[int, list[Comment]] = {}
    for check in asked:
        wanted.setdefault(check.article_id, []).append(check)
    for remark in named:
        if not (remark.answers or remark).settled_at:
            spoken.setdefault(remark.article_id, []).append(remark)
    return [_waiting(story, user, wanted.get(story.pk, []), spoken.get(story.pk, [])) for story in rows]


def _waiting(story: Any, user: User, wanted: list[Check], spoken: list[Comment]) -> Waiting:
    reasons = [_("is with you")] if story.is_mine else []
    if story.is_asked:
        reasons += [_ask(check) for check in wanted if check.by_id != user.pk]
    for remark in spoken:
        reasons.append(_("%(who)s names you: “%(words)s”") % {"who": remark.by or "–", "words": remark.text[:80]})
    return Waiting(story, reasons, "remarks" if spoken and not story.is_asked else "workflow")


def _ask(check: Check) -> str:
    asks = {
        Check.Kind.EDITED: _("%(who)s asks for editing"),
        Check.Kind.PROOFREAD: _("%(who)s asks for proofreading"),
    }
    return asks[Check.Kind(check.kind)] % {"who": check.by or "–"}
