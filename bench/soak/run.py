"""What takes longer than the test run allows: ``make soak``, or ``python bench/soak/run.py kills --database sqlite``.

Each part has a database, a media folder and a server of its own, on this machine alone, and all of it is gone
afterwards. PostgreSQL is the one that TEST_POSTGRES_URL names, if it answers. Fails if a part fails.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HERE = Path(__file__).resolve().parent
PARTS = ("kills", "load", "nonsense", "together")
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


def run(part: str, kind: str, seconds: int) -> int:
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
            "STATIC_ROOT": f"{place}/static",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, str(HERE / f"{part}.py"), str(seconds)]
        return subprocess.run(command, env=os.environ | own, timeout=400).returncode  # noqa: S603 our own words


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=PARTS)
    parser.add_argument("--database", choices=("sqlite", "postgres"))
    parser.add_argument("--seconds", type=int, default=60, help="how long each part goes on, 120 at most")
    options = parser.parse_args()
    kinds = [options.database] if options.database else ["sqlite", *(["postgres"] if _answers() else [])]
    bad = [
        f"{part} on {kind}" for part in options.parts for kind in kinds if run(part, kind, min(options.seconds, 120))
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
