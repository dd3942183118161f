"""Decoding in a child process: a hostile file can cost it its life, never the site's memory or time.

Works from any thread and under any server: the child is a fresh interpreter, not a fork of this one.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from visuals.pipeline.pictures import Encoded, Recipe
from visuals.pipeline.upright import MAX_BYTES, NotAPicture

MEMORY = 512 * 1024 * 1024
LOOK_SECONDS = 5
MAKE_SECONDS = 90  # a task of its own, nobody waits
LINE = 4_000_000  # bytes; what a file says of itself is capped far below
ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.insert(0, sys.argv[1]); from visuals.pipeline.child import main; main(sys.argv[2])"
#: One arena: each further one reserves address space, which is what the limit counts.
QUIET = {"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
#: All that it inherits: no secret of ours is there to be read.
NEEDED = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}


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
    told = json.dumps(job | {"memory": MEMORY, "seconds": seconds})
    with _child(told, data, seconds) as (out, clock):
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


@contextmanager
def _child(told: str, data: bytes, seconds: int) -> Iterator[tuple[IO[bytes], threading.Event]]:
    """A child that reads ``data``; dead when the block is left, or after ``seconds`` (the event says which)."""
    rang = threading.Event()
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        command = [sys.executable, "-I", "-X", "utf8", "-c", START, str(ROOT), told]
        child = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own words
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=NEEDED | QUIET
        )
    clock = threading.Timer(seconds, _ring, [child, rang])
    clock.start()
    try:
        with child.stdout as out:  # type: ignore[union-attr] # it is a pipe, as asked for
            yield out, rang
    finally:
        clock.cancel()
        child.kill()
        child.wait()


def _ring(child: "subprocess.Popen[bytes]", rang: threading.Event) -> None:
    rang.set()
    child.kill()
