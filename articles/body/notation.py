"""A body as text in the pasted story's notation, and back.

What the text does not touch stays exactly as it was: blocks are compared by how they are written, and only
what was changed is read anew. What the notation has no words for stands as ``[[table k3…: caption]]`` on a
line of its own; such a line can be moved or deleted.
"""

import re
from collections.abc import Callable
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
    before = _chunks(old, language)
    after = [chunk for chunk in re.split(r"\n[ \t]*\n+", wording.clean(text).strip()) if chunk.strip()]
    after = [chunk.strip("\n") for chunk in after]
    blocks: list[Json | paste.Block] = []
    kept_ids: set[str] = set()
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            found: list[Json | paste.Block] = list(old[i1:i2])
        else:
            found = _read_changed(after[j1:j2], list(zip(old, before, strict=True))[i1:i2], old)
        blocks += [block for block in found if _first_time(block, kept_ids)]
    return blocks


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
    return f"{attrs['kicker']} : {attrs['title']}\n{words}\n{attrs.get('label', '')}".rstrip()


WRITERS: dict[str, Callable[..., str]] = {
    "paragraph": _write_text,
    "crosshead": _write_text,
    "list": _write_list,
    "quote": _write_quote,
    "image": _write_image,
    "clip": _write_clip,
    "teaser": _write_teaser,
}


def _read_changed(chunks: list[str], replaced: list[tuple[Json, str]], all_old: list[Json]) -> list[Json | paste.Block]:
    """Changed chunks, each read by the parser, then matched with what stood there before."""
    by_id = {block["attrs"]["id"]: block for block in all_old}
    found: list[Json | paste.Block] = []
    for chunk in chunks:
        kept = KEPT_LINE.fullmatch(chunk.strip())
        if kept and kept["id"] in by_id:
            found.append(by_id[kept["id"]])
        elif kept:
            told = _("“%(line)s” names a block that this story does not have.") % {"line": chunk.strip()[:80]}
            raise BodyRefused([Problem(0, kept["id"], told)])
        else:
            found += _parse(chunk)
    pool = [(block, chunk) for block, chunk in replaced if block not in found]
    return [_same_again(block, pool) if isinstance(block, paste.Block) else block for block in found]


def _parse(chunk: str) -> list[paste.Block]:
    """One chunk as the parser reads it in the middle of a story."""
    around = "Davor steht ein Absatz.", "Danach steht noch ein Absatz."
    pasted = paste.parse(f"date 2000-01-01 Vorspann.\n\n{around[0]}\n\n{chunk}\n\n{around[1]}")
    inner = [block for block in pasted.blocks if block.text not in around]
    return inner or [paste.Block("paragraph", chunk, paste.Source(0, len(chunk), chunk))]


def _same_again(block: paste.Block, pool: list[tuple[Json, str]]) -> Json | paste.Block:
    """The first old block of its kind that this one rewords, taken from ``pool``; else the block itself."""
    kinds = TEXTS if block.kind in TEXTS else {KINDS.get(block.kind, block.kind)}
    for place, (old, chunk) in enumerate(pool):
        if old["type"] in kinds and (again := _reworded(old, chunk, block)):
            del pool[place]
            return again
    return block


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
