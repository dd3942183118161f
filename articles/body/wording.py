"""Plain words to running text of a body, and nothing that must not be in it."""

import re
import unicodedata
from typing import Any

from articles.body.nodes import FORBIDDEN, LINK

Json = dict[str, Any]
#: **strong**, *emphasis*, [words](address): what the desk may type until it has a real editor
MARKED = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<emphasis>[^*\n]+)\*|\[(?P<words>[^\]\n]+)\]\((?P<href>[^)\s]+)\)"
)


def clean(text: str) -> str:
    """NFC, line ends as ``\\n``, without control and bidi characters."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or not FORBIDDEN.match(c))


def running_text(text: str, people: dict[str, int] | None = None) -> list[Json]:
    """Text nodes with line breaks; names in ``people`` become mentions where they stand as whole words."""
    nodes: list[Json] = []
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            nodes.append({"type": "hard_break"})
        nodes += _mentions(line, people or {})
    return nodes


def marked_text(text: str, people: dict[str, int] | None = None) -> list[Json]:
    """Like ``running_text``, reading the marks the desk may type. An address we do not allow stays text."""
    nodes: list[Json] = []
    end = 0
    for found in MARKED.finditer(text):
        mark = _mark(found)
        if mark is None:
            continue
        nodes += running_text(text[end : found.start()], people)
        words = found["strong"] or found["emphasis"] or found["words"]
        nodes += [{**node, "marks": [mark]} for node in running_text(words)]
        end = found.end()
    return nodes + running_text(text[end:], people)


def written(content: list[Json]) -> str:
    """Running text as the desk types it: the way back from ``marked_text``."""
    return "".join(_written(node) for node in content)


def _mark(found: re.Match[str]) -> Json | None:
    if found["href"]:
        return {"type": "link", "attrs": {"href": found["href"]}} if LINK.fullmatch(found["href"]) else None
    return {"type": "strong"} if found["strong"] else {"type": "emphasis"}


def _written(node: Json) -> str:
    if node["type"] == "hard_break":
        return "\n"
    if node["type"] == "mention":
        return node["attrs"]["label"]
    text = node["text"]
    for mark in node.get("marks", []):
        if mark["type"] == "link":
            text = f"[{text}]({mark['attrs']['href']})"
        else:
            sign = "**" if mark["type"] == "strong" else "*"
            text = f"{sign}{text}{sign}"
    return text


def _mentions(line: str, people: dict[str, int]) -> list[Json]:
    if not line:
        return []
    names = sorted((name for name in people if name and name in line), key=len, reverse=True)
    if not names:
        return [{"type": "text", "text": line}]
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)")
    nodes: list[Json] = []
    for number, part in enumerate(pattern.split(line)):
        if number % 2:
            nodes.append({"type": "mention", "attrs": {"person": people[part], "label": part}})
        elif part:
            nodes.append({"type": "text", "text": part})
    return nodes
