"""F2: backends of PostgreSQL, and PostgreSQL as a whole, are killed while people save.

Whoever asks meanwhile is told 503 and when to try again; whoever sends is served once it is back, without a restart.
"""

import os
import random
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
from cluster import Cluster, cluster
from run import free_port

OUTAGES, AWAY = 3, 4.0  # seconds


def main(seconds: int) -> int:
    with tempfile.TemporaryDirectory(prefix="soak-cluster-") as place, cluster(Path(place), free_port()) as database:
        os.environ["DATABASE_URL"] = database.url
        return _part(database, seconds)


def _part(database: Cluster, seconds: int) -> int:
    import paper  # noqa: PLC0415 it reads the address of the database
    import writers  # noqa: PLC0415 the same

    paper.tables()
    with paper.server(2):
        people, over = writers.begun(4)
        killed = _kill_backends(database, time.monotonic() + seconds / 2)
        told = [_outage(database, people) for _ in range(OUTAGES)]
        over.set()
        bad = writers.judged(people)
    print(f"{killed} backends and {OUTAGES} times PostgreSQL itself killed")
    for wrong, began, saved in told:
        print(f"  away for {AWAY:.0f} s, begun in {began:.1f} s, saved again {saved:.1f} s later; but 503: {wrong}")
    return int(bool(bad) or any(wrong or saved > 10 for wrong, _began, saved in told))


def _kill_backends(database: Cluster, until: float) -> int:
    """A killed one makes PostgreSQL end all others and look through its log: half a second without it."""
    killed = 0
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 2))  # noqa: S311 chance, not secrecy
        try:
            os.kill(random.choice(database.backends()), signal.SIGKILL)  # noqa: S311 the same
            killed += 1
        except (psycopg.Error, IndexError, ProcessLookupError):
            continue
    return killed


def _outage(database: Cluster, people: list) -> tuple[dict, float, float]:
    """What was told meanwhile that is not 503 with a time to wait; seconds to begin, and to the first save."""
    os.kill(database.process.pid, signal.SIGKILL)
    database.process.wait()
    time.sleep(0.3)
    wrong, until = {}, time.monotonic() + AWAY
    while time.monotonic() < until:
        status, wait = _asked(f"/admin/articles/article/{people[0].story.pk}/change/", people[0].desk._cookie)
        if (status, wait) != (503, "5"):
            wrong[f"{status} {wait}"] = wrong.get(f"{status} {wait}", 0) + 1
        time.sleep(0.1)
    began = database.start()
    back, before = time.monotonic(), sum(len(one.acknowledged) for one in people)
    while sum(len(one.acknowledged) for one in people) == before and time.monotonic() - back < 30:
        time.sleep(0.02)
    return wrong, began, time.monotonic() - back


def _asked(path: str, cookie: str) -> tuple[int, str | None]:
    request = urllib.request.Request(os.environ["SITE_URL"] + path, headers={"Cookie": cookie})  # noqa: S310 our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 the same
            return answer.status, answer.headers.get("Retry-After")
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers.get("Retry-After")
    except OSError:
        return 0, None


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
