"""A paragraph that ends in a colon leads into something, and something has to follow."""

from collections.abc import Iterator
from typing import Any

from articles.body.validate import Document

#: blocks that a paragraph ending in ":" can lead into
LED_INTO = {"quote", "list", "teaser", "clip", "image", "gallery", "table", "factbox", "embed", "paragraph"}


def dangling(document: Document) -> Iterator[tuple[int, Any]]:
    """Paragraphs that lead into nothing, with their number as an editor counts."""
    blocks = document.content
    for number, block in enumerate(blocks, 1):
        if block.type != "paragraph" or not block.plain().rstrip().endswith(":"):
            continue
        following = blocks[number].type if number < len(blocks) else ""
        if following not in LED_INTO:
            yield number, block
