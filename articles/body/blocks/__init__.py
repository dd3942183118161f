"""The kinds of blocks, a room each: schema here, template ``articles/blocks/<kind>.html``, one name for both."""

from typing import Annotated

from pydantic import Field

from articles.body.blocks.clip import Clip
from articles.body.blocks.crosshead import Crosshead
from articles.body.blocks.divider import Divider
from articles.body.blocks.embed import Embed
from articles.body.blocks.factbox import Factbox
from articles.body.blocks.gallery import Gallery
from articles.body.blocks.image import Image
from articles.body.blocks.list import List
from articles.body.blocks.paragraph import Paragraph
from articles.body.blocks.quote import Quote
from articles.body.blocks.table import Table
from articles.body.blocks.teaser import Teaser

Block = Annotated[
    Paragraph | Crosshead | List | Quote | Image | Gallery | Clip | Teaser | Factbox | Table | Embed | Divider,
    Field(discriminator="type"),
]

KINDS = (
    "paragraph",
    "crosshead",
    "list",
    "quote",
    "image",
    "gallery",
    "clip",
    "teaser",
    "factbox",
    "table",
    "embed",
    "divider",
)

__all__ = ["KINDS", "Block"]
