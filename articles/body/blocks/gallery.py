from typing import Annotated, Literal

from pydantic import Field

from articles.body.blocks.image import Image
from articles.body.nodes import Attrs, Node, Words


class GalleryAttrs(Attrs):
    title: Annotated[Words, Field(max_length=200)] = ""


class Gallery(Node):
    type: Literal["gallery"]
    attrs: GalleryAttrs
    content: Annotated[list[Image], Field(min_length=1)]

    def plain(self) -> str:
        return "\n".join(filter(None, [self.attrs.title, *(image.plain() for image in self.content)]))
