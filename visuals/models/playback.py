"""How a browser plays a clip. Times are in seconds, on the clock of the files."""

from dataclasses import dataclass

from django.urls import reverse

from visuals.models.footage import Footage


@dataclass(frozen=True)
class Playback:
    """The files of a programme, and which stretch of them the clip is. ``end`` is None where that is not known."""

    file: str  # progressive, plays everywhere; a media fragment cuts it where no script does
    hls: str  # the adaptive one, "" if there is none
    still: str  # one frame of it, where the desk has chosen no poster; "" if there is none
    begin: float
    end: float | None
    is_cut: bool
    is_heard_only: bool

    def starting_at(self, seconds: float) -> str:
        """The file from a moment of the clip on, for browsers without script."""
        start = min(self.begin + max(seconds, 0), self.end - 0.1 if self.end is not None else float("inf"))
        if not self.is_cut:
            return f"{self.file}#t={start:.3f}" if seconds else self.file
        return f"{self.file}#t={start:.3f},{self.end:.3f}"


def playback_of(footage: Footage, in_ms: int | None, out_ms: int | None) -> Playback | None:
    """None while nothing of the programme can be played."""
    version, hls, still, offset = footage.active, "", "", 0
    if version is not None and version.verified_at and version.mp4:
        place = [footage.key, version.number]
        file = reverse("footage_file", args=[*place, version.mp4])
        hls = reverse("footage_file", args=[*place, version.hls]) if version.hls else ""
        still = reverse("footage_file", args=[*place, version.poster]) if version.poster else ""
        offset = version.timeline_offset_ms
    elif footage.file and footage.state == footage.State.EXPECTED:
        file = reverse("footage", args=[footage.key])  # filed as it was shown, by hand: nothing is made of it
    else:
        return None
    last = out_ms if out_ms is not None else footage.duration_ms
    return Playback(
        file=file,
        hls=hls,
        still=still,
        begin=((in_ms or 0) + offset) / 1000,
        end=None if last is None else (last + offset) / 1000,
        is_cut=in_ms is not None,
        is_heard_only=not footage.has_video,
    )


def tile_of(footage: Footage, in_ms: int | None, out_ms: int | None) -> int | None:
    """Which picture of the storyboard stands for a stretch: its first; one before it would show what was cut off. For a
    whole programme one from its beginning, but not the first: that is black in every second one. None without a board.
    """
    board = footage.active.board if footage.active else None
    if not board:
        return None
    every, last = int(board["every_ms"]), int(board["tiles"]) - 1
    if in_ms is None or out_ms is None:
        return min((footage.duration_ms or 0) // 10 // every, last)
    first = -(-in_ms // every)
    return min(first if first * every < out_ms else in_ms // every, last)
