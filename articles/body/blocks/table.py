from typing import Annotated, Literal

from pydantic import Field

from articles.body.blocks.paragraph import Paragraph
from articles.body.nodes import Attrs, Node, Words


class CellAttrs(Attrs):
    align: Literal["start", "end"] = "start"


class TableCell(Node):
    type: Literal["table_cell"]
    attrs: CellAttrs
    content: Annotated[list[Paragraph], Field(min_length=1, max_length=1)]

    def plain(self) -> str:
        return self.content[0].plain()


class TableRow(Node):
    type: Literal["table_row"]
    attrs: Attrs
    content: Annotated[list[TableCell], Field(min_length=1, max_length=12)]

    def plain(self) -> str:
        return "\t".join(cell.plain() for cell in self.content)


class TableAttrs(Attrs):
    caption: Annotated[Words, Field(max_length=200)] = ""
    source: Annotated[Words, Field(max_length=200)] = ""
    header: bool = True


class Table(Node):
    type: Literal["table"]
    attrs: TableAttrs
    content: Annotated[list[TableRow], Field(min_length=1, max_length=200)]

    def plain(self) -> str:
        rows = [row.plain() for row in self.content]
        return "\n".join(filter(None, [self.attrs.caption, *rows, self.attrs.source]))
