from typing import Literal

from articles.body.nodes import Attrs, Inline, Node, plain_inlines


class Paragraph(Node):
    type: Literal["paragraph"]
    attrs: Attrs
    content: list[Inline] = []

    def plain(self) -> str:
        return plain_inlines(self.content)
