"""F1: processes of the server are killed while people save, fifty times or until time is up."""

import os
import random
import signal
import statistics
import sys
import time

import paper
import writers

WRITERS, PROCESSES, KILLS = 6, 6, 50
PATIENCE = 5.0  # seconds
GROWN = 7.0  # seconds: before, a process answers nobody, and one killed that young ends granian ("crash loop")


def main(seconds: int) -> int:
    paper.tables()
    with paper.server(PROCESSES) as process:
        people, over = writers.begun(WRITERS)
        back = _kill(process, time.monotonic() + seconds)
        over.set()
        bad = writers.judged(people)
    late = sum(took > PATIENCE for took in back)
    told = f"answered after {statistics.median(back):.2f} s in the middle and {max(back):.1f} s at most" if back else ""
    print(f"{len(back)} kills; whoever asked at that moment was {told}; {late} after more than {PATIENCE:.0f} s")
    return int(bool(bad))


def _kill(process, until: float) -> list[float]:
    """One of those that answer, as soon as there is another one: what comes back is not waited for."""
    back: list[float] = []
    reader = paper.Desk()
    while len(back) < KILLS and time.monotonic() < until:
        time.sleep(random.uniform(0.2, 1.0))  # noqa: S311 chance, not secrecy
        grown = [pid for pid in paper.processes(process) if paper.age(pid) > GROWN]
        if len(grown) < 2:
            continue
        os.kill(random.choice(grown), signal.SIGKILL)  # noqa: S311 the same
        began = time.monotonic()
        while reader.ask("/healthz")[0] != 200 and time.monotonic() - began < 20:
            time.sleep(0.05)
        back.append(time.monotonic() - began)
    return back


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
