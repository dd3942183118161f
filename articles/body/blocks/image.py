from typing import Annotated, ClassVar, Literal

from pydantic import Field

from articles.body.nodes import Attrs, Inline, Key, Node, Words, plain_inlines


class ImageAttrs(Attrs):
    image: Key
    #: empty means: as in the library
    alt: Annotated[Words, Field(max_length=1000)] = ""
    credit: Annotated[Words, Field(max_length=200)] = ""


class Image(Node):
    """A picture of the library; its content is the caption at this place."""

    type: Literal["image"]
    attrs: ImageAttrs
    content: list[Inline] = []
    refs: ClassVar = {"image": "image"}

    def plain(self) -> str:
        return plain_inlines(self.content)
