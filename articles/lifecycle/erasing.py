"""The one exception to “printed is printed”: a right to be forgotten, a court order.

What is erased leaves every edition, every revision and every draft, and a notice stands in its place.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from articles.body import canonical, refs, render, validate
from articles.lifecycle import visibility
from articles.lifecycle.desk import database_now, locked
from articles.lifecycle.refusal import Refused
from articles.models import Article, BodyRef, Edition, EditionByline, EditionPerson, Revision
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
)


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
    with transaction.atomic():
        stories = list(_stories_with(target))
        for story in stories:
            _erase_in(locked(story), target)
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
    if isinstance(target, Image):
        keys |= set(Article.objects.filter(lead_image=target).values_list("pk", flat=True))
        keys |= set(Edition.objects.filter(lead_image=target).values_list("article", flat=True))
    if isinstance(target, Person):
        keys |= set(EditionPerson.objects.filter(person=target).values_list("edition__article", flat=True))
        keys |= set(Article.objects.filter(people=target).values_list("pk", flat=True))
    # revisions have no references of their own: they are found by looking
    keys |= _kept_only_in_revisions(kind, target.pk)
    return Article.objects.filter(pk__in=keys).order_by("pk")


def _kept_only_in_revisions(kind: str, key: int) -> set[int]:
    needle = f'"{kind}": {key}'
    revisions = Revision.objects.values_list("article", "body").iterator(chunk_size=200)
    return {article for article, body in revisions if needle in json.dumps(body)}


def _kind(target: Target) -> str:
    return "image" if isinstance(target, Image) else "clip" if isinstance(target, Clip) else "person"


def _erase_in(article: Article, target: Target) -> None:
    change = _changer(target)
    for row in [article, *article.editions.all(), *article.revisions.all()]:
        with translation.override(getattr(row, "language", None) or article.language):
            row.body = change(row.body)
        fields = _scrub_fields(row, target)
        if isinstance(row, (Article, Edition)):
            refs.rebuild(validate.check(canonical.canonical(row.body)), row)
        if isinstance(row, Edition):
            row.pieces = render.bake(row.body, row.language)
            row.facts = _scrub_facts(row.facts, target)
            fields += ["pieces", "facts"]
        row.save(update_fields=["body", *fields])
    if isinstance(target, Person):
        _unname(article, target)
    visibility.show(article, database_now(article))


def _changer(target: Target) -> Callable[[Json], Json]:
    if isinstance(target, Passage):
        return lambda body: _without_words(body, target.words)
    if isinstance(target, Person):
        return lambda body: _without_words(_without_person(body, target.pk), target.name)
    kind = _kind(target)
    return lambda body: {**body, "content": _without_block(body.get("content", []), kind, target.pk)}


def _notice() -> str:
    return _("[removed]")


def _without_block(blocks: list[Json], kind: str, key: int) -> list[Json]:
    """Blocks that show the row become a paragraph with the same id: links to the place still lead there."""
    words = _("This picture has been removed.") if kind == "image" else _("This video has been removed.")
    kept = []
    for block in blocks:
        if block["type"] == kind and block["attrs"].get(kind) == key:
            notice = {"type": "text", "text": words, "marks": [{"type": "emphasis"}]}
            kept.append({"type": "paragraph", "attrs": {"id": block["attrs"]["id"]}, "content": [notice]})
        elif block["type"] == "gallery":
            left = [item for item in block["content"] if item["attrs"].get(kind) != key]
            kept += [{**block, "content": left}] if left else []
        else:
            kept.append(block)
    return kept


def _without_person(node: Json, key: int) -> Json:
    """Mentions become plain text, quotes lose the tie to the person; names go with ``_without_words``."""
    if node.get("type") == "mention" and node["attrs"]["person"] == key:
        return {"type": "text", "text": _notice()}
    result = dict(node)
    if node.get("type") == "quote" and node["attrs"].get("person") == key:
        attrs = {name: value for name, value in node["attrs"].items() if name != "person"}
        result["attrs"] = {**attrs, "name": _notice()}
    if "content" in node:
        result["content"] = [_without_person(child, key) for child in node["content"]]
    return result


def _without_words(node: Any, words: str) -> Any:
    """The same tree with ``words`` replaced in every text a reader sees; ids, kinds and addresses stay."""
    if isinstance(node, list):
        return [_without_words(child, words) for child in node]
    if not isinstance(node, dict):
        return node
    shown = {"text", "label", "name", "role", "alt", "credit", "title", "kicker", "caption", "source"}
    return {
        name: value.replace(words, _notice())
        if name in shown and isinstance(value, str)
        else _without_words(value, words)
        for name, value in node.items()
    }


def _scrub_fields(row: Any, target: Target) -> list[str]:
    """Head and teaser of a row; returns the names of the columns that changed."""
    if isinstance(target, Image) and getattr(row, "lead_image_id", None) == target.pk:
        row.lead_image, row.lead_image_caption, row.lead_image_credit = None, "", ""
        return ["lead_image", "lead_image_caption", "lead_image_credit"]
    words = target.words if isinstance(target, Passage) else target.name if isinstance(target, Person) else ""
    if not words:
        return []
    if not isinstance(row, (Article, Edition)):
        row.fields = {
            k: v.replace(words, _notice()) if k in TEXTS and isinstance(v, str) else v for k, v in row.fields.items()
        }
        return ["fields"]
    for name in TEXTS:
        setattr(row, name, getattr(row, name).replace(words, _notice()))
    return list(TEXTS)


def _scrub_facts(facts: Json, target: Target) -> Json:
    if isinstance(target, Passage):
        corrections = [{**c, "text": c["text"].replace(target.words, _notice())} for c in facts.get("corrections", [])]
        return {**facts, "corrections": corrections}
    if not isinstance(target, Person):
        return facts
    people = [entry for entry in facts.get("people", []) if entry["url"] != target.get_absolute_url()]
    bylines = [
        e if e["url"] != target.author_url else {"name": _notice(), "url": None} for e in facts.get("bylines", [])
    ]
    return {**facts, "people": people, "bylines": bylines}


def _unname(article: Article, person: Person) -> None:
    article.named.filter(person=person).delete()
    EditionPerson.objects.filter(edition__article=article, person=person).delete()
    for lines in (
        article.bylines,
        EditionByline.objects.filter(edition__article=article),
    ):
        lines.filter(person=person).update(person=None, name=_notice())


def _remove_row(target: Target) -> None:
    if isinstance(target, Image):
        visuals.forget_picture(target)
    if isinstance(target, Clip):
        visuals.forget_clip(target)
    if isinstance(target, Person):
        visuals.forget_person(target)
