"""The page a live blog is written on: the form of one post, and the stream of all others."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import lifecycle
from articles.admin import doors
from articles.admin.live import form as forms
from articles.admin.live import lines
from articles.body.validate import BodyRefused
from articles.lifecycle import live
from articles.lifecycle.live import typing
from articles.models import Article, LiveEntry


def live_blog_or_404(story: Article) -> None:
    if story.kind != Article.Kind.LIVE:
        raise Http404


def entry_or_404(story: Article, number: int) -> LiveEntry:
    return get_object_or_404(LiveEntry.objects.filter(article=story), number=min(number, 2**31))


def address(story: Article, entry: LiveEntry | None = None) -> str:
    if entry is None:
        return reverse("admin:articles_article_live", args=[story.pk])
    return reverse("admin:articles_article_live_entry", args=[story.pk, entry.number])


def writing(story_admin: admin.ModelAdmin, request: HttpRequest, story: Article, number: int = 0) -> HttpResponse:
    """A new post, or the one with this number. What is sent is kept, published or planned, as its button says."""
    live_blog_or_404(story)
    entry = entry_or_404(story, number) if number else None
    may_write = request.user.has_perm("articles.change_article")
    draft = typing.offered(story, entry, to=request.user) if may_write else None
    context = {
        **story_admin.admin_site.each_context(request),
        **lines.beside(request, story),
        "opts": story_admin.opts,
        "title": _("Live blog: %(story)s") % {"story": story},
        "entry": entry,
        "is_out": entry is not None and entry.posts.live().exists(),
        "draft": draft,
        "media": story_admin.media,
    }
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        return _sent(request, story, entry, context)
    if draft and "unsaved" in request.GET:
        form = forms.PostForm({**draft.fields, "save_token": forms.token()})
        return _drawn(request, {**context, "form": form, "draft_taken": True})
    return _drawn(request, {**context, "form": forms.of(entry) if entry else forms.empty(request.user)})


def stream(request: HttpRequest, story: Article) -> HttpResponse:
    """All posts anew, and who else is writing: asked for every few seconds by everybody who has the page open."""
    live_blog_or_404(story)
    response = render(request, "desk/live/_stream.html", lines.beside(request, story))
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest, story: Article, entry: LiveEntry | None, context: dict[str, Any]) -> HttpResponse:
    form = forms.PostForm(request.POST)
    planning = "_plan" in request.POST
    if "_save" not in request.POST:
        doors.demand(request, "publish", story)
    if form.is_valid():
        if planning and not form.cleaned_data["at"]:
            form.add_error("at", _("Please give a day and a time."))
            return _drawn(request, {**context, "form": form, "sent": True}, status=422)
        try:
            return _done(request, story, form, form.into(entry or LiveEntry(article=story)), planning)
        except lifecycle.NotReady as refusal:
            overridable = all(one.overridable for one in refusal.obstacles)
            context |= {"obstacles": refusal.obstacles, "overridable": overridable}
        except (lifecycle.Refused, BodyRefused) as refusal:
            context |= {"refusal": str(refusal)}
    return _drawn(request, {**context, "form": form, "sent": True}, status=422)


def _done(request: HttpRequest, story: Article, form: forms.PostForm, entry: LiveEntry, planning: bool) -> HttpResponse:
    typed, is_new = form.cleaned_data, entry.pk is None
    kept = {
        "by": request.user,
        "bylines": form.signed(),
        "base_version": None if is_new else typed["base_version"],
        "token": typed["save_token"] or None,
    }
    if "_save" in request.POST:
        entry = live.write(entry, **kept)
        messages.success(request, _("The post is kept as a draft. Readers do not see it."))
        return HttpResponseRedirect(address(story, entry))
    reason = typed["override_reason"].strip()
    post = live.post(
        entry,
        **kept,
        at=typed["at"] if planning else None,
        correction=typed["correction"],
        override=lifecycle.Obstacle.OVERRIDABLE if reason else (),
        reason=reason,
    )
    said = _("Post %(number)s is planned.") if planning else _("Post %(number)s is out.")
    messages.success(request, said % {"number": post.number})
    return HttpResponseRedirect(address(story))


def _drawn(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context["media"] = context["media"] + context["form"].media
    return TemplateResponse(request, "desk/live/page.html", context, status=status)
