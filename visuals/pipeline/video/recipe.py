"""What readers get of a programme: which sizes, at which rate. A change here is a new recipe, and a new version."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

NAME = "h264-3-v1"
#: short side → kilobits a second at most, for pictures
RATES = {720: 3000, 480: 1400, 360: 800}
LEAST_RATE = 500
SOUND = 128
SMOOTH = 30  # frames a second; twice as many cost twice as much, and a newsroom does not show sport
GROUP = 2  # seconds from one key frame to the next
SEGMENT = 4  # seconds
#: Up to this length all qualities are made in one pass, which decodes once. Of a longer programme the MP4 comes first:
#: it plays in less than half the time, and costs a second decoding.
ONE_PASS_MS = 5 * 60_000
GAP_MS = 500  # what is missing of one at an end of the other, and is not filled


@dataclass(frozen=True)
class Rung:
    name: str
    width: int
    height: int
    rate: int


@dataclass(frozen=True)
class Source:
    """What an encoder has to know of an original."""

    duration_ms: int
    width: int = 0  # as shown
    height: int = 0
    fps: Fraction = Fraction(25)
    video: int | None = None  # number of the stream, None: there is none
    audio: int | None = None
    #: Milliseconds at the begin and at the end for which there is sound and no picture, a picture and no sound.
    unseen: tuple[int, int] = (0, 0)
    unheard: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, probe: dict[str, Any]) -> "Source":
        return cls(
            duration_ms=probe["duration_ms"],
            width=probe["width"],
            height=probe["height"],
            fps=even_rate(Fraction(probe["fps_num"] or 25, probe["fps_den"] or 1), probe["is_vfr"]),
            video=probe["video"],
            audio=probe["audio"],
            unseen=_gaps(probe, "video"),
            unheard=_gaps(probe, "audio"),
        )

    @property
    def in_one_pass(self) -> bool:
        return self.video is not None and self.duration_ms <= ONE_PASS_MS

    @property
    def group(self) -> int:
        """Frames from one key frame to the next."""
        return round(self.fps * GROUP)

    @property
    def rungs(self) -> list[Rung]:
        """Largest first, by the short side, in even numbers, never larger than the original."""
        if self.video is None:
            return []
        short = min(self.width, self.height)
        sides = [side for side in RATES if side <= short] or [_even(short)]
        return [self._rung(side) for side in sides]

    @property
    def plain(self) -> Rung | None:
        """The one that is also the progressive MP4."""
        return next((rung for rung in self.rungs if int(rung.name) <= 480), None)

    def _rung(self, side: int) -> Rung:
        scale = Fraction(side, min(self.width, self.height))
        rate = RATES.get(side, LEAST_RATE)
        return Rung(str(side), _even(self.width * scale), _even(self.height * scale), rate)

    def bytes_expected(self) -> int:
        """Of all files together, on the high side."""
        rates = [rung.rate for rung in self.rungs]
        plain = self.plain.rate if self.plain else 0
        return (sum(rates) + plain + SOUND * (len(rates) + 1)) * 125 * self.duration_ms // 1000


def _gaps(probe: dict[str, Any], kind: str) -> tuple[int, int]:
    """What was measured before gaps were is taken for whole."""
    first, last = probe.get(f"{kind}_span") or (0, probe["duration_ms"])
    gaps = first, probe["duration_ms"] - last
    before, after = (gap if gap > GAP_MS else 0 for gap in gaps)
    return before, after


def even_rate(fps: Fraction, is_vfr: bool) -> Fraction:
    """A steady rate of at most 30: 50 and 60 are halved; where frames come as they like, the nearest usual one."""
    if is_vfr:
        return Fraction(min((24, 25, 30), key=lambda usual: abs(usual - fps)))
    while fps > SMOOTH:
        fps /= 2
    return fps


def _even(length: Fraction | int) -> int:
    return max(2, 2 * round(length / 2))
