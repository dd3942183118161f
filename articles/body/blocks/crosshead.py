from typing import Literal

from articles.body.nodes import Attrs, Inline, Node, plain_inlines


class CrossheadAttrs(Attrs):
    level: Literal[2, 3] = 2


class Crosshead(Node):
    type: Literal["crosshead"]
    attrs: CrossheadAttrs
    content: list[Inline] = []

    def plain(self) -> str:
        return plain_inlines(self.content)
