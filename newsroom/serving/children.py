"""The programs that make up the running newsroom: begun together, watched, and told to stop together."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from newsroom.serving import PATIENCE

MORE = 2  # seconds: a server gives its own processes ``PATIENCE`` and is given a little more itself
AGAIN = 10  # seconds that a child has after it was told a second time
PAUSE = 2  # seconds before a child that ended by itself is begun anew: one that cannot live must not take all the time


class Children:
    def __init__(self, lines: dict[str, list[str]], where: Path, variables: dict[str, str]) -> None:
        self.lines, self.where, self.variables = lines, where, variables
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self) -> None:
        for name in self.lines:
            self._begin(name)

    def dead(self) -> Iterator[tuple[str, int]]:
        """Who ended by itself, and with which code."""
        for name, child in self.running.items():
            if (code := child.poll()) is not None:
                yield name, code

    def begin_again(self, name: str) -> None:
        time.sleep(PAUSE)
        self._begin(name)

    def end(self, *, told: bool) -> None:
        """Ask once, wait, and insist only then: a second signal would cut what the worker is doing.

        ``told``: they have heard it already. From here on nobody interrupts us either.
        """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        first = (None if told else signal.SIGTERM, PATIENCE + MORE)
        for attempt, patience in (first, (signal.SIGTERM, AGAIN), (signal.SIGKILL, AGAIN)):
            alive = [child for child in self.running.values() if child.poll() is None]
            for child in alive:
                if attempt:
                    child.send_signal(attempt)
            until = time.monotonic() + (patience if alive else 0)
            while time.monotonic() < until and any(child.poll() is None for child in alive):
                time.sleep(0.05)

    def _begin(self, name: str) -> None:
        self.running[name] = subprocess.Popen(self.lines[name], cwd=self.where, env=self.variables)  # noqa: S603 ours
