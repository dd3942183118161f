"""Nothing is published because an encoder said that it was done: every file is looked at first."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from visuals.pipeline.video import playlists, probing
from visuals.pipeline.video.playlists import Broken
from visuals.pipeline.video.recipe import Rung, Source


def plain(file: Path, source: Source) -> int:
    """The MP4: ``moov`` first, as long as the original, both ends can be decoded. Where its first picture stands."""
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
    return int(seen[kind]["first_ms"])


def ladder(
    folder: Path, source: Source, first_ms: int, beat: Callable[[], None] = lambda: None
) -> list[dict[str, Any]]:
    """Every rung: its list closed and as long as the original, its files there, both ends decoded, in step with the
    MP4. What the master playlist has to say of each. ``beat`` is called before each look, which takes a while.
    """
    return [_rung(folder / rung.name, rung, source, first_ms, beat) for rung in source.rungs]


def _rung(folder: Path, rung: Rung, source: Source, first_ms: int, beat: Callable[[], None]) -> dict[str, Any]:
    playlist = playlists.read(folder / "index.m3u8")
    _same_length(f"{rung.name}/index.m3u8", round(playlist.seconds * 1000), source)
    for name in [playlist.init, *(name for name, _length in playlist.segments)]:
        if not (folder / name).is_file() or (folder / name).stat().st_size == 0:
            raise Broken(f"{rung.name}/{name} is missing or empty")
    for position in dict.fromkeys((0, len(playlist.segments) - 1)):
        beat()
        name = playlist.segments[position][0]
        with tempfile.TemporaryFile() as joined:  # our own playlists are refused by the guard: bytes are not
            joined.write((folder / playlist.init).read_bytes() + (folder / name).read_bytes())
            joined.seek(0)
            seen = _checked(probing.check, joined)
        _whole(f"{rung.name}/{name}", seen, source)
        if position == 0 and abs(seen["video"]["first_ms"] - first_ms) > 1000 / source.fps:
            raise Broken(f"{rung.name} begins at {seen['video']['first_ms']} ms, the MP4 at {first_ms} ms")
    return playlists.described(folder, rung, heard=source.audio is not None)


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
