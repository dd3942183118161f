"""HLS playlists: read what ffmpeg wrote, write the one that names all rungs (its own lacks codecs for a copied one)."""

import re
import shutil
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

from visuals.pipeline.video.recipe import Rung

MAP = re.compile(r'#EXT-X-MAP:.*URI="([^"/]+)"')
INF = re.compile(r"#EXTINF:([\d.]+),")
SOUND_CODEC = "mp4a.40.2"


class Broken(ValueError):
    """What was made is not what was asked for; ``str()`` says what is wrong, for whoever runs the newsroom."""


@dataclass(frozen=True)
class Playlist:
    init: str
    segments: list[tuple[str, float]]  # name, seconds

    @property
    def seconds(self) -> float:
        return sum(length for _name, length in self.segments)

    def showing(self, at_ms: int) -> tuple[str, int]:
        """The segment in which a moment is, and when that begins."""
        ends = [*accumulate(length for _name, length in self.segments)]
        number = min(bisect_right([round(end * 1000) for end in ends], at_ms), len(ends) - 1)
        return self.segments[number][0], round(ends[number - 1] * 1000) if number else 0


def read(path: Path) -> Playlist:
    """Strictly: closed, with an init file, every name one of its own folder."""
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    if not lines or lines[0] != "#EXTM3U" or "#EXT-X-ENDLIST" not in lines:
        raise Broken(f"{path.parent.name}/{path.name} is not closed")
    init = next((found[1] for line in lines if (found := MAP.match(line))), "")
    lengths = [float(found[1]) for line in lines if (found := INF.match(line))]
    names = [line for line in lines if line and not line.startswith("#")]
    if not init or not names or len(names) != len(lengths) or any("/" in name for name in names):
        raise Broken(f"{path.parent.name}/{path.name} lists {len(names)} files and {len(lengths)} lengths")
    return Playlist(init, list(zip(names, lengths, strict=True)))


def join(folder: Path, out: Path) -> Path:
    """A rung as one file: its init file and its segments, one behind the other."""
    playlist = read(folder / "index.m3u8")
    with out.open("wb") as joined:
        for name in [playlist.init, *(name for name, _length in playlist.segments)]:
            with (folder / name).open("rb") as part:
                shutil.copyfileobj(part, joined)
    return out


def described(folder: Path, rung: Rung, *, heard: bool) -> dict[str, Any]:
    """What the master playlist and a player have to know of one rung."""
    playlist = read(folder / "index.m3u8")
    sizes = [((folder / name).stat().st_size * 8, length) for name, length in playlist.segments]
    peak = max(bits / max(length, 0.1) for bits, length in sizes)
    return {
        "name": rung.name,
        "width": rung.width,
        "height": rung.height,
        "bandwidth": round(peak),
        "average": round(sum(bits for bits, _ in sizes) / max(playlist.seconds, 0.1)),
        "codecs": ",".join([_codec((folder / playlist.init).read_bytes()), *([SOUND_CODEC] if heard else [])]),
    }


def master(rungs: list[dict[str, Any]], fps: Fraction) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rung in rungs:
        lines += [
            f"#EXT-X-STREAM-INF:BANDWIDTH={rung['bandwidth']},AVERAGE-BANDWIDTH={rung['average']},"
            f'RESOLUTION={rung["width"]}x{rung["height"]},FRAME-RATE={float(fps):.3f},CODECS="{rung["codecs"]}"',
            f"{rung['name']}/index.m3u8",
        ]
    return "\n".join(lines) + "\n"


def _codec(init: bytes) -> str:
    """``avc1.64001f``: profile, constraints and level as the init file has them."""
    at = init.find(b"avcC")
    if at < 0:
        raise Broken("an init file without avcC")
    return f"avc1.{init[at + 5 : at + 8].hex()}"


def thumbs(tiles: int, every_ms: int, duration_ms: int, size: tuple[int, int], across: int) -> str:
    """WebVTT: which tile of which sheet shows which stretch."""
    lines, sheet = ["WEBVTT", ""], across * across
    for tile in range(tiles):
        end = duration_ms if tile == tiles - 1 else min((tile + 1) * every_ms, duration_ms)
        row, column = divmod(tile % sheet, across)
        place = f"{column * size[0]},{row * size[1]},{size[0]},{size[1]}"
        lines += [f"{_stamp(tile * every_ms)} --> {_stamp(end)}", f"{tile // sheet:03}.jpg#xywh={place}", ""]
    return "\n".join(lines)


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
