"""Taking words out of a body, wherever they stand: across marks and mentions, in captions and names."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
INLINES = {"text", "mention", "hard_break"}
#: attributes that readers see as words, and the longest their schema lets them be
SHOWN: dict[str, int] = {
    "label": 80, "name": 200, "role": 200, "alt": 1000, "credit": 200, "title": 200, "kicker": 200, "caption": 200,
    "source": 200, "provider": 80, "text": 10**9,
}  # fmt: skip


def without(node: Any, words: Sequence[str], notice: str) -> Any:
    """The same tree with ``notice`` for every one of ``words``; ids, kinds and addresses stay."""
    if isinstance(node, list):
        if node and all(isinstance(child, dict) and child.get("type") in INLINES for child in node):
            for one in words:
                node = _cut(node, one, notice)
            return node
        return [without(child, words, notice) for child in node]
    if not isinstance(node, dict):
        return node
    return {
        name: scrubbed(value, words, notice)[: max(SHOWN[name], len(value))]
        if name in SHOWN and isinstance(value, str)
        else without(value, words, notice)
        for name, value in node.items()
    }


def scrubbed(text: Any, words: Sequence[str], notice: str) -> Any:
    """``text`` with ``notice`` instead of each of ``words``; anything but text as it is."""
    if isinstance(text, str):
        for one in words:
            text = text.replace(one, notice)
    return text


def _cut(inlines: list[Json], words: str, notice: str) -> list[Json]:
    """Running text in which ``words`` may begin in one node and end in another: the first takes the notice."""
    texts = [_text(node) for node in inlines]
    whole, found = "".join(texts), 0
    while (found := whole.find(words, found)) >= 0:
        begin, end, place, kept = found, found + len(words), 0, []
        for node, text in zip(inlines, texts, strict=True):
            first, last = max(begin - place, 0), min(end - place, len(text))
            if first < last:
                instead = notice if place <= begin else ""
                node = _with_text(node, text[:first] + instead + text[last:])
            place += len(text)
            if _text(node):
                kept.append(node)
        inlines, texts = kept, [_text(node) for node in kept]
        whole, found = "".join(texts), found + len(notice)
    return inlines


def _text(node: Json) -> str:
    return "\n" if node["type"] == "hard_break" else str(node.get("text") or node.get("attrs", {}).get("label", ""))


def _with_text(node: Json, text: str) -> Json:
    """A mention that is touched is one no longer."""
    return {"type": "text", "text": text, **({"marks": node["marks"]} if "marks" in node else {})}
