"""How long a newsroom is gone when its machine is: ``python bench/restore_drill.py --stories 10000 --megabytes 1000``.

In a folder of its own, which it takes away afterwards: fills a SQLite newsroom, puts files of 2 MB beside it, keeps it,
reads the backup through, and brings it back into nothing; with ``--postgres postgres://…`` (an empty database) there,
too. Printed are seconds on the clock and of the processor (PostgreSQL's own are not in it); the base line, the same
bytes copied by cp and synced, is of the same run.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIECE = 2_000_000  # bytes: a picture as agencies send it


def timed(what: str, line: list[str], **variables: str) -> str:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(line, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True)  # noqa: S603 ours
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        sys.exit(f"{what}: {done.stderr}")
    print(f"{what:<44}{took:8.1f} s {cpu:8.1f} s CPU   {done.stdout.strip().splitlines()[-1:] or ''}", flush=True)
    return done.stdout


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def newsroom(place: Path, database: str = "") -> dict[str, str]:
    place.mkdir(parents=True)
    return {
        "DATABASE_URL": database or f"sqlite:///{place}/db.sqlite3",
        "MEDIA_ROOT": f"{place}/media",
        "SECRET_KEY": "only-for-this-drill-" * 3,
        "LOG_LEVEL": "ERROR",
    }


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--postgres", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-drill-") as told:
        place = Path(told)
        here = newsroom(place / "here")
        timed("tables", manage("prepare", "--no-static"), **here)
        timed(f"{asked.stories} stories", manage("fill", "--stories", str(asked.stories)), **here)
        pictures = place / "here/media/drill"
        pictures.mkdir(parents=True)
        for number in range(asked.megabytes * 1_000_000 // PIECE):
            (pictures / f"{number:05}.jpg").write_bytes(os.urandom(PIECE))
        timed("base line: cp and sync", ["sh", "-c", f"cp -r {place}/here {place}/copy && sync && rm -r {place}/copy"])
        timed("backup, checked", manage("backup", str(place / "backups")), **here)
        (kept,) = (place / "backups").iterdir()
        timed("verify", manage("verify", str(kept)), **here)
        timed("restore into nothing, SQLite", manage("restore", str(kept)), **newsroom(place / "there"))
        if asked.postgres:
            line = manage("restore", str(kept))
            timed("restore into nothing, PostgreSQL", line, **newsroom(place / "postgres", asked.postgres))


if __name__ == "__main__":
    main()
