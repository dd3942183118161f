"""A fix carried out on a body or on a field of the form, where nobody has the story open in the editor."""

from collections.abc import Iterable
from typing import Any

from articles.lint.finding import Change, Finding, Fix

Json = dict[str, Any]


class Moved(Exception):
    """The words are not where the finding saw them."""


def mended_words(text: str, changes: Iterable[Change]) -> str:
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def mended(body: Json, finding: Finding, fix: Fix) -> Json:
    """The body with the finding's passage mended. ``Moved`` if a change would cut a mention in two."""
    done = []

    def walk(node: Json) -> Json:
        if node.get("attrs", {}).get("id") == finding.passage.node:
            done.append(node)
            return _mended_node(node, finding.passage.part, fix.changes)
        return {**node, "content": [walk(child) for child in node["content"]]} if "content" in node else node

    result = walk(body)
    if not done:
        raise Moved
    return result


def _mended_node(node: Json, part: str, changes: Iterable[Change]) -> Json:
    if part != "text":
        return {**node, "attrs": {**node["attrs"], part: mended_words(node["attrs"].get(part, ""), changes)}}
    content = node.get("content", [])
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        content = _changed(content, change)
    return {**node, "content": content}


def _changed(content: list[Json], change: Change) -> list[Json]:
    """Running text with one change. What replaces several pieces stands in the first, in its type."""
    result, place, written = [], 0, False
    for child in content:
        text = _text(child)
        begin, end = place, place + len(text)
        place = end
        first, last = max(change.start, begin) - begin, min(change.end, end) - begin
        here = first <= last and begin <= change.start <= end if change.start == change.end else first < last
        if not here or (written and change.start == change.end):
            result.append(child)
            continue
        new = text[:first] + ("" if written else change.text) + text[last:]
        written = True
        if new:
            result.append(_with_text(child, new, text))
    if not written:
        raise Moved
    return result


def _text(child: Json) -> str:
    return "\n" if child["type"] == "hard_break" else str(child.get("text") or child.get("attrs", {}).get("label", ""))


def _with_text(child: Json, new: str, old: str) -> Json:
    if new == old:
        return child
    if child["type"] == "hard_break":
        raise Moved
    if child["type"] == "mention":
        return {**child, "attrs": {**child["attrs"], "label": new}}
    return {**child, "text": new}
