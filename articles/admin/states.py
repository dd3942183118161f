"""The line of states of one story: its versions and what readers had, oldest first."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.lifecycle import authorship, states
from articles.models import Article, Edition, Revision

Json = dict[str, Any]
SHOWN = 24  # states on the line; older ones are reached by their address
LABELLED = 7  # up to so many have their names under the line; of more, only the two that are compared


@dataclass(frozen=True)
class State:
    """One point on the line. ``body`` and ``fields`` only of the two that are compared."""

    key: str  # "v7" or "e2"
    name: str
    at: datetime
    by: str
    public: bool
    row: Revision | Edition
    label: str = ""
    percent: float = 0
    body: Json = field(default_factory=dict)
    fields: Json = field(default_factory=dict)

    @property
    def version(self) -> int:
        """Of the working copy; 0 for an edition."""
        return self.row.version if isinstance(self.row, Revision) else 0


def line_of(story: Article) -> list[State]:
    """Where each stands on the line in percent. Two queries, without the texts."""
    light = story.revisions.select_related("by").defer("body", "fields", "blocks")
    versions = [_of_version(row) for row in light[:SHOWN]]
    editions = story.editions.once_live().select_related("printed_by").defer("body", "pieces", "facts")[:SHOWN]
    line = sorted([*versions, *map(_of_edition, editions)], key=lambda one: (one.at, one.public, one.row.pk))
    step = 94 / max(len(line) - 1, 1)
    return [replace(one, percent=round(3 + step * place, 2)) for place, one in enumerate(line)]


def _of_version(row: Revision) -> State:
    name = str(_("Version %(number)s") % {"number": row.version})
    return State(f"v{row.version}", name, row.at, str(row.by or ""), False, row, row.label)


def _of_edition(row: Edition) -> State:
    name = str(_("Edition %(number)s") % {"number": row.number})
    return State(f"e{row.number}", name, row.live_from, str(row.printed_by or ""), True, row, str(_("public")))


def row_of(story: Article, key: str) -> Revision | Edition:
    """The version or edition of this address, or 404."""
    number = int(key[1:]) if key[1:].isdecimal() and len(key) < 10 else 0
    if key[:1] == "e":
        return get_object_or_404(Edition, article=story, number=number)
    return get_object_or_404(Revision, article=story, version=number if key[:1] == "v" else 0)


def chosen(story: Article, line: list[State], key: str | None) -> State | None:
    """The state of this address, if there is one, also where it is older than the line shows."""
    found = next((state for state in line if state.key == key), None)
    if found or not key:
        return found
    try:
        row = row_of(story, key)
    except Http404:
        return None
    return _of_version(row) if isinstance(row, Revision) else _of_edition(row)


def with_text(state: State) -> State:
    """The same with what it says: body, columns and the names around it. At most two queries."""
    row = state.row
    if isinstance(row, Revision):
        full = Revision.objects.get(pk=row.pk)
        return replace(state, row=full, body=full.body, fields=full.fields)
    row = Edition.objects.defer("pieces").get(pk=row.pk)
    columns = {column.attname: getattr(row, column.attname) for column in states.PRINTED_COLUMNS}
    facts = row.facts
    around: Json = {
        "bylines": [{"said": one["name"]} for one in facts.get("bylines", [])],
        "people": [{"said": one["name"], "role": one.get("role", "")} for one in facts.get("people", [])],
        "tags": [{"said": one["name"]} for one in facts.get("tags", [])],
    }
    return replace(state, row=row, body=row.body, fields={**columns, **around})


def authors_between(story: Article, old: State, new: State, gone: list[str]) -> dict[str, authorship.Author]:
    """Who changed what last in the newer state, and who took out the blocks that are gone. Editions know neither."""
    if not isinstance(new.row, Revision):
        return {}
    wrote = authorship.authors(new.row)
    since = old.version or _version_at(story, old.at)
    return {**wrote, **authorship.removed(story, gone, since, new.version)}


def _version_at(story: Article, moment: datetime) -> int:
    last = story.revisions.filter(at__lte=moment).order_by("-version").values_list("version", flat=True).first()
    return last or 0
