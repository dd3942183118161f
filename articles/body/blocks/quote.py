from typing import Annotated, ClassVar, Literal

from pydantic import Field

from articles.body.nodes import Attrs, Inline, Key, Node, Words, plain_inlines


class QuoteAttrs(Attrs):
    person: Key | None = None
    name: Annotated[Words, Field(max_length=200)] = ""
    role: Annotated[Words, Field(max_length=200)] = ""
    #: a pull quote says again what the copy says, and a medium may drop it; a set-out quote never
    repeats_body: bool = False


class Quote(Node):
    """Someone's words, with the role they held when they said them."""

    type: Literal["quote"]
    attrs: QuoteAttrs
    content: list[Inline] = []
    refs: ClassVar = {"person": "person"}

    def plain(self) -> str:
        speaker = ", ".join(part for part in (self.attrs.name, self.attrs.role) if part)
        words = plain_inlines(self.content)
        return f"{words}\n{speaker}" if speaker else words
