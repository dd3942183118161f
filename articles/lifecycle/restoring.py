"""Fetching back what was: a whole version, or one block of it. What it needs and is gone is named, never dropped."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.body import validate
from articles.lifecycle import naming, states
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import Article, Edition, Revision, Section
from people.models import Person, User
from topics.models import Tag
from visuals.models import Image

Json = dict[str, Any]


@dataclass
class Restored:
    """The story as it is again, and sentences on what could not come back with it."""

    article: Article
    gone: list[str] = field(default_factory=list)


def restore(article: Article, revision: Revision, *, by: User | None) -> Restored:
    """Make an earlier version the working copy again, as a new version.

    Refused if its text needs rows that are gone. People and tags that are gone are named in ``gone``; a byline
    keeps the name without the page.
    """
    with transaction.atomic():
        article = locked(article)
        if revision.article_id != article.pk:
            raise Refused(_("This version belongs to another story."))
        return _as_it_was(article, revision, by, _("Restored from version %(number)s") % {"number": revision.version})


def fetch_from_backup(revision: Revision, *, by: User | None) -> Restored:
    """A version that is no row here: of a story that is there as its next version, of one that is gone as a draft.

    Refused like ``restore``; readers see nothing of it before somebody publishes.
    """
    with transaction.atomic():
        known = Article.objects.filter(pk=revision.article_id).first()
        label = _("From the backup: version %(number)s") % {"number": revision.version}
        return _as_it_was(locked(known) if known else Article(), revision, by, label)


def _as_it_was(article: Article, revision: Revision, by: User | None, label: str) -> Restored:
    article.body = revision.body
    kept = {f.attname for f in states.PRINTED_COLUMNS}
    states.put(article, {name: value for name, value in revision.fields.items() if name in kept})
    _demand_rows_of(revision)
    lists, gone = _lists_of(revision)
    try:
        return Restored(save(article, by=by, label=label, lists=lists), gone)
    except validate.BodyRefused as refused:
        raise Refused(str(refused)) from refused


def fetch_block(article: Article, source: Revision | Edition, block: str, *, by: User | None) -> Article:
    """Put one block back as it stood in ``source``: in its place if it is still there, else behind its neighbour."""
    with transaction.atomic():
        article = locked(article)
        was = source.body.get("content", [])
        place = next((number for number, one in enumerate(was) if one["attrs"]["id"] == block), None)
        if source.article_id != article.pk or place is None:
            raise Refused(_("That version has no such block."))
        article.body = {**article.body, "content": _with_block(article.body.get("content", []), was, place)}
        return save(article, by=by, label=_("A block fetched back from %(source)s") % {"source": _called(source)})


def fetch_field(article: Article, source: Revision | Edition, name: str, *, by: User | None) -> Article:
    """Put one column of the head back as it was: headline, kicker, lead, teaser …"""
    with transaction.atomic():
        article = locked(article)
        value = source.fields.get(name) if isinstance(source, Revision) else getattr(source, name, None)
        column = next((f for f in states.PRINTED_COLUMNS if f.attname == name and not f.is_relation), None)
        if source.article_id != article.pk or column is None or value is None:
            raise Refused(_("That version has no such field."))
        states.put(article, {name: value})
        words = {"field": naming.spoken(name), "source": _called(source)}
        return save(article, by=by, label=_("%(field)s fetched back from %(source)s") % words)


def _called(source: Revision | Edition) -> str:
    if isinstance(source, Edition):
        return _("edition %(number)s") % {"number": source.number}
    return _("version %(number)s") % {"number": source.version}


def _demand_rows_of(revision: Revision) -> None:
    """Section and lead picture: their captions come back, too, and must not stand below another."""
    for name, model in (("section_id", Section), ("lead_image_id", Image)):
        key = revision.fields.get(name)
        if key and not model._default_manager.filter(pk=key).exists():
            told = _("The %(what)s of this version (number %(key)s) does not exist any more.")
            raise Refused(told % {"what": model._meta.verbose_name, "key": key})


def _lists_of(revision: Revision) -> tuple[states.Lists, list[str]]:
    """Bylines, people and tags as they were, as far as their rows are still there."""
    fields: Json = revision.fields
    lists: states.Lists = {name: list(fields[name]) for name in states.LISTS if name in fields}
    people = _there(Person, [row["person"] for name in ("bylines", "people") for row in lists.get(name, [])])
    gone = []
    if "bylines" in lists:
        lists["bylines"] = [
            row if row["person"] in people else {**row, "person": None, "name": row["said"]} for row in lists["bylines"]
        ]
    if "people" in lists:
        lost = [row for row in lists["people"] if row["person"] not in people]
        gone += [
            _("%(name)s has no page any more and is not tied to the story again.") % {"name": r["said"]} for r in lost
        ]
        lists["people"] = [row for row in lists["people"] if row["person"] in people]
    if "tags" in lists:
        names = dict(Tag.objects.filter(pk__in=[row["tag"] for row in lists["tags"]]).values_list("pk", "name"))
        lost = [row for row in lists["tags"] if row["tag"] not in names]
        gone += [_("The tag “%(name)s” does not exist any more.") % {"name": row["said"]} for row in lost]
        lists["tags"] = [states.tagged(names[row["tag"]], row["tag"]) for row in lists["tags"] if row["tag"] in names]
    return lists, gone


def _there(model: type[models.Model], keys: list[int | None]) -> set[int | None]:
    """None is no row, so it is never missing."""
    wanted = {key for key in keys if key}
    return {None, *model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)}


def _with_block(content: list[Json], was: list[Json], place: int) -> list[Json]:
    back = was[place]
    ids = [one["attrs"]["id"] for one in content]
    if back["attrs"]["id"] in ids:
        return [back if one["attrs"]["id"] == back["attrs"]["id"] else one for one in content]
    earlier = [one["attrs"]["id"] for one in was[:place] if one["attrs"]["id"] in ids]
    behind = ids.index(earlier[-1]) + 1 if earlier else 0
    return [*content[:behind], back, *content[behind:]]
