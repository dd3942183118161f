"""What lies between two states of a story, row by row, in an editor's words."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.states import State
from articles.body import diff, render
from articles.body.validate import KIND_NAMES
from articles.lifecycle import naming, states
from articles.lifecycle.authorship import Author
from articles.models import Article, Section
from visuals.models import Image

Row = dict[str, Any]
#: heads are there even where they are the same, for one reads a story from its headline on
HEADS = ("kicker", "headline", "lead")
#: what else can change in a block
ATTRIBUTES: dict[str, str | Promise] = {
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
    "header": gettext_lazy("with or without a row of headings"),
    "url": gettext_lazy("another address"),
    "repeats_body": gettext_lazy("repeats the copy, or not"),
}
#: words of a block that do not stand in its text
BESIDE = {"credit": gettext_lazy("Credit"), "alt": gettext_lazy("Alternative text")}


def between(old: State, new: State, authors: dict[str, Author]) -> list[Row]:
    """Heads, then the blocks in reading order, then what is filed about the story where it differs."""
    changes = diff.compare(old.body, new.body)
    library = _library(old.body, new.body)
    places = [_places(state.body) for state in (old, new)]
    blocks = [_block(change, library, places, authors) for change in changes]
    return [*_heads(old, new, authors), *blocks, *_filed(old, new, authors)]


def gone(old: State, new: State) -> list[str]:
    """Ids of the blocks that only the older state has."""
    there = set(_places(new.body))
    return [key for key in _places(old.body) if key not in there]


def is_quiet(row: Row) -> bool:
    return row["verb"] == "same" and not row["moved"]


def _places(body: dict[str, Any]) -> dict[str, int]:
    return {block["attrs"]["id"]: number for number, block in enumerate(body.get("content", []), 1)}


def _library(*bodies: dict[str, Any]) -> render.Library:
    """Clips, pictures and stories that these blocks show. One query a kind."""
    blocks = [block for body in bodies for block in body.get("content", [])]
    return render.load([{"hole": b["type"], "attrs": b["attrs"]} for b in blocks if b["type"] in render.HOLES])


def _heads(old: State, new: State, authors: dict[str, Author]) -> Iterator[Row]:
    for name in HEADS:
        before, after = str(old.fields.get(name) or ""), str(new.fields.get(name) or "")
        if before or after:
            yield _field(name, before, after, authors)


def _filed(old: State, new: State, authors: dict[str, Author]) -> Iterator[Row]:
    """Only what both states keep: an edition knows nothing of the note, an old version nothing of the tags."""
    both = [name for name in old.fields if name in new.fields and name not in HEADS]
    order = [column.attname for column in states.COLUMNS] + list(states.LISTS)
    for name in sorted(both, key=lambda name: order.index(name) if name in order else len(order)):
        if old.fields[name] == new.fields[name]:
            continue
        before, after = (_said(name, state.fields[name]) for state in (old, new))
        if before != after:
            yield _field(name, before, after, authors)


def _said(name: str, value: Any) -> str:
    """The value as the form shows it: names instead of keys."""
    if name in states.LISTS:
        return ", ".join(", ".join(filter(None, [row["said"], row.get("role", "")])) for row in value)
    if not value:
        return ""
    models = {"section_id": Section, "lead_image_id": Image, "translation_of_id": Article}
    if name in models:
        row = models[name]._default_manager.filter(pk=value).first()
        return str(row) if row else _("number %(key)s, which is gone") % {"key": value}
    field = next((field for field in states.COLUMNS if field.attname == name), None)
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))


def _field(name: str, before: str, after: str, authors: dict[str, Author]) -> Row:
    verb = "same" if before == after else "changed"
    plain = name in {column.attname for column in states.PRINTED_COLUMNS if not column.is_relation}
    row = _row(verb, name, naming.spoken(name), diff.words(before, after), authors.get(f"@{name}"))
    return row | {"anchor": name, "field": name if plain else "", "is_head": name in HEADS}


def _block(
    change: diff.Change, library: render.Library, places: list[dict[str, int]], authors: dict[str, Author]
) -> Row:
    old_place, new_place = (place.get(change.block, 0) for place in places)
    row = _row(
        change.verb, change.kind, KIND_NAMES.get(change.kind, change.kind), change.words, authors.get(change.block)
    )
    return row | {
        "anchor": change.block,
        "block": change.block,
        "moved": change.moved,
        "number": new_place or old_place,
        "old_number": old_place,
        "new_number": new_place,
        "notes": tuple(
            dict.fromkeys(str(ATTRIBUTES.get(name, name)) for name in change.attributes if name not in BESIDE)
        ),
        "beside": list(_beside(change)),
        "shown": {side: _shown(node, library) for side, node in (("old", change.old), ("new", change.new))},
    }


def _beside(change: diff.Change) -> Iterator[dict[str, Any]]:
    """Credit and alternative text, word by word."""
    for name, label in BESIDE.items():
        before, after = (str((node or {}).get("attrs", {}).get(name) or "") for node in (change.old, change.new))
        if before != after and change.old and change.new:
            yield {"label": label, "runs": diff.words(before, after)}


def _shown(node: dict[str, Any] | None, library: render.Library) -> dict[str, Any]:
    """The picture, clip or story that a block shows: it is drawn, or named where it has no words of its own."""
    attrs = (node or {}).get("attrs", {})
    image, clip = library.images.get(attrs.get("image")), library.clips.get(attrs.get("clip"))
    story = library.stories.get(attrs.get("article"))
    return {"image": image, "name": str(image or clip or story or "")}


def _row(verb: str, kind: str, label: Any, runs: tuple[diff.Words, ...], author: Author | None) -> Row:
    return {
        "verb": verb,
        "kind": kind,
        "label": label,
        "block": "",
        "field": "",
        "is_head": False,
        "moved": False,
        "notes": (),
        "beside": [],
        "author": author,
        "old": [run for run in runs if run.verb != "added"],
        "new": [run for run in runs if run.verb != "removed"],
        "added": sum(len(run.text.split()) for run in runs if run.verb == "added"),
        "removed": sum(len(run.text.split()) for run in runs if run.verb == "removed"),
    }
