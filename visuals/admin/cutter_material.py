"""What the cutter's script works with, as plain data: addresses of files, frames a second, tiles, chapters, words."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from kit.durations import clock
from visuals.models import Clip, Footage, TextTrack

Json = dict[str, Any]


def material(footage: Footage, clip: Clip) -> Json:
    version = footage.active
    board = dict(version.board) if version and version.board else None
    if board and version:
        board["sheets"] = [_file(footage, f"board/{number:03}.jpg") for number in range(_sheets(board))]
    return {
        "src": _source(footage),
        "duration": footage.duration_ms or 0,
        "frame": footage.frame_ms,
        "offset": version.timeline_offset_ms if version else 0,
        "board": board,
        "peaks": _file(footage, version.peaks) if version and version.peaks else None,
        "chapters": list(footage.chapters.values("start_ms", "title")),
        "segments": [
            {"in": one.in_ms, "out": one.out_ms, "title": one.headline, "own": one.pk == clip.pk}
            for one in footage.clips.exclude(in_ms=None).order_by("in_ms", "pk")
        ],
        "marks": [clip.in_ms, clip.out_ms],
    }


def segments(footage: Footage) -> list[Clip]:
    """The rundown: its clips in the order of the programme, and in how many stories each stands."""
    return list(footage.clips.for_rundown())


def transcript(footage: Footage) -> list[Json]:
    """Line by line: captions before subtitles in another language, what is approved before drafts."""
    tracks = footage.tracks.exclude(kind=TextTrack.Kind.DESCRIPTIONS)
    captions = TextTrack.Kind.CAPTIONS
    best = min(tracks, key=lambda one: (one.kind != captions, not one.is_approved, -one.pk), default=None)
    if best is None:
        return []
    rows, before = [], ""
    for cue in best.cues.all():
        speaker = cue.speaker if cue.speaker != before else ""
        before = cue.speaker
        words = " ".join(cue.text.split())
        rows.append(
            {"start": cue.start_ms, "end": cue.end_ms, "shown": clock(cue.start_ms), "speaker": speaker, "text": words}
        )
    return rows


def rights(footage: Footage) -> Json:
    """From when until when the programme may be shown, and whether that is over."""
    end = footage.available_until
    return {"begin": footage.available_from, "end": end, "over": bool(end and end <= timezone.now())}


def _source(footage: Footage) -> str:
    """The verified file, or the one that was filed where nothing has been made of it; "" without either."""
    if footage.active and footage.active.verified_at and footage.active.mp4:
        return _file(footage, footage.active.mp4)
    return reverse("footage", args=[footage.key]) if footage.file else ""


def _file(footage: Footage, name: str) -> str:
    return reverse("footage_file", args=[footage.key, footage.active.number, name]) if footage.active else ""


def _sheets(board: Json) -> int:
    per_sheet = board["columns"] * board["rows"]
    return -(-board["tiles"] // per_sheet)
