from typing import Annotated, ClassVar, Literal

from pydantic import Field

from articles.body.nodes import Attrs, Inline, Key, Node, Words, plain_inlines


class TeaserAttrs(Attrs):
    #: None until somebody says which story is meant: pasted text only has the words
    article: Key | None = None
    kicker: Annotated[Words, Field(max_length=200)] = ""
    title: Annotated[Words, Field(max_length=300)] = ""
    label: Annotated[Words, Field(max_length=80)] = ""


class Teaser(Node):
    """A way on to another story; empty words mean the target's own."""

    type: Literal["teaser"]
    attrs: TeaserAttrs
    content: list[Inline] = []
    refs: ClassVar = {"article": "story"}

    def plain(self) -> str:
        words = [self.attrs.kicker, self.attrs.title, plain_inlines(self.content), self.attrs.label]
        return "\n".join(filter(None, words))
