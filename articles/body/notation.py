"""A body as text in the pasted story's notation, and back.

What the text does not touch stays exactly as it was: blocks are compared by how they are written, and only
what was changed is read anew. What the notation has no words for stands as ``[[table k3…: caption]]`` on a
line of its own; such a line can be moved or deleted.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from articles.body import paste, render, wording
from articles.body.validate import KIND_NAMES, BodyRefused, Problem
from kit.durations import clock

Json = dict[str, Any]
CREDIT_WORD = {"de": "Quelle:", "en": "Source:", "fr": "Source :"}
KEPT_LINE = re.compile(r"\[\[[^\[\]\n]*?\b(?P<id>[a-z0-9]{10})(?::[^\n]*)?\]\]")


def write(body: Json, language: str = "de") -> str:
    """The whole body as text, blocks apart by an empty line. One query a kind of row."""
    return "\n\n".join(_chunks(body.get("content", []), language))


def read(text: str, previous: Json, language: str = "de") -> list[Json | paste.Block]:
    """Blocks in order: untouched ones as they were, changed ones with their id and row where it is clear which is
    meant, new ones as the parser saw them. Raises ``BodyRefused`` if a ``[[…]]`` line names no old block.
    """
    old = previous.get("content", [])
    before = [wording.clean(chunk) for chunk in _chunks(old, language)]
    after = [chunk for chunk in re.split(r"\n[ \t]*\n+", wording.clean(text).strip()) if chunk.strip()]
    after = [chunk.strip("\n") for chunk in after]
    slots: list[_Slot] = []
    left: list[_Left] = []
    for region, (verb, i1, i2, j1, j2) in enumerate(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if verb == "equal":
            slots += [_Slot(region, block) for block in old[i1:i2]]
        else:
            left += [_Left(region, block, chunk) for block, chunk in zip(old[i1:i2], before[i1:i2], strict=True)]
            slots += [_Slot(region, chunk) for chunk in after[j1:j2]]
    slots = _moved(slots, left, {block["attrs"]["id"]: block for block in old})
    _reword(slots, left)
    seen: set[str] = set()
    return [slot.block for slot in slots if not isinstance(slot.block, str) and _first_time(slot.block, seen)]


def list_block(items: tuple[str, ...] | list[str], ordered: bool) -> Json:
    """A flat list; ids come later."""
    return {
        "type": "list",
        "attrs": {"ordered": ordered},
        "content": [
            {"type": "list_item", "content": [{"type": "paragraph", "content": wording.marked_text(item)}]}
            for item in items or [""]
        ],
    }


def _first_time(block: Json | paste.Block, seen: set[str]) -> bool:
    """A kept line that was copied counts once: a block stands in a story once."""
    if isinstance(block, paste.Block):
        return True
    key = block.get("attrs", {}).get("id")
    if key in seen:
        return False
    if key:
        seen.add(key)
    return True


def _chunks(blocks: list[Json], language: str) -> list[str]:
    pieces = [{"hole": b["type"], "attrs": b["attrs"]} for b in blocks if b["type"] in ("image", "clip", "teaser")]
    library = render.load(pieces)
    return [_write_block(block, library, language) for block in blocks]


def _write_block(block: Json, library: render.Library, language: str) -> str:
    writer: Callable[..., str] | None = WRITERS.get(block["type"])
    text = writer(block, library, language) if writer else ""
    return re.sub(r"\n\s*\n", "\n", text).strip() or _kept_line(block)


def _kept_line(block: Json) -> str:
    attrs = block["attrs"]
    label = attrs.get("title") or attrs.get("caption") or attrs.get("url") or ""
    label = re.sub(r"[\[\]\s]+", " ", label)[:60]
    return f"[[{KIND_NAMES[block['type']]} {attrs['id']}{': ' if label else ''}{label}]]"


def _write_text(block: Json, library: render.Library, language: str) -> str:
    return wording.written(block.get("content", []))


def _write_list(block: Json, library: render.Library, language: str) -> str:
    if any(len(item["content"]) != 1 or item["content"][0]["type"] != "paragraph" for item in block["content"]):
        return ""
    ordered = block["attrs"].get("ordered", False)
    lines = [wording.written(item["content"][0].get("content", [])) for item in block["content"]]
    return "\n".join(f"{number}. {line}" if ordered else f"- {line}" for number, line in enumerate(lines, 1))


def _write_quote(block: Json, library: render.Library, language: str) -> str:
    said = ", ".join(filter(None, [block["attrs"].get("name"), block["attrs"].get("role")]))
    return f"{wording.written(block.get('content', []))} „ {said}".rstrip()


def _write_image(block: Json, library: render.Library, language: str) -> str:
    image = library.images.get(block["attrs"]["image"])
    caption = wording.written(block.get("content", [])) or (image.caption if image else "")
    credit = block["attrs"].get("credit") or (image.credit if image else "")
    return f"{caption} {CREDIT_WORD.get(language, 'Source:')} {credit}".strip()


def _write_clip(block: Json, library: render.Library, language: str) -> str:
    clip = library.clips.get(block["attrs"]["clip"])
    if clip is None:
        return ""
    teaser = wording.written(block.get("content", [])) or clip.teaser or clip.title
    day = f"{clip.recorded_on:%d.%m.%Y}" if clip.recorded_on else ""
    length = f"{clock(clip.duration_ms)} min" if clip.duration_ms is not None else ""
    return f"{teaser} {' | '.join(filter(None, [day, length]))}".strip() if length else ""


def _write_teaser(block: Json, library: render.Library, language: str) -> str:
    attrs = block["attrs"]
    if not (attrs.get("kicker") and attrs.get("title")):
        return ""
    words = wording.written(block.get("content", []))
    text = f"{attrs['kicker']} : {attrs['title']}\n{words}\n{attrs.get('label', '')}".rstrip()
    return text if [one.kind for one in _parse(text)] == ["teaser"] else ""


WRITERS: dict[str, Callable[..., str]] = {
    "paragraph": _write_text,
    "crosshead": _write_text,
    "list": _write_list,
    "quote": _write_quote,
    "image": _write_image,
    "clip": _write_clip,
    "teaser": _write_teaser,
}


@dataclass
class _Slot:
    """A place in the new text; ``block`` is its words until somebody knows what they are."""

    region: int
    block: Json | paste.Block | str


@dataclass
class _Left:
    """An old block whose words do not stand where they stood."""

    region: int
    block: Json
    chunk: str


def _moved(slots: list[_Slot], left: list[_Left], by_id: dict[str, Json]) -> list[_Slot]:
    """Kept lines and blocks that only moved are what they were; all other words go through the parser."""
    found: list[_Slot] = []
    for slot in slots:
        if not isinstance(slot.block, str):
            found.append(slot)
            continue
        words = slot.block
        kept = KEPT_LINE.fullmatch(words.strip())
        if kept and kept["id"] not in by_id:
            told = _("“%(line)s” names a block that this story does not have.") % {"line": words.strip()[:80]}
            raise BodyRefused([Problem(0, kept["id"], told)])
        same: Json | None = by_id[kept["id"]] if kept else None
        same = same or next((one.block for one in left if one.chunk == words), None)
        if same is None:
            found += [_Slot(slot.region, block) for block in _parse(words)]
        else:
            found.append(_Slot(slot.region, same))
            left[:] = [one for one in left if one.block is not same]
    return found


def _reword(slots: list[_Slot], left: list[_Left]) -> None:
    """Parsed blocks that are new words of an old one get its id and row: the most alike first, wherever they stand
    now; then, where the same place was written anew, in order.
    """
    pairs = [
        (_alike(one.chunk, slot.block.source.text), slot, one)
        for slot in slots
        for one in left
        if isinstance(slot.block, paste.Block) and one.block["type"] in _kinds(slot.block)
    ]
    likely = sorted((pair for pair in pairs if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    in_place = [pair for pair in pairs if pair[1].region == pair[2].region]
    taken: list[Json] = []
    for _score, slot, one in [*likely, *in_place]:
        if not isinstance(slot.block, paste.Block) or any(one.block is block for block in taken):
            continue
        if again := _reworded(one.block, one.chunk, slot.block):
            slot.block = again
            taken.append(one.block)


def _alike(left: str, right: str) -> float:
    """0 … 1, by the words they share."""
    first, second = Counter(left.split()), Counter(right.split())
    return 2 * (first & second).total() / ((first.total() + second.total()) or 1)


def _kinds(block: paste.Block) -> set[str]:
    return TEXTS if block.kind in TEXTS else {KINDS.get(block.kind, block.kind)}


def _parse(chunk: str) -> list[paste.Block]:
    """One chunk as the parser reads it in the middle of a story, whose neighbours must not flow into it."""
    for before, after in ((BEFORE, AFTER), ("", AFTER), (BEFORE, ""), ("", "")):
        pasted = paste.parse(f"date 2000-01-01 Vorspann.\n\n{before}\n\n{chunk}\n\n{after}")
        blocks = [*filter(None, [pasted.lead_image]), *pasted.blocks]
        inner = [block for block in blocks if block.source.text.strip() not in (BEFORE, AFTER)]
        if inner and not any(BEFORE in block.source.text or AFTER in block.source.text for block in inner):
            return inner
    return [paste.Block("paragraph", chunk, paste.Source(0, len(chunk), chunk))]


BEFORE, AFTER = "Davor steht ein Absatz.", "Danach steht noch ein Absatz."
ALIKE = 0.5
TEXTS = {"paragraph", "crosshead"}
KINDS = {"video": "clip"}  # the parser's word, and ours


def _reworded(old: Json, chunk: str, block: paste.Block) -> Json | None:
    """None where the row cannot be the same one: a clip's stamp belongs to the library, not to the text."""
    attrs = dict(old["attrs"])
    if old["type"] in TEXTS:
        nodes = [node for node in old.get("content", []) if node["type"] == "mention"]
        mentions = {node["attrs"]["label"]: node["attrs"]["person"] for node in nodes}
        return {**old, "content": wording.marked_text(block.text, mentions)}
    if block.kind in ("image", "video"):
        return _reworded_visual(old, attrs, _parse(chunk)[0], block)
    if block.kind == "list":
        return {**list_block(block.items, block.ordered), "attrs": {**attrs, "ordered": block.ordered}}
    if block.kind == "teaser" and block.teaser:
        part = block.teaser
        attrs |= {"kicker": part.kicker or "", "title": part.title or "", "label": part.label or ""}
        return {"type": "teaser", "attrs": attrs, "content": wording.running_text(block.text)}
    if block.kind == "quote" and block.attribution:
        if not block.source.text.rstrip().endswith(chunk.rpartition("„")[2].strip() or "„"):
            name = block.attribution.speaker or ""
            if name != attrs.get("name"):
                attrs.pop("person", None)
            attrs |= {"name": name[:200], "role": (block.attribution.role or "")[:200]}
        return {"type": "quote", "attrs": attrs, "content": wording.marked_text(block.text)}
    return None


def _reworded_visual(old: Json, attrs: Json, before: paste.Block, block: paste.Block) -> Json | None:
    if block.kind == "video" and block.stamp != before.stamp:
        return None
    if block.kind == "image" and block.credit != before.credit and block.credit:
        names = [block.credit.provider, block.credit.photographer]
        attrs["credit"] = " | ".join(filter(None, names))[:200]
    content = old.get("content", []) if block.text == before.text else wording.running_text(block.text)
    return {"type": old["type"], "attrs": attrs, "content": content}
