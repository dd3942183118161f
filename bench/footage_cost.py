"""What encoding costs: CPU seconds a second of footage, ours against one plain ffmpeg that makes the same ladder.

    .venv/bin/python bench/footage_cost.py [--seconds 20] [--rounds 2] [--size 1280x720] [--ways short,long]

CPU seconds and not the clock's, so a busy machine says the same. Both make the progressive MP4 and three rungs of HLS
from the same film: plain ffmpeg in one pass that verifies nothing, ours with every output looked at; as a short
programme in one pass, and as a long one in two, so that its MP4 is there early. Looking costs a second or two, whatever
the length: measure a long programme with ``--seconds 302`` or more. What the other jobs cost stands beside it.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "k" * 60}
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 the environment had to be set first

django.setup()

from visuals.pipeline.video import commands, encoder, playlists, probing, recipe, running, verifying  # noqa: E402 the same
from visuals.pipeline.video.recipe import Source  # noqa: E402 the same

PROGRAM = encoder.ffmpeg() or sys.exit("There is no ffmpeg here.")
LIMIT = 1.1


def cost(deed: Callable[[], object]) -> float:
    """CPU seconds of this process and all that it started."""
    before = _used()
    deed()
    return _used() - before


def _used() -> float:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


PIECE = 20  # seconds that a longer film repeats


def film(place: Path, seconds: int, size: str) -> Path:
    """25 frames a second with movement and grain, as a camera's file has them; 6 Mbit/s at 720 lines."""
    piece, path = place / "piece.mp4", place / "film.mp4"
    look = f"testsrc2=size={size}:rate=25:duration={PIECE},noise=alls=7:allf=t,format=yuv420p"
    inputs = ["-f", "lavfi", "-i", look, "-f", "lavfi", "-i", f"sine=duration={PIECE}"]
    width, height = map(int, size.split("x"))
    rate = f"{6000 * width * height // (1280 * 720)}k"
    codecs = ["-c:v", "libx264", "-preset", "veryfast", "-b:v", rate, "-g", "50", "-c:a", "aac"]
    _plainly([*inputs, *codecs, str(piece)])
    _plainly(["-stream_loop", "-1", "-i", str(piece), "-c", "copy", "-t", str(seconds), str(path)])
    return path


def _plainly(arguments: list[str]) -> None:
    subprocess.run([PROGRAM, "-v", "error", "-nostdin", "-y", *arguments], check=True)  # noqa: S603 our own words


def one_pass(original: Path, source: Source, out: Path) -> None:
    """The same rungs with the same settings, by one command; and a copy of the middle one as MP4."""
    for rung in source.rungs:
        (out / rung.name).mkdir()
    names = range(len(source.rungs))
    split = f"[0:v]{commands._steady(source)},split={len(names)}" + "".join(f"[s{n}]" for n in names)
    scaled = [f"[s{n}]{commands._scaled(rung)}[v{n}]" for n, rung in enumerate(source.rungs)]
    told, streams = [], []
    for number, rung in enumerate(source.rungs):
        told += ["-map", f"[v{number}]", "-map", "0:a:0"]
        told += [*commands._pictures(number, rung, source), *commands._sound(number, source)]
        streams.append(f"v:{number},a:{number},name:{rung.name}")
    graph = ["-filter_complex", ";".join([split, *scaled])]
    _plainly(["-i", str(original), *graph, *told, *commands._hls(out, streams)])
    joined, playlist = out / "joined.mp4", playlists.read(out / "480" / "index.m3u8")
    names = [playlist.init, *(name for name, _length in playlist.segments)]
    joined.write_bytes(b"".join((out / "480" / name).read_bytes() for name in names))
    _plainly(["-i", str(joined), "-c", "copy", "-movflags", "+faststart", str(out / "480.mp4")])


def ours(original: Path, source: Source, out: Path) -> None:
    """As the worker does it: one pass of a short programme, the MP4 before the rest of a long one."""
    made, hls = out / "480.mp4", out / "hls"
    for rung in source.rungs:
        (hls / rung.name).mkdir(parents=True)
    if source.in_one_pass:
        _run(commands.in_one_pass(original, source, hls), source)
        _rungs, first = verifying.ladder(hls, source, None)
        _run(commands.copied(playlists.join(hls / "480", out / "joined.mp4"), made), source)
        verifying.plain(made, source, first)
    else:
        _run(commands.plain(original, source, made), source)
        first = verifying.plain(made, source)
        _run(commands.ladder(original, made, source, hls), source)
        verifying.ladder(hls, source, first)


def _run(command: list[str], source: Source) -> str:
    most = source.bytes_expected() * 4
    return running.run([PROGRAM, *command], duration_ms=source.duration_ms, beat=lambda percent: None, most_bytes=most)


def beside(original: Path, source: Source, out: Path) -> dict[str, float]:
    (out / "board").mkdir()
    made = out / "480.mp4"
    return {
        "probe": cost(lambda: probing.probe(original)),
        "loudness": cost(lambda: _run(commands.loudness(original, source), source)),
        "poster": cost(lambda: _run(commands.poster(original, source, out / "poster.jpg"), source)),
        "storyboard": cost(lambda: _run(commands.board(made, source, out / "board"), source)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--size", default="1280x720", help="at least 480 lines")
    parser.add_argument("--ways", default="short,long")
    told = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="footage-cost-"))
    ways = {"short": (ours, told.seconds * 2000), "long": (ours, 0)}
    ways = {"plain ffmpeg": (one_pass, recipe.ONE_PASS_MS)} | {name: ways[name] for name in told.ways.split(",")}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    try:
        original = film(place, told.seconds, told.size)
        source = Source.of(probing.probe(original))
        for number in range(told.rounds):
            for name, (way, recipe.ONE_PASS_MS) in ways.items():
                out = place / f"{name}{number}"
                out.mkdir()
                spent[name].append(cost(lambda way=way, out=out: way(original, source, out)))
        others = beside(original, source, out)
    finally:
        shutil.rmtree(place)
    print(f"CPU-s a second of footage, {told.seconds} s of {told.size} at 25, least and most of {told.rounds} rounds")
    print(f"load {os.getloadavg()[0]:.1f}")
    least = {name: min(values) for name, values in spent.items()}
    for name, values in spent.items():
        shown = f"{least[name] / told.seconds:.3f} to {max(values) / told.seconds:.3f}"
        print(f"{name:14}{shown}, {least[name] / least['plain ffmpeg']:.2f} times (limit {LIMIT})")
    print("besides       " + ", ".join(f"{name} {spent / told.seconds:.4f}" for name, spent in others.items()))
    return int(any(value > LIMIT * least["plain ffmpeg"] for value in least.values()))


if __name__ == "__main__":
    sys.exit(main())
