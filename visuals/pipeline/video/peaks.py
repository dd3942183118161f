"""How loud a programme is, moment by moment, small enough to be drawn: where somebody begins to speak is seen."""

import base64
import json
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from visuals.pipeline.video.playlists import Broken

RATE = 4000  # samples a second that are looked at
EVERY_MS = 20  # half a picture
MOST = 90_000  # of a programme; a longer one gets coarser ones
BARS = 3000  # looked at in one go


def every(duration_ms: int) -> int:
    """Of how many milliseconds one peak is the loudest."""
    return EVERY_MS * max(1, -(-duration_ms // (EVERY_MS * MOST)))


def write(sound: Path, out: Path, duration_ms: int, beat: Callable[[], None]) -> None:
    """``sound``: 16 bits, one channel, ``RATE`` a second. ``out``: each peak as a byte, all of them in one word."""
    step = every(duration_ms)
    loud = bytes(_peaks(sound, RATE * step // 1000, beat))
    if len(loud) < (duration_ms - 1000) // step:
        raise Broken(f"{out.name}: {len(loud)} peaks of {step} ms")
    told = {"every_ms": step, "peaks": base64.b64encode(loud[: -(-duration_ms // step)]).decode()}
    out.write_text(json.dumps(told), encoding="ascii")


def _peaks(sound: Path, samples: int, beat: Callable[[], None]) -> Iterator[int]:
    with sound.open("rb") as file:
        for block in iter(partial(file.read, BARS * samples * 2), b""):
            beat()
            heard = array("h", block[: len(block) // 2 * 2])
            for at in range(0, len(heard), samples):
                one = heard[at : at + samples]
                yield min(255, max(max(one), -min(one)) >> 7)
