"""Which ffmpeg there is, and what is missing. The newsroom runs without any of it; only uploads need it."""

import importlib.util
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from django.conf import settings

NEEDED = ("libx264", "aac")


def ffmpeg() -> str | None:
    """By the setting, else on the PATH, else from the package ``imageio-ffmpeg``; None: there is none."""
    if settings.FFMPEG:
        return settings.FFMPEG if Path(settings.FFMPEG).is_file() else None
    return shutil.which("ffmpeg") or _packaged()


def missing() -> list[str]:
    """What stands between this newsroom and an upload: "av", "ffmpeg", or a codec that it lacks."""
    lacks = ["av"] if importlib.util.find_spec("av") is None else []
    program = ffmpeg()
    if program is None:
        return [*lacks, "ffmpeg"]
    return lacks + [codec for codec in NEEDED if codec not in _encoders(program)]


def _packaged() -> str | None:
    """The package brings a binary of its own, in its folder ``binaries``; asked without importing it."""
    found = importlib.util.find_spec("imageio_ffmpeg")
    if found is None or not found.submodule_search_locations:
        return None
    programs = sorted(Path(found.submodule_search_locations[0], "binaries").glob("ffmpeg-*"))
    return str(programs[-1]) if programs else None


@lru_cache(maxsize=4)
def _encoders(program: str) -> frozenset[str]:
    command = [program, "-hide_banner", "-v", "error", "-encoders"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=20)  # noqa: S603 our own words
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(words[1] for line in told.stdout.splitlines() if len(words := line.split()) > 1)
