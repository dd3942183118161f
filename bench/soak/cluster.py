"""A PostgreSQL of our own in a folder, to be killed and starved; nobody else's is touched."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def program(name: str) -> str:
    return str(PROGRAMS[-1] / name) if PROGRAMS else shutil.which(name) or name


class Cluster:
    """``place`` is an empty folder; whoever is root runs it as postgres, for it refuses to be root."""

    def __init__(self, place: Path, port: int):
        self.place, self.port, self.process = place, port, None
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(place, self.user)
        command = [program("initdb"), "-D", f"{place}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=self.user)  # noqa: S603 our own words
        self.url = f"postgres://postgres@127.0.0.1:{port}/postgres"

    def start(self) -> float:
        """Seconds until it answered; it refuses to begin as long as a child of the one before is there."""
        began = time.monotonic()
        while not self.answers():
            if self.process is None or self.process.poll() is not None:
                words = ["-k", str(self.place), "-p", str(self.port), "-c", "listen_addresses=127.0.0.1"]
                words += ["-c", "max_wal_size=64MB", "-c", "min_wal_size=32MB", "-c", "shared_buffers=32MB"]
                with Path(self.place, "log").open("ab") as log:
                    command = [program("postgres"), "-D", f"{self.place}/data", *words]
                    self.process = subprocess.Popen(command, stderr=log, stdout=log, user=self.user)  # noqa: S603 ours
            if time.monotonic() - began > 60:
                raise SystemExit(f"PostgreSQL did not begin: {Path(self.place, 'log').read_text()[-600:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.Error:
            return False
        return True

    def backends(self) -> list[int]:
        """Those that serve the newsroom."""
        asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        with psycopg.connect(self.url, autocommit=True, connect_timeout=2) as admin:
            return [pid for (pid,) in admin.execute(asked).fetchall()]


@contextmanager
def cluster(place: Path, port: int) -> Iterator[Cluster]:
    made = Cluster(place, port)
    try:
        made.start()
        yield made
    finally:
        if made.process:
            made.process.send_signal(signal.SIGINT)  # its own way of ending at once; on SIGTERM it waits for its guests
            made.process.wait(30)
