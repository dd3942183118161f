"""Nothing is published because an encoder said that it was done: every file is looked at first."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from visuals.pipeline.video import playlists, probing
from visuals.pipeline.video.playlists import Broken
from visuals.pipeline.video.recipe import Rung, Source


def plain(file: Path, source: Source, first_ms: int | None = None) -> int:
    """The MP4: ``moov`` first, as long as the original, both ends can be decoded; in step with the ladder, if that was
    there first. Where its first picture stands.
    """
    if file.stat().st_size == 0:
        raise Broken(f"{file.name} is empty")
    with file.open("rb") as opened:
        if _boxes(opened)[:2] != [b"ftyp", b"moov"]:
            raise Broken(f"{file.name} does not begin with its table of contents")
        opened.seek(0)
        seen = _checked(probing.check, opened, first_seconds=2.0)
    _same_length(file.name, seen["duration_ms"], source)
    kind = "audio" if source.video is None else "video"
    _whole(file.name, seen, source)
    last = max(seen[name]["last_ms"] or 0 for name in ("video", "audio") if name in seen)
    if last < source.duration_ms - _slack(source):
        raise Broken(f"{file.name} ends at {last} ms")
    begins = int(seen[kind]["first_ms"])
    _in_step(file.name, begins, begins if first_ms is None else first_ms, source)
    return begins


def ladder(
    folder: Path, source: Source, first_ms: int | None, beat: Callable[[], None] = lambda: None
) -> tuple[list[dict[str, Any]], int]:
    """Every rung: its list closed and as long as the original, its files there, both ends decoded, in step with the
    MP4 or, if there is none yet, with each other. What the master playlist has to say of each, and where they begin.
    ``beat`` is called before each look, which takes a while.
    """
    told = []
    for rung in source.rungs:
        beat()
        begins = _rung(folder / rung.name, rung, source)
        first_ms = begins if first_ms is None else first_ms
        _in_step(rung.name, begins, first_ms, source)
        told.append(playlists.described(folder / rung.name, rung, heard=source.audio is not None))
    return told, first_ms or 0


def _rung(folder: Path, rung: Rung, source: Source) -> int:
    """Where its first picture stands. First and last segment are looked at in one go: a child costs more than they."""
    playlist = playlists.read(folder / "index.m3u8")
    _same_length(f"{rung.name}/index.m3u8", round(playlist.seconds * 1000), source)
    for name in [playlist.init, *(name for name, _length in playlist.segments)]:
        if not (folder / name).is_file() or (folder / name).stat().st_size == 0:
            raise Broken(f"{rung.name}/{name} is missing or empty")
    (first, _), (last, length) = playlist.segments[0], playlist.segments[-1]
    with tempfile.TemporaryFile() as joined:  # our own playlists are refused by the guard: bytes are not
        for name in dict.fromkeys((playlist.init, first, last)):
            joined.write((folder / name).read_bytes())
        joined.seek(0)
        seen = _checked(probing.check, joined)
    _whole(f"{rung.name}/{first}", seen, source)
    begins = int(seen["video"]["first_ms"])
    if seen["video"]["last_ms"] < begins + (playlist.seconds - length) * 1000 - 500 / source.fps:
        raise Broken(f"{rung.name}/{last}: nothing of its video can be decoded")
    return begins


def poster(file: Path) -> None:
    if not file.is_file() or file.stat().st_size < 100 or not file.read_bytes().endswith(b"\xff\xd9"):
        raise Broken(f"{file.name} is no whole picture")


def board(folder: Path, sheets: int) -> None:
    for number in range(sheets):
        poster(folder / f"{number:03}.jpg")


def _checked(check: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
    try:
        found: dict[str, Any] = check(*arguments, **options)
    except probing.Refused as refusal:
        raise Broken(f"cannot be decoded: {refusal.args[0]}") from refusal
    return found


def _whole(name: str, seen: dict[str, Any], source: Source) -> None:
    wanted = [kind for kind, stream in (("video", source.video), ("audio", source.audio)) if stream is not None]
    for kind in wanted:
        if not seen.get(kind, {}).get("frames"):
            raise Broken(f"{name}: nothing of its {kind} can be decoded")


def _in_step(name: str, begins_ms: int, first_ms: int, source: Source) -> None:
    if abs(begins_ms - first_ms) > 1000 / source.fps:
        raise Broken(f"{name} begins at {begins_ms} ms, the others at {first_ms} ms")


def _same_length(name: str, found_ms: int, source: Source) -> None:
    if abs(found_ms - source.duration_ms) > _slack(source):
        raise Broken(f"{name} lasts {found_ms} ms, the original {source.duration_ms} ms")


def _slack(source: Source) -> float:
    return max(500, source.duration_ms / 100)


def _boxes(opened: Any) -> list[bytes]:
    """The names of the first boxes of an MP4."""
    names, at = [], 0
    while len(names) < 2:
        opened.seek(at)
        head = opened.read(8)
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or size < 8:
            break
        names.append(head[4:8])
        at += size
    return names
