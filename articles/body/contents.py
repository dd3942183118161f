"""The crossheads of a long story as a table of contents, read off what was baked: older editions have one, too."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

#: fewer steps than this are seen at a glance, and a shorter story is read without a map
FEWEST, SHORTEST = 3, 700
CROSSHEAD = re.compile(r'<h2 class="crosshead" data-block="crosshead" id="(b-[\w-]+)">(.*?)</h2>', re.S)


@dataclass(frozen=True)
class Step:
    anchor: str
    words: str


def contents(pieces: list[str | dict[str, Any]], words: int | None) -> list[Step]:
    """The steps of a story worth a map, else none."""
    if (words or 0) < SHORTEST:
        return []
    baked = "".join(piece for piece in pieces if isinstance(piece, str))
    steps = [Step(anchor, html.unescape(strip_tags(inner)).strip()) for anchor, inner in CROSSHEAD.findall(baked)]
    return steps if len(steps) >= FEWEST else []
