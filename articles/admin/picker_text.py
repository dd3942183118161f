"""Text pasted into the editor, as blocks to look at. Nothing is created: what the library lacks stays text."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import canonical, notation, validate, wording
from articles.body.choices import Choices
from articles.body.paste import Attribution, Block, PastedStory, PersonFound
from articles.related import guesses

Json = dict[str, Any]
LARGEST = 200_000  # characters; a whole story has its own page


def recognise(text: str, language: str) -> Json:
    """``{"blocks": […], "told": […]}``: typed blocks with ids, and sentences on what could not be matched."""
    if len(text) > LARGEST:
        return {"blocks": [], "told": [_("That is much text. “Paste text” takes whole stories.")]}
    try:
        found = [block for block in notation.read(text, {}, language) if isinstance(block, Block)]
    except validate.BodyRefused:
        return {"blocks": [], "told": []}
    choices = guesses(PastedStory(source=text, blocks=tuple(found), people=_speakers(found))).accepted()
    made = [_made(number, block, choices) for number, block in enumerate(found)]
    visuals = [node for block, node in zip(found, made, strict=True) if block.kind in ("image", "video")]
    unmatched = sum(node["type"] == "paragraph" for node in visuals)
    told = ngettext(
        "One picture or clip was not found in the library; its line stands as text.",
        "%(count)s pictures and clips were not found in the library; their lines stand as text.",
        unmatched,
    )
    blocks = [canonical.with_ids(node) for node in made]
    return {"blocks": _cleaned(blocks), "told": [told % {"count": unmatched}] if unmatched else []}


def _cleaned(blocks: list[Json]) -> list[Json]:
    return canonical.canonical(canonical.document(blocks))["content"]


def _speakers(found: list[Block]) -> tuple[PersonFound, ...]:
    names = {block.attribution.speaker for block in found if block.attribution and block.attribution.speaker}
    return tuple(PersonFound(name=name) for name in sorted(names))


def _made(number: int, block: Block, choices: Choices) -> Json:
    if block.kind == "quote":
        return _quote(block, choices)
    if block.kind == "list":
        return notation.list_block(block.items, block.ordered)
    if block.kind == "teaser" and block.teaser:
        return _teaser(number, block, choices)
    if block.kind == "image" and choices.images.get(number):
        return {"type": "image", "attrs": {"image": choices.images[number]}}
    if block.kind == "video" and choices.clips.get(number):
        return {"type": "clip", "attrs": {"clip": choices.clips[number]}}
    kind = block.kind if block.kind == "crosshead" else "paragraph"
    text = block.text if block.kind in ("crosshead", "paragraph") else " ".join(block.source.text.split())
    return {"type": kind, **({"attrs": {"level": 2}} if kind == "crosshead" else {}), **_words(text)}


def _teaser(number: int, block: Block, choices: Choices) -> Json:
    """A part that is longer than its field may be stands with the text: no word is lost."""
    part, text, attrs = block.teaser, block.text, {}
    for name, limit in (("kicker", 200), ("title", 300), ("label", 80)):
        words = getattr(part, name) or ""
        if len(words) > limit:
            text = f"{words} {text}".strip()
        elif words:
            attrs[name] = words
    if story := choices.stories.get(number):
        attrs["article"] = story
    return {"type": "teaser", "attrs": attrs, **_words(text)}


def _quote(block: Block, choices: Choices) -> Json:
    said = block.attribution or Attribution()
    if max(len(said.speaker or ""), len(said.role or "")) > 200:  # no name is that long: it was no quote
        return {"type": "paragraph", **_words(" ".join(block.source.text.split()))}
    attrs: Json = {name: value for name, value in (("name", said.speaker), ("role", said.role)) if value}
    person = choices.people.get(said.speaker or "")
    return {"type": "quote", "attrs": attrs | ({"person": person} if person else {}), **_words(block.text)}


def _words(text: str) -> Json:
    return {"content": wording.marked_text(text)} if text else {}
