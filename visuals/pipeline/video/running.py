"""Running the encoder: watched, limited, and dead when we are.

Its exit code lies (a truncated input gave 0 and a tenth of the film, a full disk 0 and empty playlists), so success
here only means that there is something to verify.
"""

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

LEASH = Path(__file__).with_name("leash.py")
MEMORY = 6 * 1024**3
STALL = 120  # seconds without a step forward
LEAST_WALL = 600
TAIL = 4000  # letters of what it said last
#: All that it inherits: no secret of ours is there to be read.
NEEDED = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}

Beat = Callable[[int], None]  # told how many percent are done, about every second; raises what has to stop it


class EncoderFailed(Exception):
    """``code``: killed, stalled, too_slow, disk_full or encoder; ``str()``: what it said."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(said or code)
        self.code = code


def run(
    command: list[str], *, duration_ms: int, beat: Beat, most_bytes: int, every: float = 1.0, stall: float = STALL
) -> str:
    """Run it to its end and return what it said on standard error. ``beat`` is called while it works; no file that
    it writes gets larger than ``most_bytes``.

    Has to be called from a process's main thread: the leash is held by a thread, not by a process.
    """
    leashed = [sys.executable, "-I", str(LEASH), str(os.getpid()), str(MEMORY), str(most_bytes), *command]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own words
            leashed, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=NEEDED, start_new_session=True
        )
        try:
            with child.stdout as out:  # type: ignore[union-attr] # it is a pipe, as asked for
                _watch(child, out, duration_ms, beat, every, stall)
            code = child.wait(timeout=30)
        except subprocess.TimeoutExpired as stuck:
            raise EncoderFailed("stalled", tail(errors)) from stuck
        finally:
            end(child)
        said = tail(errors)
    if code or _is_full(said):
        raise EncoderFailed(_reason(code, said), said)
    return said


def _watch(
    child: "subprocess.Popen[bytes]", out: IO[bytes], duration_ms: int, beat: Beat, every: float, stall: float
) -> None:
    began = moved = time.monotonic()
    wall, percent, at, rest = max(LEAST_WALL, 8 * duration_ms / 1000), 0, -1, b""
    os.set_blocking(out.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while True:
            if selector.select(every):
                told = out.read()
                if told == b"":
                    return
                *lines, rest = (rest + (told or b"")).split(b"\n")
                reached = max((_reached(line) for line in lines), default=-1)
                if reached > at:
                    at, moved = reached, time.monotonic()
                    percent = min(99, 100 * at // max(1, duration_ms))
            beat(percent)
            now = time.monotonic()
            if now - moved > stall:
                raise EncoderFailed("stalled", f"no step forward for {stall:.0f} s at {percent} %")
            if now - began > wall:
                raise EncoderFailed("too_slow", f"not done after {wall:.0f} s, at {percent} %")


def _reached(line: bytes) -> int:
    """Milliseconds of the film that are done; -1 if the line says nothing of it."""
    name, _, value = line.partition(b"=")
    value = value.strip()
    return int(value) // 1000 if name == b"out_time_us" and value.isdigit() else -1


def end(child: "subprocess.Popen[bytes]") -> None:
    """Whatever it may have started goes with it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def tail(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - TAIL))
    return errors.read().decode(errors="replace").replace("\x00", "").strip()


def _reason(code: int, said: str) -> str:
    if _is_full(said):
        return "disk_full"
    if code < 0 or code == 137 or "Cannot allocate memory" in said:
        return "killed"
    return "encoder"


def _is_full(said: str) -> bool:
    return any(words in said for words in ("No space left on device", "File too large", "Disk quota exceeded"))
