from typing import ClassVar, Literal

from articles.body.nodes import Attrs, Inline, Key, Node, plain_inlines


class ClipAttrs(Attrs):
    clip: Key


class Clip(Node):
    """A clip of the library; its content is the teaser at this place (empty: the library's)."""

    type: Literal["clip"]
    attrs: ClipAttrs
    content: list[Inline] = []
    refs: ClassVar = {"clip": "clip"}

    def plain(self) -> str:
        return plain_inlines(self.content)
