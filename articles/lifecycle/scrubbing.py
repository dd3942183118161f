"""What is left of a text, of a version and of facts when a picture, a clip, a person or some words are taken out.

Nothing here touches the database; ``erasing`` does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.body import passages
from articles.models import Article
from people.models import Person
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


@dataclass(frozen=True)
class Passage:
    """Words of one story that must not be read any more."""

    article: Article
    words: str


Target = Image | Clip | Person | Passage


def kind_of(target: Target) -> str:
    return "image" if isinstance(target, Image) else "clip" if isinstance(target, Clip) else "person"


def changer(target: Target) -> Callable[[Json], Json]:
    if isinstance(target, Passage):
        return lambda body: passages.without(body, [target.words], notice())
    if isinstance(target, Person):
        return lambda body: passages.without(_without_person(body, target.pk), words_of(target), notice())
    kind = kind_of(target)
    return lambda body: {**body, "content": _without_block(body.get("content", []), kind, target.pk)}


def notice() -> str:
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
            told = {"type": "text", "text": words, "marks": [{"type": "emphasis"}]}
            block = {"type": "paragraph", "attrs": {"id": block["attrs"]["id"]}, "content": [told]}
        kept.append(block)
    return kept


def _without_person(node: Json, key: int) -> Json:
    """Mentions become plain text, quotes lose the tie to the person; names go with ``passages.without``."""
    if node.get("type") == "mention" and node["attrs"]["person"] == key:
        return {"type": "text", "text": notice()}
    result = dict(node)
    if node.get("type") == "quote" and node["attrs"].get("person") == key:
        attrs = {name: value for name, value in node["attrs"].items() if name != "person"}
        result["attrs"] = {**attrs, "name": notice()}
    if "content" in node:
        result["content"] = [_without_person(child, key) for child in node["content"]]
    return result


def words_of(target: Target) -> list[str]:
    """What must not be read any more, longest first: a person's name and every other spelling of it on record."""
    if isinstance(target, Passage):
        return [target.words]
    if isinstance(target, Person):
        spellings = [target.name, *(line.strip() for line in target.aliases.splitlines())]
        return sorted(filter(None, set(spellings)), key=len, reverse=True)
    return []


def kept_without(fields: Json, target: Target) -> Json:
    """The columns that a revision keeps, and the names around the story: a byline stays, as a notice."""
    if isinstance(target, Image) and fields.get("lead_image_id") == target.pk:
        return {**fields, "lead_image_id": None, "lead_image_caption": "", "lead_image_credit": ""}
    if isinstance(target, Person):
        unsigned = {"person": None, "name": notice(), "said": notice()}
        bylines = [unsigned if row["person"] == target.pk else row for row in fields.get("bylines", [])]
        people = [row for row in fields.get("people", []) if row["person"] != target.pk]
        lists = {"bylines": bylines, "people": people}
        fields = {**fields, **{name: rows for name, rows in lists.items() if name in fields}}
    return {name: _value_without(name, value, target) for name, value in fields.items()}


def _value_without(name: str, value: Any, target: Target) -> Any:
    if isinstance(value, list):
        return [
            {key: passages.scrubbed(text, words_of(target), notice()) for key, text in row.items()} for row in value
        ]
    return passages.scrubbed(value, words_of(target), notice()) if name in (*TEXTS, "note") else value


def facts_without(facts: Json, target: Target) -> Json:
    words = words_of(target)
    people, bylines = facts.get("people", []), facts.get("bylines", [])
    if isinstance(target, Person):
        people = [entry for entry in people if entry["url"] != target.get_absolute_url()]
        unsigned = {"name": notice(), "url": None}
        bylines = [unsigned if entry["url"] == target.author_url else entry for entry in bylines]
    said = {"people": people, "bylines": bylines, "corrections": facts.get("corrections", [])}
    return {**facts, **{name: passages.without(entries, words, notice()) for name, entries in said.items()}}
