"""What changed between two editions of a story, by block and by word, for readers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from articles.body import diff
from articles.body.validate import KIND_NAMES
from articles.models import Edition
from articles.views.language import page
from articles.views.story import sent_on_or_gone

OLD, NEW = {"de": ("alt", "neu"), "en": ("old", "new")}[settings.SITE_LANGUAGE]
#: editions offered; a story that was printed more often than this is a live blog's business
MOST = 60
HEADS = {"kicker": _("Kicker"), "headline": _("Headline"), "lead": _("Lead")}
#: what besides words readers notice
NOTICED = {
    "image": _("another picture"),
    "clip": _("another video"),
    "article": _("leads to another story"),
    "link": _("a link changed"),
    "ordered": _("numbering changed"),
}


@dataclass(frozen=True)
class Row:
    """One block, or one of the heads, in both editions."""

    verb: str
    label: str | Promise
    runs: Sequence[diff.Words]
    notes: tuple[str | Promise, ...] = ()
    moved: bool = False

    @property
    def is_same(self) -> bool:
        return self.verb == "same" and not self.moved


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Only editions that readers had, and only while they have the story; otherwise what the story itself says."""
    live = Edition.objects.live().at_address(slug).values_list("article", "language").first()
    if live is None:
        return sent_on_or_gone(request, slug, to="story_changes")
    article, language = live
    recent = Edition.objects.filter(article=article).comparable().defer("body", "pieces").reverse()[:MOST]
    editions = list(recent)[::-1]
    if len(editions) < 2:
        raise Http404
    old, new = _chosen(request, editions)
    bodies = dict(Edition.objects.filter(pk__in={old.pk, new.pk}).values_list("pk", "body"))
    rows = [*_heads(old, new), *_blocks(bodies[old.pk], bodies[new.pk])]
    context = {
        "edition": editions[-1],
        "editions": editions[::-1],
        "old": old,
        "new": new,
        "names": (OLD, NEW),
        "runs": [(is_same, list(run)) for is_same, run in groupby(rows, key=lambda row: row.is_same)],
        "changed": sum(not row.is_same for row in rows),
        "words": {verb: _count(rows, verb) for verb in ("added", "removed")},
        "corrections": _told_between(old, new),
        "canonical": editions[-1].get_absolute_url(),
        "current_section": (editions[-1].facts.get("section") or {}).get("slug"),
    }
    return page(request, "articles/changes.html", context, language=language)


def _chosen(request: HttpRequest, editions: list[Edition]) -> tuple[Edition, Edition]:
    """What the address asks for, the older one first; without it the last change."""
    new = _asked(request, NEW, editions) or editions[-1]
    before = editions[max(editions.index(new) - 1, 0)]
    old = _asked(request, OLD, editions) or before
    return (old, new) if editions.index(old) <= editions.index(new) else (new, old)


def _asked(request: HttpRequest, name: str, editions: list[Edition]) -> Edition | None:
    typed = request.GET.get(name)
    if typed is None:
        return None
    found = next((edition for edition in editions if str(edition.number) == typed), None)
    if found is None:
        raise Http404
    return found


def _heads(old: Edition, new: Edition) -> Iterator[Row]:
    for name, label in HEADS.items():
        yield from _words(label, getattr(old, name), getattr(new, name))
    byline = pgettext_lazy("line of authors", "By")
    yield from _words(byline, *(", ".join(b["name"] for b in one.facts.get("bylines", [])) for one in (old, new)))
    other = old.lead_image_id != new.lead_image_id
    notes = (NOTICED["image"],) if other else ()
    captions = (old.lead_image_caption, new.lead_image_caption)
    if other or any(captions):
        verb = "same" if not other and captions[0] == captions[1] else "changed"
        yield Row(verb, _("Lead picture"), diff.words(*captions), notes)


def _words(label: str | Promise, before: str, after: str) -> Iterator[Row]:
    if before or after:
        verb = "same" if before == after else "changed"
        yield Row(verb, label, diff.words(before, after))


def _blocks(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Row]:
    for change in diff.compare(old, new):
        notes = tuple(NOTICED[name] for name in change.attributes if name in NOTICED)
        # Emphasis, a level, a tie to the register: the desk wants to know of it, readers read the same.
        told = change.verb != "changed" or notes or any(run.verb != "same" for run in change.words)
        yield Row(change.verb if told else "same", KIND_NAMES.get(change.kind, ""), change.words, notes, change.moved)


def _count(rows: list[Row], verb: str) -> int:
    return sum(len(run.text.split()) for row in rows for run in row.runs if run.verb == verb)


def _told_between(old: Edition, new: Edition) -> list[dict[str, Any]]:
    """The corrections that came with the editions after ``old``, up to ``new``."""
    told = new.facts.get("corrections", [])
    return [one for one in told if (at := parse_datetime(one["at"])) and old.live_from < at <= new.live_from]
