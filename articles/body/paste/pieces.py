"""A stretch of the cleaned source. Cutting one keeps track of where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# A line longer than any element is cut between words, so that no step ever sees a whole book.
_LINE = re.compile(r"[^\n]{1,4000}(?=\s|$)|[^\n]{1,4000}")


@dataclass(frozen=True)
class Piece:
    """``after_gap``: a blank line stood before it, so its author meant something new to begin."""

    source: str
    start: int
    end: int
    after_gap: bool = True

    @property
    def raw(self) -> str:
        """As long as the stretch itself, so that a match's positions can be used for ``cut``."""
        return self.source[self.start : self.end].replace("\n", " ")

    @property
    def text(self) -> str:
        return " ".join(self.source[self.start : self.end].split())

    def cut(self, start: int, end: int | None = None) -> Piece:
        """The part between two positions of ``raw``, without the white space at its edges."""
        stop = len(self.raw) if end is None else end
        part = self.raw[start:stop]
        left, right = len(part) - len(part.lstrip()), len(part) - len(part.rstrip())
        begin = self.start + start + left
        gap = self.after_gap and start + left == 0
        return Piece(self.source, begin, max(begin, self.start + stop - right), gap)

    def until(self, other: Piece) -> Piece:
        return replace(self, end=other.end)


def lines(source: str) -> list[Piece]:
    """Every line that holds something."""
    found: list[Piece] = []
    for match in _LINE.finditer(source):
        gap = not found or source.count("\n", found[-1].end, match.start()) > 1
        found.append(Piece(source, match.start(), match.end(), gap))
    return [piece for piece in found if piece.text]
