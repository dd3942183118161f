"""Measuring files in the child: an original as it came, and what we made of it."""

import base64
import json
from pathlib import Path
from typing import IO, Any

from visuals.pipeline.confined import child

MEMORY = 1536 * 1024**2
SECONDS = 60
LINE, LARGE = 100_000, 16_000_000  # bytes of an answer
LONGEST = 1920  # pixels of a still


class Refused(ValueError):
    """``args[0]``: why, as a code; the sentences are the desk's."""


def probe(original: Path) -> dict[str, Any]:
    """Everything that has to be known before it is encoded. Raises ``Refused``."""
    with original.open("rb") as file:
        return _answer({"deed": "probe"}, file)


def check(file: IO[bytes], *, first_seconds: float | None = None) -> dict[str, Any]:
    """What a file of ours shows first and last; with ``first_seconds`` only its two ends are decoded."""
    return _answer({"deed": "check", "first_seconds": first_seconds}, file)


def still(film: Path, *, stream: int, at_ms: int, of_a_segment: bool = False) -> bytes:
    """The picture that is seen at ``at_ms``, as a JPEG. Raises ``Refused``."""
    job = {"deed": "still", "video": stream, "at_ms": at_ms, "longest": LONGEST, "of_a_segment": of_a_segment}
    with film.open("rb") as file:
        return base64.b64decode(_answer(job, file, line=LARGE)["jpeg"])


def _answer(job: dict[str, Any], source: IO[bytes], line: int = LINE) -> dict[str, Any]:
    with child("visuals.pipeline.video.looking", job, source, memory=MEMORY, seconds=SECONDS) as (out, clock):
        told = out.readline(line)
    try:
        answer: dict[str, Any] = json.loads(told)
    except ValueError as silent:
        raise Refused("too_slow" if clock.is_set() else "not_a_video") from silent
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer
