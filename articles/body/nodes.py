"""What a body is made of below the blocks: text, marks, mentions; and the law every node obeys.

Strict and closed: an unknown attribute or a number written as text is refused, never guessed at.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

#: Characters that no copy needs: C0 and C1 controls but tab, lone surrogates, bidi overrides.
FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+|/(?!/)[^\s<>\"\\]*|#[\w-]+")
LONGEST_HREF = 2000


def _printable(text: str) -> str:
    if FORBIDDEN.search(text):
        raise ValueError("control_character")
    return text


def _safe_link(href: str) -> str:
    if not LINK.fullmatch(href) or FORBIDDEN.search(href):
        raise ValueError("unsafe_link")
    return href


Words = Annotated[str, AfterValidator(_printable)]
Key = Annotated[int, Field(gt=0, lt=2**63)]
BlockId = Annotated[str, Field(pattern=r"^[a-z0-9]{10}$")]


class Node(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    #: attribute → what it must point at, one of ``BodyRef.TARGETS``
    refs: ClassVar[dict[str, str]] = {}

    def plain(self) -> str:
        """The words a reader reads, blocks apart by blank lines; for counts, search and mail."""
        return ""

    def children(self) -> Iterator["Node"]:
        yield from getattr(self, "content", ())


class Attrs(Node):
    id: BlockId


class Strong(Node):
    type: Literal["strong"]


class Emphasis(Node):
    type: Literal["emphasis"]


class LinkAttrs(Node):
    href: Annotated[str, Field(max_length=LONGEST_HREF), AfterValidator(_safe_link)]


class Link(Node):
    type: Literal["link"]
    attrs: LinkAttrs


Mark = Annotated[Strong | Emphasis | Link, Field(discriminator="type")]


def _each_once(marks: list[Mark]) -> list[Mark]:
    """A link in a link is no HTML."""
    if len({mark.type for mark in marks}) < len(marks):
        raise ValueError("doubled_mark")
    return marks


class Text(Node):
    type: Literal["text"]
    text: Annotated[Words, Field(min_length=1)]
    marks: Annotated[list[Mark], AfterValidator(_each_once)] = []

    def plain(self) -> str:
        return self.text


class MentionAttrs(Node):
    person: Key
    label: Annotated[Words, Field(min_length=1, max_length=200)]


class Mention(Node):
    """A person named in running text, under the words the author chose."""

    type: Literal["mention"]
    attrs: MentionAttrs
    refs: ClassVar = {"person": "person"}

    def plain(self) -> str:
        return self.attrs.label


class HardBreak(Node):
    type: Literal["hard_break"]

    def plain(self) -> str:
        return "\n"


Inline = Annotated[Text | Mention | HardBreak, Field(discriminator="type")]


def plain_inlines(content: list[Any]) -> str:
    return "".join(node.plain() for node in content)
