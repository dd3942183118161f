"""The program that turns sound into words: any local one, called as ``PROGRAM SOUND.wav LANGUAGE``.

It prints WebVTT. What it prints is not believed: it is read like a file that somebody sends.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from visuals.pipeline.video.running import LEASH, NEEDED, EncoderFailed, end, tail

MEMORY = 16 * 1024**3  # a large model needs more of it than an encoder
MOST_WRITTEN = 1024**3  # in one file, what it prints included
MOST_WORDS = 16 * 1024**2  # six hours of speech are one


def hear(program: str, sound: Path, language: str, out: Path, *, limit: float, beat: Callable[[], None]) -> bytes:
    """What it printed. ``beat`` is called about every second; from a main thread only, as the encoder.

    Raises ``EncoderFailed`` with "speech", "speech_slow", "speech_words" or "killed".
    """
    command = [program, str(sound), language]
    leashed = [sys.executable, "-I", str(LEASH), str(os.getpid()), str(MEMORY), str(MOST_WRITTEN), *command]
    with out.open("wb") as printed, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603 -- the program that the newsroom's owner named, and our own words
            leashed, stdin=subprocess.DEVNULL, stdout=printed, stderr=errors, env=NEEDED, start_new_session=True
        )
        try:
            code = _watch(child, limit, beat)
        except EncoderFailed as slow:
            raise EncoderFailed(slow.code, f"{slow}\n{tail(errors)}".strip()) from slow
        finally:
            end(child)
        said = tail(errors)
    if code:
        raise EncoderFailed("killed" if code < 0 else "speech", said or f"it ended with code {code}")
    if out.stat().st_size > MOST_WORDS:
        raise EncoderFailed("speech_words", f"it printed {out.stat().st_size} bytes")
    return out.read_bytes()


def _watch(child: "subprocess.Popen[bytes]", limit: float, beat: Callable[[], None]) -> int:
    began = time.monotonic()
    while True:
        try:
            return child.wait(timeout=min(1.0, limit))
        except subprocess.TimeoutExpired:
            beat()
        if time.monotonic() - began > limit:
            raise EncoderFailed("speech_slow", f"not done after {limit:.0f} s")
