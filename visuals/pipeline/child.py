"""What runs in the child: limits first, then the hostile bytes from standard input; answers go to standard output.

Never imported by the site itself, see ``apart``. Imports no Django: the child is there in a few hundredths of a second.

An answer is a line of JSON, for a picture followed by as many bytes as it says. The last one has ``done`` or
``refused``.
"""

import base64
import json
import sys
import warnings
from dataclasses import asdict
from typing import Any, BinaryIO

from PIL import Image

from visuals.pipeline import metadata, pictures
from visuals.pipeline.confined import limit
from visuals.pipeline.upright import NotAPicture, dotted, upright

FIRST_LOOK = 320  # pixels; enough for a contact sheet until the other copies are made


def main(job: str) -> None:
    told: dict[str, Any] = json.loads(job)
    limit(told["memory"], told["seconds"])
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    answer(sys.stdin.buffer, told, sys.stdout.buffer)


def answer(source: BinaryIO, told: dict[str, Any], out: BinaryIO) -> None:
    """What was asked of the picture, whatever process this is."""
    try:
        data = source.read(pictures.MAX_BYTES + 1)
        _look(data, told, out) if told["deed"] == "look" else _make(data, told, out)
        last: dict[str, Any] = {"done": True}
    except NotAPicture as refusal:
        last = {"refused": refusal.args[0]}
    except MemoryError:
        last = {"refused": "too_hungry"}
    _say(out, last)


def _look(data: bytes, told: dict[str, Any], out: BinaryIO) -> None:
    """Whether it is a picture to its end, how large, what it looks like, and what it says of itself."""
    form, width, height = pictures.measure(data)
    pictures.decode_once(data)
    small = upright(data, 2 * FIRST_LOOK)
    looks = dotted(small)
    small.thumbnail((FIRST_LOOK, 2 * FIRST_LOOK))
    first = next(iter(pictures.ladder(small, [small.width], pictures.FIRST)))
    reading = metadata.read(data, told["spellings"])
    said = {"values": reading.values, "found": reading.found, "suggestions": reading.suggestions}
    _say(out, {"format": form, "width": width, "height": height, "looks": looks, "said": said})
    _send(out, first)


def _make(data: bytes, told: dict[str, Any], out: BinaryIO) -> None:
    asked = told["recipe"]
    recipe = pictures.Recipe(
        focus=tuple(asked["focus"]),
        crops={ratio: tuple(box) for ratio, box in asked["crops"].items()},
        ratios=tuple(asked["ratios"]),
        graphic=asked["graphic"],
        xmp=base64.b64decode(asked["xmp"]),
    )
    for encoded in pictures.renditions(data, recipe):
        _send(out, encoded)


def _send(out: BinaryIO, encoded: pictures.Encoded) -> None:
    head = {name: value for name, value in asdict(encoded).items() if name != "data"}
    _say(out, head | {"bytes": len(encoded.data)})
    out.write(encoded.data)


def _say(out: BinaryIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line).encode() + b"\n")
    out.flush()
