"""Two states of a story side by side: by block first, by word inside a block."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import lifecycle
from articles.admin import doors
from articles.body import diff, render
from articles.body.validate import KIND_NAMES, BodyRefused
from articles.models import Article, Edition, Revision

HEADS = {"kicker": gettext_lazy("Kicker"), "headline": gettext_lazy("Headline"), "lead": gettext_lazy("Lead")}
#: what else can change in a block, in an editor's words
ATTRIBUTES = {
    "image": gettext_lazy("another picture"),
    "clip": gettext_lazy("another clip"),
    "person": gettext_lazy("tied to another person"),
    "article": gettext_lazy("leads to another story"),
    "link": gettext_lazy("a link changed"),
    "mention": gettext_lazy("a mention changed"),
    "strong": gettext_lazy("emphasis changed"),
    "emphasis": gettext_lazy("emphasis changed"),
    "type": gettext_lazy("another kind of block"),
    "ordered": gettext_lazy("numbering changed"),
    "level": gettext_lazy("another level"),
    "repeats_body": gettext_lazy("repeats the copy, or not"),
}
SHOWN = 24  # states on the line; older ones are reached from there


@dataclass(frozen=True)
class State:
    """One point on the line: a version of the working copy, or an edition."""

    key: str  # "v7" or "e2"
    name: str
    at: datetime
    by: str
    public: bool
    row: Revision | Edition
    percent: float = 0

    @property
    def heads(self) -> dict[str, str]:
        if isinstance(self.row, Edition):
            return {name: getattr(self.row, name) for name in HEADS}
        return {name: self.row.fields.get(name, "") for name in HEADS}


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
    """``?old=e2&new=v7``; without them: what readers have against the working copy."""
    story = doors.story_or_404(request, pk)
    states = _states(story)
    if not states:
        raise Http404
    new = _chosen(states, request.GET.get("new")) or [s for s in states if not s.public][-1]
    old = _chosen(states, request.GET.get("old")) or _before(states, new)
    names = _names(old.row.body, new.row.body)
    rows = [*_head_rows(old, new), *(_row(change, names) for change in diff.compare(old.row.body, new.row.body))]
    changed = [row for row in rows if not _is_quiet(row)]
    context = {
        **site.each_context(request),
        "opts": Article._meta,
        "original": story,
        "title": _("Compare"),
        "states": states,
        "old": old,
        "new": new,
        "runs": [(alike, list(run)) for alike, run in groupby(rows, key=_is_quiet)],
        "changed": changed,
        "added": sum(row["added"] for row in rows),
        "removed": sum(row["removed"] for row in rows),
        "is_latest": isinstance(new.row, Revision) and new.row.version == story.version,
        "has_change_permission": request.user.has_perm("articles.change_article"),
        "can_restore": isinstance(old.row, Revision) and old.row.version != story.version,
    }
    return TemplateResponse(request, "desk/compare.html", context)


def fetch_block(request: HttpRequest, pk: int) -> HttpResponse:
    """One block as it was, back into the working copy."""
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    source = _row_of(story, request.POST.get("old", ""))
    try:
        lifecycle.fetch_block(story, source, request.POST.get("block", ""), by=request.user)
    except (lifecycle.Refused, BodyRefused) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The block is back in the working copy, as it was then."))
    address = reverse("admin:articles_article_compare", args=[story.pk])
    return HttpResponseRedirect(f"{address}?old={request.POST.get('old', '')}")


def _row_of(story: Article, key: str) -> Revision | Edition:
    kind, number = key[:1], int(key[1:]) if key[1:].isdecimal() and len(key) < 10 else 0
    if kind == "e":
        return get_object_or_404(Edition, article=story, number=number)
    return get_object_or_404(Revision, article=story, version=number if kind == "v" else 0)


def _states(story: Article) -> list[State]:
    """Oldest first, where they stand on the line in percent. Two queries."""
    versions = [
        State(f"v{r.version}", str(r), r.at, str(r.by or ""), False, r)
        for r in story.revisions.select_related("by")[:SHOWN]
    ]
    editions = [
        State(
            f"e{e.number}",
            str(_("Edition %(number)s") % {"number": e.number}),
            e.live_from,
            str(e.printed_by or ""),
            True,
            e,
        )
        for e in story.editions.once_live().select_related("printed_by").defer("pieces", "facts")[:SHOWN]
    ]
    states = sorted([*versions, *editions], key=lambda state: (state.at, state.public, state.row.pk))
    step = 94 / max(len(states) - 1, 1)
    return [
        State(s.key, s.name, s.at, s.by, s.public, s.row, round(3 + step * place, 2)) for place, s in enumerate(states)
    ]


def _edition_name(edition: Edition) -> str:
    return str(_("Edition %(number)s") % {"number": edition.number})


def _is_quiet(row: dict[str, Any]) -> bool:
    return row["verb"] == "same" and not row["moved"]


def _names(*bodies: dict[str, Any]) -> dict[str, str]:
    """What to call blocks that have no words of their own: the clip or picture they show. One query a kind."""
    blocks = [block for body in bodies for block in body.get("content", [])]
    pieces = [{"hole": b["type"], "attrs": b["attrs"]} for b in blocks if b["type"] in ("image", "clip", "teaser")]
    library = render.load(pieces)
    rows = {"image": library.images, "clip": library.clips, "article": library.stories}
    return {
        block["attrs"]["id"]: str(rows[name][block["attrs"][name]])
        for block in blocks
        for name in rows
        if block["attrs"].get(name) in rows[name]
    }


def _chosen(states: list[State], key: str | None) -> State | None:
    return next((state for state in states if state.key == key), None)


def _before(states: list[State], new: State) -> State:
    """The last edition before ``new``, or the version before it, or itself where it is the first."""
    earlier = states[: states.index(new)]
    public = [state for state in earlier if state.public]
    return public[-1] if public else earlier[-1] if earlier else new


def _head_rows(old: State, new: State) -> Iterator[dict[str, Any]]:
    for name, label in HEADS.items():
        before, after = old.heads[name], new.heads[name]
        if before or after:
            verb = "same" if before == after else "changed"
            yield _as_row(verb, name, label, diff.words(before, after), "", False, ())


def _row(change: diff.Change, names: dict[str, str]) -> dict[str, Any]:
    label = KIND_NAMES.get(change.kind, change.kind)
    notes = tuple(dict.fromkeys(str(ATTRIBUTES.get(name, name)) for name in change.attributes))
    row = _as_row(change.verb, change.kind, label, change.words, change.block, change.moved, notes)
    return row | {"name": names.get(change.block, "")}


def _as_row(
    verb: str, kind: str, label: Any, runs: tuple[diff.Words, ...], block: str, moved: bool, notes: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "verb": verb,
        "kind": kind,
        "label": label,
        "block": block,
        "moved": moved,
        "notes": notes,
        "old": [run for run in runs if run.verb != "added"],
        "new": [run for run in runs if run.verb != "removed"],
        "added": sum(len(run.text.split()) for run in runs if run.verb == "added"),
        "removed": sum(len(run.text.split()) for run in runs if run.verb == "removed"),
    }
