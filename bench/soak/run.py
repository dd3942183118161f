"""What takes longer than the test run allows: ``make soak``, or ``python bench/soak/run.py kills --database sqlite``.

Each part has a database, a media folder and a server of its own, on this machine alone, and all of it is gone
afterwards. PostgreSQL is the one that TEST_POSTGRES_URL names, if it answers. Fails if a part fails.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

HERE = Path(__file__).resolve().parent
PARTS = ("kills", "outage", "full", "clock", "guessing", "load", "nonsense", "together")
ONLY = {"outage": "postgres", "clock": "postgres"}  # SQLite is in the same process, and has its clock
LONG = {"kills": 150}
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"


@contextmanager
def database(kind: str, place: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{place}/db.sqlite3"
        return
    name = f"soak_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield POSTGRES.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(part: str, kind: str, seconds: int, static: str) -> int:
    print(f"── {part}, {kind}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as place, database(kind, Path(place)) as url:
        port = free_port()
        own = {
            "DATABASE_URL": url,
            "SITE_URL": f"http://localhost:{port}",
            "PORT": str(port),
            "DEMO": "1",  # no second factor; everything else is as for readers
            "SECRET_KEY": "k" * 60,
            "MEDIA_ROOT": f"{place}/media",
            "STATIC_ROOT": static,
            "PAGE_STORE": f"{place}/pages",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, str(HERE / f"{part}.py"), str(seconds)]
        process = subprocess.Popen(command, env=os.environ | own, start_new_session=True)  # noqa: S603 our own words
        try:
            return process.wait(seconds + 240)
        except subprocess.TimeoutExpired:
            print(f"{part} came to no end.", flush=True)
            return 1
        finally:
            with suppress(ProcessLookupError):  # itself, and what it has left behind
                os.killpg(process.pid, signal.SIGKILL)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=PARTS)
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    parser.add_argument("--seconds", type=int, help="how long each part goes on, 150 at most")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended from outside."))  # and what it began ends with it
    options = parser.parse_args()
    kinds = [options.database] if options.database else ["sqlite", *(["postgres"] if _answers() else [])]
    with tempfile.TemporaryDirectory(prefix="soak-static-") as static:
        bad = [
            f"{part} on {kind}"
            for part in options.parts
            for kind in kinds
            if kind in ONLY.get(part, kind) and run(part, kind, min(options.seconds or LONG.get(part, 60), 150), static)
        ]
    sys.exit(f"Failed: {', '.join(bad)}" if bad else 0)


def _answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


if __name__ == "__main__":
    main()
