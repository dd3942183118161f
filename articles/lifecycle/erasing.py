"""The one exception to “printed is printed”: a right to be forgotten, a court order.

What is erased leaves every edition, every revision and every draft, and a notice stands in its place.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from articles.body import canonical, passages, refs, render, validate
from articles.lifecycle import relating, visibility
from articles.lifecycle.desk import database_now, locked
from articles.lifecycle.refusal import Refused
from articles.models import (
    Article,
    ArticlePerson,
    BodyRef,
    Byline,
    Check,
    Comment,
    Correction,
    Edition,
    EditionByline,
    EditionPerson,
    PreviewLink,
    Revision,
)
from articles.search import EDITIONS, STORIES, suggesting
from people.lifecycle import record
from people.models import Person, User
from visuals import lifecycle as visuals
from visuals.models import Clip, Image

Json = dict[str, Any]
TEXTS = (
    "kicker",
    "headline",
    "lead",
    "lead_image_caption",
    "lead_image_credit",
    "teaser_kicker",
    "teaser_headline",
    "teaser_text",
    "place",
    "series",
)
#: what else holds words for readers or the desk, besides ``TEXTS``
MORE_TEXTS = {
    Article: ("note", "lock_reason"),
    Edition: ("withdrawal_notice",),
    Correction: ("text",),
    Comment: ("text", "excerpt"),
    Check: ("reason",),
    PreviewLink: ("label",),
}
#: rows that have nothing but such words: no body, no head
ONLY_WORDS = (Correction, Comment, Check, PreviewLink)


@dataclass(frozen=True)
class Passage:
    """Words of one story that must not be read any more."""

    article: Article
    words: str


Target = Image | Clip | Person | Passage


def erase(target: Target, *, reason: str, by: User | None) -> int:
    """Replace ``target`` by a notice wherever it was printed or kept; returns how many stories it stood in.

    Irreversible. Pictures and clips lose their files and rows, a person loses the page and all links to it.
    """
    if not reason.strip():
        raise Refused(_("Say why this is erased; the reason is kept in the log."))
    if isinstance(target, Passage) and not target.words.strip():
        raise Refused(_("Say which words must not be read any more."))
    with transaction.atomic():
        stories = list(_stories_with(target))
        changed = [_erase_in(locked(story), target) for story in stories]
        if isinstance(target, Passage) and not any(changed):
            raise Refused(_("These words stand nowhere in the story, in no version of it."))
        _remove_row(target)
        subject = target.article if isinstance(target, Passage) else target
        record("erase", subject, by=by, after={"stories": [story.pk for story in stories]}, reason=reason)
        if not isinstance(target, Passage):
            target.delete()
    return len(stories)


def _stories_with(target: Target) -> models.QuerySet[Article]:
    if isinstance(target, Passage):
        return Article.objects.filter(pk=target.article.pk)
    kind = _kind(target)
    refs_to = BodyRef.objects.filter(**{kind: target})
    keys = {key for pair in refs_to.values_list("article", "edition__article") for key in pair if key}
    if isinstance(target, Clip):
        keys |= relating.stories_with(target)
    if isinstance(target, Image):
        keys |= set(Article.objects.filter(lead_image=target).values_list("pk", flat=True))
        keys |= set(Edition.objects.filter(lead_image=target).values_list("article", flat=True))
    if isinstance(target, Person):
        for tied in (Byline, ArticlePerson):
            keys |= set(tied.objects.filter(person=target).values_list("article", flat=True))
        for printed in (EditionByline, EditionPerson):
            keys |= set(printed.objects.filter(person=target).values_list("edition__article", flat=True))
    # revisions have no references of their own: their story is found by its drafts and editions, or by looking
    keys |= _kept_only_in_revisions(kind, target.pk)
    return Article.objects.filter(pk__in=keys).order_by("pk")


def _kept_only_in_revisions(kind: str, key: int) -> set[int]:
    needle = re.compile(rf'"(?:{kind}|lead_{kind}_id)": {key}\b')
    rows = Revision.objects.values_list("article", "body", "fields").iterator(chunk_size=200)
    return {article for article, body, fields in rows if needle.search(json.dumps([body, fields]))}


def _kind(target: Target) -> str:
    return "image" if isinstance(target, Image) else "clip" if isinstance(target, Clip) else "person"


def _erase_in(article: Article, target: Target) -> bool:
    """True if anything of it stood there."""
    change, changed = _changer(target), False
    printed = list(article.editions.values_list("pk", flat=True))
    suggesting.forget([texts for _key, texts in EDITIONS.read(printed)])
    around: list[Any] = [article.editions, article.revisions, article.corrections]
    around += [article.comments, article.checks, article.preview_links]
    for row in [article, *(row for rows in around for row in rows.all())]:
        with translation.override(getattr(row, "language", None) or article.language):
            fields = _erase_in_row(row, target, change)
        if fields:
            row.save(update_fields=fields)
            changed = True
    if isinstance(target, Person):
        _unname(article, target)
    if isinstance(target, Clip):
        relating.forget(article, target)
    # Whoever has the story open at the desk holds the old text: what they typed goes, what they save now is stale.
    article.drafts.all().delete()
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1)
    visibility.show(article, database_now(article))
    STORIES.keep(article.pk)
    EDITIONS.keep(*printed)
    return changed


def _erase_in_row(row: Any, target: Target, change: Callable[[Json], Json]) -> list[str]:
    """Change a row in memory; names the columns to be saved."""
    fields = _scrub_fields(row, target)
    if isinstance(row, ONLY_WORDS):
        return fields
    body = change(canonical.canonical(row.body))
    if body != row.body:
        row.body = body
        fields.append("body")
        if isinstance(row, (Article, Edition)):
            refs.rebuild(validate.check(body), row)
    if isinstance(row, Edition):
        facts = _scrub_facts(row.facts, target)
        if facts != row.facts or "body" in fields:
            row.facts, row.pieces = facts, render.bake(row.body, row.language)
            fields += ["facts", "pieces"]
    return fields


def _changer(target: Target) -> Callable[[Json], Json]:
    if isinstance(target, Passage):
        return lambda body: passages.without(body, [target.words], _notice())
    if isinstance(target, Person):
        return lambda body: passages.without(_without_person(body, target.pk), _words(target), _notice())
    kind = _kind(target)
    return lambda body: {**body, "content": _without_block(body.get("content", []), kind, target.pk)}


def _notice() -> str:
    return _("[removed]")


def _without_block(blocks: list[Json], kind: str, key: int) -> list[Json]:
    """Blocks that show the row become a paragraph with the same id, so that links to the place still lead there."""
    words = _("This picture has been removed.") if kind == "image" else _("This video has been removed.")
    kept = []
    for block in blocks:
        if block["type"] == "gallery":
            left = [item for item in block["content"] if item["attrs"].get(kind) != key]
            gone, block = not left, {**block, "content": left}
        else:
            gone = block["type"] == kind and block["attrs"].get(kind) == key
        if gone:
            notice = {"type": "text", "text": words, "marks": [{"type": "emphasis"}]}
            block = {"type": "paragraph", "attrs": {"id": block["attrs"]["id"]}, "content": [notice]}
        kept.append(block)
    return kept


def _without_person(node: Json, key: int) -> Json:
    """Mentions become plain text, quotes lose the tie to the person; names go with ``passages.without``."""
    if node.get("type") == "mention" and node["attrs"]["person"] == key:
        return {"type": "text", "text": _notice()}
    result = dict(node)
    if node.get("type") == "quote" and node["attrs"].get("person") == key:
        attrs = {name: value for name, value in node["attrs"].items() if name != "person"}
        result["attrs"] = {**attrs, "name": _notice()}
    if "content" in node:
        result["content"] = [_without_person(child, key) for child in node["content"]]
    return result


def _words(target: Target) -> list[str]:
    """What must not be read any more, longest first: a person's name and every other spelling of it on record."""
    if isinstance(target, Passage):
        return [target.words]
    if isinstance(target, Person):
        spellings = [target.name, *(line.strip() for line in target.aliases.splitlines())]
        return sorted(filter(None, set(spellings)), key=len, reverse=True)
    return []


def _scrub_fields(row: Any, target: Target) -> list[str]:
    """Head and teaser of a row; returns the names of the columns that changed."""
    if isinstance(row, Revision):
        kept, label = _scrub_kept(row.fields, target), passages.scrubbed(row.label, _words(target), _notice())[:120]
        changed = [name for name, value in (("fields", kept), ("label", label)) if value != getattr(row, name)]
        row.fields, row.label = kept, label
        return changed
    if isinstance(target, Image):
        if getattr(row, "lead_image_id", None) != target.pk:
            return []
        row.lead_image, row.lead_image_caption, row.lead_image_credit = None, "", ""
        return ["lead_image", "lead_image_caption", "lead_image_credit"]
    names = MORE_TEXTS[type(row)] if isinstance(row, ONLY_WORDS) else TEXTS + MORE_TEXTS[type(row)]
    changed = []
    for name in names:
        old = getattr(row, name)
        new = passages.scrubbed(old, _words(target), _notice())[: row._meta.get_field(name).max_length]
        if new != old:
            setattr(row, name, new)
            changed.append(name)
    return changed


def _scrub_kept(fields: Json, target: Target) -> Json:
    """The columns that a revision keeps, and the names around the story: a byline stays, as a notice."""
    if isinstance(target, Image) and fields.get("lead_image_id") == target.pk:
        return {**fields, "lead_image_id": None, "lead_image_caption": "", "lead_image_credit": ""}
    if isinstance(target, Person):
        unsigned = {"person": None, "name": _notice(), "said": _notice()}
        bylines = [unsigned if row["person"] == target.pk else row for row in fields.get("bylines", [])]
        people = [row for row in fields.get("people", []) if row["person"] != target.pk]
        lists = {"bylines": bylines, "people": people}
        fields = {**fields, **{name: rows for name, rows in lists.items() if name in fields}}
    return {name: _scrub_value(name, value, target) for name, value in fields.items()}


def _scrub_value(name: str, value: Any, target: Target) -> Any:
    if isinstance(value, list):
        return [{key: passages.scrubbed(text, _words(target), _notice()) for key, text in row.items()} for row in value]
    return passages.scrubbed(value, _words(target), _notice()) if name in (*TEXTS, "note") else value


def _scrub_facts(facts: Json, target: Target) -> Json:
    words = _words(target)
    people, bylines = facts.get("people", []), facts.get("bylines", [])
    if isinstance(target, Person):
        people = [entry for entry in people if entry["url"] != target.get_absolute_url()]
        unsigned = {"name": _notice(), "url": None}
        bylines = [unsigned if entry["url"] == target.author_url else entry for entry in bylines]
    said = {"people": people, "bylines": bylines, "corrections": facts.get("corrections", [])}
    return {**facts, **{name: passages.without(entries, words, _notice()) for name, entries in said.items()}}


def _unname(article: Article, person: Person) -> None:
    article.named.filter(person=person).delete()
    EditionPerson.objects.filter(edition__article=article, person=person).delete()
    for lines in (article.bylines, EditionByline.objects.filter(edition__article=article)):
        lines.filter(person=person).update(person=None, name=_notice())


def _remove_row(target: Target) -> None:
    if isinstance(target, Image):
        visuals.forget_picture(target)
    if isinstance(target, Clip):
        visuals.forget_clip(target)
    if isinstance(target, Person):
        visuals.forget_person(target)
