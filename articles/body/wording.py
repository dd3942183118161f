"""Plain words to running text of a body, and nothing that must not be in it."""

import re
import unicodedata
from typing import Any

from articles.body.nodes import FORBIDDEN, LINK, LONGEST_HREF

Json = dict[str, Any]
#: **strong**, *emphasis*, [words](address): what the desk may type until it has a real editor. An asterisk
#: inside a word is none of these: “Kolleg*innen und Leser*innen”.
MARKED = re.compile(
    r"\*\*\*(?P<both>(?=\S)[^*\n]+?(?<=\S))\*\*\*"
    r"|(?<!\*)\*\*(?P<strong>(?=[^\s])(?:[^*\n]|(?<!\*)\*(?!\*))+?(?<=\S))\*\*(?!\*(?!\*))"
    r"|(?<![\w*])\*(?P<emphasis>(?=[^\s*])(?:[^*\n]|\*\*)+?(?<=[^\s]))\*(?![\w*])"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<href>[^)\s]+)\)"
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
    return _marked(clean(text), people, [])


def _marked(text: str, people: dict[str, int] | None, outer: list[Json]) -> list[Json]:
    nodes: list[Json] = []
    end = 0
    for found in MARKED.finditer(text):
        marks = _marks(found)
        if not marks or {one["type"] for one in marks} & {one["type"] for one in outer}:
            continue
        nodes += _with_marks(text[end : found.start()], people, outer)
        words = found["both"] or found["strong"] or found["emphasis"] or found["words"]
        nodes += _marked(words, None, [*marks, *outer])
        end = found.end()
    return nodes + _with_marks(text[end:], people, outer)


def _with_marks(text: str, people: dict[str, int] | None, marks: list[Json]) -> list[Json]:
    nodes = running_text(text, people)
    return [{**node, "marks": marks} for node in nodes] if marks else nodes


def written(content: list[Json]) -> str:
    """Running text as the desk types it: the way back from ``marked_text``."""
    return "".join(_written(node) for node in content)


def _marks(found: re.Match[str]) -> list[Json]:
    if href := found["href"]:
        allowed = LINK.fullmatch(href) and len(href) <= LONGEST_HREF
        return [{"type": "link", "attrs": {"href": href}}] if allowed else []
    if found["both"]:
        return [{"type": "strong"}, {"type": "emphasis"}]
    return [{"type": "strong" if found["strong"] else "emphasis"}]


def _written(node: Json) -> str:
    if node["type"] == "hard_break":
        return "\n"
    if node["type"] == "mention":
        return str(node["attrs"]["label"])
    text = node["text"]
    core = text.strip()
    if not core or not node.get("marks"):
        return str(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for mark in node["marks"]:
        if mark["type"] == "link":
            core = f"[{core}]({mark['attrs']['href'].replace('(', '%28').replace(')', '%29')})"
        else:
            sign = "**" if mark["type"] == "strong" else "*"
            core = f"{sign}{core}{sign}"
    return f"{before}{core}{after}"


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
