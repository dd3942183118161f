"""A story as its rules read it: every stretch of words by itself, and the facts around them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from articles.body import validate
from articles.lint.register import Register

#: attributes of blocks in which readers read words
SPOKEN = {
    "factbox": ("title",),
    "gallery": ("title",),
    "teaser": ("kicker", "title"),
    "table": ("caption",),
    "quote": ("name", "role"),
}
#: a paragraph of more characters is no copy, and no colleague would read it
LONGEST = 20_000
#: fields of the form that readers read, in their order there
HEADS = ("kicker", "headline", "lead", "lead_image_caption", "teaser_kicker", "teaser_headline", "teaser_text")


@dataclass(frozen=True)
class Passage:
    """Words that stand in one piece: running text of a node, one of its attributes, or a field of the form."""

    text: str
    kind: str  # of the top-level block, or "head"
    part: str = "text"  # "text", an attribute, or the field's name
    block: str = ""  # id of the top-level block
    node: str = ""  # id of the node that holds the words
    #: who is mentioned, and where: (start, end, person)
    mentions: tuple[tuple[int, int, int], ...] = ()

    @property
    def is_running(self) -> bool:
        """Sentences, not a name or a title."""
        return self.part in ("text", "lead", "teaser_text", "lead_image_caption")


@dataclass(frozen=True)
class Held:
    """A role somebody holds or held."""

    title: str
    begin: date | None = None
    end: date | None = None

    def on(self, day: date) -> bool:
        return (self.begin is None or self.begin <= day) and (self.end is None or self.end >= day)


@dataclass(frozen=True)
class Picture:
    name: str
    credit: str = ""
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class Facts:
    """What the library and the register know of what stands in the story."""

    register: Register = field(default_factory=Register)
    roles: Mapping[int, Sequence[Held]] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    present: frozenset[int] = frozenset()  # persons the story names, quotes or mentions


@dataclass(frozen=True)
class Copy:
    """One state of a story, saved or not."""

    document: validate.Document
    heads: Mapping[str, str]
    day: date  # the story's
    language: str
    facts: Facts = field(default_factory=Facts)
    lead_image: int | None = None
    lead_image_credit: str = ""
    passages: tuple[Passage, ...] = ()


def passages_of(document: validate.Document, heads: Mapping[str, str]) -> tuple[Passage, ...]:
    """Heads first, then the body from top to bottom."""
    fields = [Passage(heads[name], "head", name) for name in HEADS if heads.get(name)]
    found = (*fields, *(one for block in document.content for one in _passages(block)))
    return tuple(one for one in found if len(one.text) <= LONGEST)


def _passages(block: Any) -> Iterator[Passage]:
    for node in validate.walk(block):
        key = getattr(getattr(node, "attrs", None), "id", "")
        kind = getattr(node, "type", "")
        for name in SPOKEN.get(kind, ()):
            if words := getattr(node.attrs, name):
                yield Passage(words, block.type, name, block.attrs.id, key)
        content = list(node.children())
        if content and content[0].type in ("text", "mention", "hard_break"):
            text, mentions = _running(content)
            yield Passage(text, block.type, "text", block.attrs.id, key, mentions)


def _running(content: Sequence[Any]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    text, mentions = "", []
    for child in content:
        words = child.plain()
        if child.type == "mention":
            mentions.append((len(text), len(text) + len(words), child.attrs.person))
        text += words
    return text, tuple(mentions)
