from typing import Annotated, Literal

from pydantic import Field

from articles.body.blocks.list import List
from articles.body.blocks.paragraph import Paragraph
from articles.body.nodes import Attrs, Node, Words


class FactboxAttrs(Attrs):
    title: Annotated[Words, Field(max_length=200)] = ""


class Factbox(Node):
    type: Literal["factbox"]
    attrs: FactboxAttrs
    content: Annotated[list[Annotated[Paragraph | List, Field(discriminator="type")]], Field(min_length=1)]

    def plain(self) -> str:
        return "\n".join(filter(None, [self.attrs.title, *(child.plain() for child in self.content)]))
