"""Paste a story: text or file, then what we recognised beside it, then a draft. Nothing is made before that."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import lifecycle
from articles.admin import doors
from articles.admin.review import Review
from articles.body.validate import BodyRefused
from articles.forms import PasteForm
from articles.related import guesses


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    def view(request: HttpRequest) -> HttpResponse:
        if not story_admin.has_add_permission(request):
            raise PermissionDenied
        return paste_page(story_admin, request)

    door = story_admin.admin_site.admin_view(require_http_methods(["GET", "POST"])(view))
    return [path("paste/", door, name="articles_article_paste")]


def paste_page(story_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """First the empty box; then the review; “take” makes the draft; “back” shows the text again to be changed."""
    sections = doors.sections_open_to(request.user, None)
    context = {
        **story_admin.admin_site.each_context(request),
        "opts": story_admin.opts,
        "title": _("Paste text"),
    }
    if request.method == "GET":
        only = list(sections[:2])
        form = PasteForm(sections=sections, initial={"section": only[0]} if len(only) == 1 else None)
        return TemplateResponse(request, "desk/paste.html", {**context, "form": form})
    form = PasteForm(request.POST, request.FILES, sections=sections)
    if "back" in request.POST or not form.is_valid():
        return TemplateResponse(request, "desk/paste.html", {**context, "form": form})
    answers = request.POST if "take" in request.POST else {}
    review = Review(form.story, guesses(form.story), answers)
    headline = request.POST.get("headline", form.story.headline or "")
    context |= {"form": form, "review": review, "headline": headline}
    if "take" not in request.POST:
        return TemplateResponse(request, "desk/paste_review.html", context)
    try:
        return _take_in(request, form, review, headline)
    except (lifecycle.Refused, BodyRefused) as refusal:
        return TemplateResponse(request, "desk/paste_review.html", {**context, "refusal": str(refusal)})


def _take_in(request: HttpRequest, form: PasteForm, review: Review, headline: str) -> HttpResponse:
    taken: Any = lifecycle.take_in(
        form.story,
        by=request.user,
        choices=review.choices(),
        section=form.cleaned_data["section"],
        headline=headline,
    )
    messages.success(request, _("The draft is made. Readers see nothing of it until you publish."))
    if taken.created:
        messages.info(request, _("Created for it: %(what)s.") % {"what": "; ".join(taken.created)})
    for warning in taken.warnings:
        messages.warning(request, warning)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[taken.article.pk]))
