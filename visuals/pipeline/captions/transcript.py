"""Cues as a text one can read: joined until a sentence ends or somebody else speaks, cut to a clip."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

SENTENCE = re.compile(r"[.!?…][\"'”“»«’)]*$")
#: A row ends at a sentence's end once it is this long, and in any case when it is twice that.
ROW_MS, PASSAGE_MS = 6_000, 30_000
PAUSE_MS = 3_000  # after such a silence something new begins


class Timed(Protocol):
    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def speaker(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """What was said from ``start_ms`` on. ``speaker`` only where another one begins."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


def transcript(cues: Iterable[Timed], first_ms: int | None = None, last_ms: int | None = None) -> list[Row]:
    """Rows on the clip's own clock, which begins at ``first_ms``; a cue cut by an end stays, a time never leaves it."""
    begin = first_ms or 0
    rows, before = [], ""
    for row in _joined(cues, ROW_MS, apart=True):
        start, end = max(row.start_ms - begin, 0), (row.end_ms if last_ms is None else min(row.end_ms, last_ms)) - begin
        rows.append(Row(start, end, row.text, row.speaker if row.speaker != before else ""))
        before = row.speaker
    return rows


def passages(cues: Iterable[Timed]) -> Iterator[Row]:
    """About half a minute each, on the programme's clock: what the search is asked for and answers with."""
    return _joined(cues, PASSAGE_MS, apart=False)


def _joined(cues: Iterable[Timed], length_ms: int, *, apart: bool) -> Iterator[Row]:
    """``apart``: whoever else speaks begins a row."""
    held: list[Timed] = []
    for cue in cues:
        if held and _ends(held, cue, length_ms, apart):
            yield _row(held)
            held = []
        held.append(cue)
    if held:
        yield _row(held)


def _ends(held: Sequence[Timed], cue: Timed, length_ms: int, apart: bool) -> bool:
    if apart and (cue.speaker != held[-1].speaker or cue.start_ms - held[-1].end_ms > PAUSE_MS):
        return True
    so_far = cue.start_ms - held[0].start_ms
    return so_far >= 2 * length_ms or (so_far >= length_ms and bool(SENTENCE.search(held[-1].text)))


def _row(held: Sequence[Timed]) -> Row:
    text = " ".join(" ".join(cue.text.split()) for cue in held)
    return Row(held[0].start_ms, max(cue.end_ms for cue in held), text, held[0].speaker)
