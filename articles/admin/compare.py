"""Two states of a story side by side: by block first, by word inside a block."""

from itertools import groupby

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import lifecycle
from articles.admin import differences, doors, states
from articles.admin.states import State
from articles.body.validate import BodyRefused
from articles.models import Article


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    site = story_admin.admin_site
    return [
        path(
            "<int:pk>/compare/",
            site.admin_view(lambda request, pk: compare(request, pk, site)),
            name="articles_article_compare",
        ),
        path(
            "<int:pk>/compare/fetch/",
            site.admin_view(require_POST(fetch_block)),
            name="articles_article_fetch_block",
        ),
    ]


def compare(request: HttpRequest, pk: int, site: admin.AdminSite) -> HttpResponse:
    """``?old=e2&new=v7``; without them: what readers have against the working copy, if that is anything else."""
    story = doors.story_or_404(request, pk)
    line = states.line_of(story)
    if not line:
        raise Http404
    new = states.chosen(story, line, request.GET.get("new")) or [s for s in line if not s.public][-1]
    new = states.with_text(new)
    asked = states.chosen(story, line, request.GET.get("old"))
    old = states.with_text(asked) if asked else _before(line, new)
    authors = states.authors_between(story, old, new, differences.gone(old, new))
    rows = differences.between(old, new, authors)
    changed = [row for row in rows if not differences.is_quiet(row)]
    is_latest = new.version == story.version
    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "original": story,
        "title": _("Compare"),
        "states": line,
        "labelled": len(line) <= states.LABELLED,
        "old": old,
        "new": new,
        "runs": [(alike, list(run)) for alike, run in groupby(rows, key=differences.is_quiet)],
        "changed": changed,
        "added": sum(row["added"] for row in rows),
        "removed": sum(row["removed"] for row in rows),
        "may_fetch": is_latest and old.key != new.key and request.user.has_perm("articles.change_article"),
        "can_restore": bool(old.version) and old.version != story.version,
        "has_change_permission": request.user.has_perm("articles.change_article"),
    }
    return TemplateResponse(request, "desk/compare.html", context)


def fetch_block(request: HttpRequest, pk: int) -> HttpResponse:
    """One block, or one field of the head, as it was, back into the working copy."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    key, name = request.POST.get("old", ""), request.POST.get("field", "")
    source = states.row_of(story, key)
    try:
        if name:
            lifecycle.fetch_field(story, source, name, by=request.user)
        else:
            lifecycle.fetch_block(story, source, request.POST.get("block", ""), by=request.user)
    except (lifecycle.Refused, BodyRefused) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is back in the working copy, as it was then."))
    address = reverse("admin:articles_article_compare", args=[story.pk])
    return HttpResponseRedirect(f"{address}?old={key}")


def _before(line: list[State], new: State) -> State:
    """The last edition before ``new`` that says something else, or the version before it, or itself where it is the
    first. What was published a moment ago is no news: then it is what readers had before that."""
    place = next((number for number, state in enumerate(line) if state.key == new.key), 0)
    earlier = line[:place]
    public = [state for state in earlier if state.public][-2:] or earlier[-1:] or [new]
    last = states.with_text(public[-1])
    if len(public) == 1 or not all(map(differences.is_quiet, differences.between(last, new, {}))):
        return last
    return states.with_text(public[0])
