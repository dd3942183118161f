"""F1: processes of the server are killed while people save, fifty times or until time is up."""

import os
import random
import signal
import sys
import time

import paper
import writers

WRITERS, PROCESSES, KILLS = 6, 4, 50
GROWN = 90  # megabytes: a process that has not yet read its code answers nobody


def main(seconds: int) -> int:
    paper.tables()
    with paper.server(PROCESSES) as process:
        people, over = writers.begun(WRITERS)
        killed, slowest = _kill(process, time.monotonic() + seconds)
        over.set()
        bad = writers.judged(people)
    print(f"{killed} kills, the server answered again after {slowest:.1f} s at most")
    return int(bool(bad))


def _kill(process, until: float) -> tuple[int, float]:
    """One of those that answer, as soon as there is another one: what comes back is not waited for."""
    killed, slowest, reader = 0, 0.0, paper.Desk()
    while killed < KILLS and time.monotonic() < until:
        time.sleep(random.uniform(0.2, 1.0))  # noqa: S311 chance, not secrecy
        grown = [pid for pid in paper.processes(process) if paper.memory([pid]) > GROWN]
        if len(grown) < 2:
            continue
        os.kill(random.choice(grown), signal.SIGKILL)  # noqa: S311 the same
        killed, began = killed + 1, time.monotonic()
        while reader.ask("/healthz")[0] != 200 and time.monotonic() - began < 20:
            time.sleep(0.05)
        slowest = max(slowest, time.monotonic() - began)
    return killed, slowest


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
