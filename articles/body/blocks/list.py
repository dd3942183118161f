from typing import Annotated, Literal

from pydantic import Field

from articles.body.blocks.paragraph import Paragraph
from articles.body.nodes import Attrs, Node


class ListAttrs(Attrs):
    ordered: bool = False


class ListItem(Node):
    type: Literal["list_item"]
    attrs: Attrs
    content: Annotated[list["Annotated[Paragraph | List, Field(discriminator='type')]"], Field(min_length=1)]

    def plain(self) -> str:
        return "\n".join(child.plain() for child in self.content)


class List(Node):
    type: Literal["list"]
    attrs: ListAttrs
    content: Annotated[list[ListItem], Field(min_length=1)]

    def plain(self) -> str:
        marks = (f"{n}. " if self.attrs.ordered else "– " for n in range(1, len(self.content) + 1))
        return "\n".join(mark + item.plain() for mark, item in zip(marks, self.content, strict=True))


ListItem.model_rebuild()
