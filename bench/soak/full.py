"""F4: the disk of the database fills up to the last byte while people save, and has room again later.

Refused in words, nothing by halves, pages are read on, and it goes on by itself once there is room. A small disk in
memory is mounted for it, which only root may.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from cluster import cluster
from run import free_port

MEGABYTES = {"sqlite": 40, "postgres": 220}
FULL = 15.0  # seconds


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="soak-disk-") as told:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", told], check=True)  # noqa: S603, S607
        try:
            yield Path(told)
        finally:
            subprocess.run(["umount", "--lazy", told], check=True)  # noqa: S603, S607 our own mount


def main(seconds: int) -> int:
    if os.geteuid() != 0:
        print("Not tried: only root may mount a small disk.")
        return 0
    kind = "sqlite" if os.environ["DATABASE_URL"].startswith("sqlite") else "postgres"
    with small_disk(MEGABYTES[kind]) as disk:
        own = nullcontext() if kind == "sqlite" else cluster(disk, free_port())
        with own as database:
            os.environ["DATABASE_URL"] = database.url if database else f"sqlite:///{disk}/db.sqlite3"
            return _part(disk, database, seconds)


def _part(disk: Path, database, seconds: int) -> int:
    import paper  # noqa: PLC0415 it reads the address of the database
    import writers  # noqa: PLC0415 the same

    paper.tables()
    page = paper.story("Der Hafen", live=True).editions.last().get_absolute_url()
    with paper.server(2):
        people, over = writers.begun(3)
        time.sleep(seconds / 6)
        before = _saved(people)
        _fill(disk)
        told, until = {}, time.monotonic() + FULL
        while time.monotonic() < until:
            status, _page = paper.Desk().ask(page)
            told[status] = told.get(status, 0) + 1
            _fill(disk)
            time.sleep(0.2)
        meanwhile = _saved(people) - before
        (disk / "filler").unlink()
        if database:
            database.start()  # PostgreSQL ends itself where it cannot write its log
        back, before = time.monotonic(), _saved(people)
        while _saved(people) == before and time.monotonic() - back < 30:
            time.sleep(0.05)
        slow = time.monotonic() - back
        time.sleep(seconds / 6)
        over.set()
        bad = writers.judged(people)
    print(f"{before} saves, then no byte of room for {FULL:.0f} s ({meanwhile} saves in what was left of its own); ")
    whole = _whole(database)
    print(f"the story's page meanwhile: {told}; saved again {slow:.1f} s after there was room; whole: {whole}")
    return int(bool(bad) or slow > 10 or not whole or any(status >= 500 and not database for status in told))


def _saved(people: list) -> int:
    return sum(len(one.acknowledged) for one in people)


def _fill(disk: Path) -> None:
    with (disk / "filler").open("ab", buffering=0) as filler, suppress(OSError):
        for size in (1_000_000, 4096, 1):
            with suppress(OSError):
                while filler.write(b"\0" * size):
                    pass


def _whole(database) -> bool:
    from django.db import connection  # noqa: PLC0415 as above

    if database:
        return database.answers()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
