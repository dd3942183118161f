"""The demo's stories are kept as text that is pleasant to read and to compare; here it becomes typed blocks.

Blocks stand apart by empty lines: ``## crosshead``, ``> quote`` with ``-- person, role`` below it, ``- item``,
``1. item``, ``:clip key | teaser here``, ``:image key | caption here``, ``:teaser slug | kicker | title | label`` with
its text below it, ``:factbox title``, ``:table caption | source``; all else is a paragraph. Inside: ``**strong**``,
``*emphasis*``, ``[words](url)``, ``[[person|words]]``. ``{wd:-1}`` and ``{year:-40}`` count from the day of loading.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Sonnabend", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
INLINE = re.compile(
    r"\[\[(?P<person>[\w-]+)\|(?P<label>[^\]]+)\]\]|\*\*(?P<strong>[^*]+)\*\*|\*(?P<emphasis>[^*]+)\*"
    r"|\[(?P<words>[^\]]+)\]\((?P<href>[^)]+)\)"
)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Rows:
    """The keys of the rows that a body points at, by the short names the text uses."""

    people: Mapping[str, int]
    names: Mapping[str, str]
    images: Mapping[str, int]
    clips: Mapping[str, int]
    stories: Mapping[str, int]


def dated(text: str, day: date, language: str) -> str:
    """``{wd:-1}`` as the weekday before ``day``, ``{year:-40}`` as the year forty years ago."""
    text = re.sub(
        r"\{wd:(-?\d+)\}",
        lambda found: WEEKDAYS[language][(day + timedelta(days=int(found[1]))).weekday()],
        text,
    )
    return re.sub(r"\{year:(-?\d+)\}", lambda found: str(day.year + int(found[1])), text)


class Body:
    """Reads one story's text. Ids are made from the story's address and the block's place: the same in every load."""

    def __init__(self, slug: str, rows: Rows):
        self._slug, self._rows, self._count = slug, rows, 0

    def read(self, text: str) -> list[Json]:
        return [self._block(chunk) for chunk in re.split(r"\n\s*\n", text.strip()) if chunk.strip()]

    def _id(self) -> str:
        self._count += 1
        number = int.from_bytes(hashlib.sha256(f"{self._slug}/{self._count}".encode()).digest()[:8], "big")
        return "".join(DIGITS[number // 36**place % 36] for place in range(10))

    def _block(self, chunk: str) -> Json:
        first, _, rest = chunk.partition("\n")
        if command := re.fullmatch(r":(\w+)\s*(.*)", first):
            makers: dict[str, Callable[[list[str], str], Json]] = {
                "clip": self._clip,
                "image": self._image,
                "teaser": self._teaser,
                "factbox": self._factbox,
                "table": self._table,
            }
            return makers[command[1]]([part.strip() for part in command[2].split("|")], rest)
        if first.startswith("## "):
            return self._node("crosshead", {"level": 2}, self._inlines(first[3:]))
        if first.startswith("> "):
            return self._quote(first[2:], rest.removeprefix("-- "))
        if first.startswith(("- ", "1. ")):
            return self._list(chunk)
        return self._paragraph(chunk)

    def _node(self, kind: str, attrs: Json, content: list[Json]) -> Json:
        return {"type": kind, "attrs": {"id": self._id(), **attrs}, "content": content}

    def _paragraph(self, text: str) -> Json:
        return self._node("paragraph", {}, self._inlines(text))

    def _quote(self, text: str, attribution: str) -> Json:
        key, _, role = (part.strip() for part in attribution.partition(","))
        attrs: Json = {"name": self._rows.names.get(key, key), "role": role}
        if key in self._rows.people:
            attrs["person"] = self._rows.people[key]
        return self._node("quote", attrs, self._inlines(text))

    def _list(self, text: str) -> Json:
        items = [re.sub(r"^(-|\d+\.)\s+", "", line) for line in text.splitlines()]
        content = [self._node("list_item", {}, [self._paragraph(item)]) for item in items]
        return self._node("list", {"ordered": text[0].isdigit()}, content)

    def _clip(self, words: list[str], rest: str) -> Json:
        return self._node("clip", {"clip": self._rows.clips[words[0]]}, self._inlines("|".join(words[1:])))

    def _image(self, words: list[str], rest: str) -> Json:
        return self._node("image", {"image": self._rows.images[words[0]]}, self._inlines("|".join(words[1:])))

    def _teaser(self, words: list[str], rest: str) -> Json:
        slug, kicker, title, label = words
        attrs = {"article": self._rows.stories[slug], "kicker": kicker, "title": title, "label": label}
        return self._node("teaser", attrs, self._inlines(rest))

    def _factbox(self, words: list[str], rest: str) -> Json:
        return self._node("factbox", {"title": words[0]}, [self._list(rest)])

    def _table(self, words: list[str], rest: str) -> Json:
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in rest.splitlines()]
        attrs = {"caption": words[0], "source": words[1], "header": True}
        return self._node("table", attrs, [self._node("table_row", {}, list(self._cells(row))) for row in rows])

    def _cells(self, row: list[str]) -> Iterator[Json]:
        for number, cell in enumerate(row):
            yield self._node("table_cell", {"align": "end" if number else "start"}, [self._paragraph(cell)])

    def _inlines(self, text: str) -> list[Json]:
        nodes, end = [], 0
        for found in INLINE.finditer(text):
            nodes += [_text(text[end : found.start()]), self._marked(found)]
            end = found.end()
        return [node for node in [*nodes, _text(text[end:])] if node.get("text") != ""]

    def _marked(self, found: re.Match[str]) -> Json:
        if found["person"]:
            return {
                "type": "mention",
                "attrs": {"person": self._rows.people[found["person"]], "label": found["label"]},
            }
        if found["href"]:
            return _text(found["words"], {"type": "link", "attrs": {"href": found["href"]}})
        kind = "strong" if found["strong"] else "emphasis"
        return _text(found[kind], {"type": kind})


def _text(text: str, *marks: Json) -> Json:
    words = " ".join(text.split("\n"))
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}
