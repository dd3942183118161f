"""Decoding pictures in a child process: a hostile file can cost it its life, never the site's memory or time."""

import base64
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any

from visuals.pipeline.confined import child
from visuals.pipeline.pictures import Encoded, Recipe
from visuals.pipeline.upright import MAX_BYTES, NotAPicture

MEMORY = 512 * 1024 * 1024
LOOK_SECONDS = 5
MAKE_SECONDS = 90  # a task of its own, nobody waits
LINE = 4_000_000  # bytes; what a file says of itself is capped far below


@dataclass(frozen=True)
class Look:
    """A file as it came: proven to be a picture to its end."""

    format: str
    width: int
    height: int
    looks: str  # 64 bits as hex; "" if there is nothing to compare
    said: dict[str, Any]
    first: Encoded


def look(data: bytes, spellings: Mapping[str, str] | None = None, *, seconds: int = LOOK_SECONDS) -> Look:
    """Everything that has to be known of an upload before it is kept. Raises ``NotAPicture``."""
    if len(data) > MAX_BYTES:
        raise NotAPicture("too_large")
    answers = _answers({"deed": "look", "spellings": dict(spellings or {})}, data, seconds)
    head, _nothing = next(answers)
    first = [_encoded(line, payload) for line, payload in answers]
    return Look(first=first[0], **head)


def renditions(data: bytes, recipe: Recipe) -> Iterator[Encoded]:
    """As ``pictures.renditions``, one after the other as the child makes them. Raises ``NotAPicture``."""
    asked = asdict(recipe) | {"xmp": base64.b64encode(recipe.xmp).decode()}
    for line, payload in _answers({"deed": "make", "recipe": asked}, data, MAKE_SECONDS):
        yield _encoded(line, payload)


def _encoded(line: dict[str, Any], payload: bytes) -> Encoded:
    return Encoded(line["format"], line["width"], line["height"], payload, line["ratio"])


def _answers(job: dict[str, Any], data: bytes, seconds: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What the child says, line by line; ends well only when it said that it is done."""
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        yield from _told(job, source, seconds)


def _told(job: dict[str, Any], source: IO[bytes], seconds: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    with child("visuals.pipeline.child", job, source, memory=MEMORY, seconds=seconds) as (out, clock):
        while line := out.readline(LINE):
            answer = _parsed(line)
            if "done" in answer:
                return
            if "refused" in answer:
                raise NotAPicture(answer["refused"])
            payload = out.read(answer.pop("bytes", 0))
            yield answer, payload
        raise NotAPicture("too_slow" if clock.is_set() else "unreadable")


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(line)
    except ValueError as broken:
        raise NotAPicture("unreadable") from broken
    return answer
