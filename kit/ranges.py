"""The ``Range`` header of HTTP (RFC 9110, 14): which bytes of a file are asked for."""

import re
from dataclasses import dataclass

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(ValueError):
    """The range lies outside the file: answer 416."""


@dataclass(frozen=True)
class Span:
    """Bytes ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_of(header: str, size: int) -> Span | None:
    """The one span asked for; None means the whole file: no header, one that is malformed, or several spans.

    A server may ignore a range; for several spans at once (which only an attack asks of us) this one does.
    """
    found = RANGE.fullmatch(header.replace(" ", ""))
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = int(found[2])
        if length == 0 or size == 0:
            raise Unsatisfiable
        return Span(max(size - length, 0), size - 1)
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Span(first, last)
