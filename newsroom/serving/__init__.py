"""How the two application servers are started: granian, and gunicorn for whoever knows its corners better.

Both are asked the same: answer on one address, begin nothing new once told to stop, and finish what has begun.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

SERVERS = ("granian", "gunicorn")
THREADS = 4  # answers at a time in one process; a page is mostly waiting for the database
PATIENCE = 30  # seconds that an answer has to come to its end after the server was told to stop
KEPT_OPEN = 75  # seconds; longer than a proxy in front keeps an idle connection, so that only the proxy closes it
APPLICATION = "newsroom.wsgi:application"


def command(
    server: str, host: str, port: int, workers: int, *, json: bool = False, application: str = APPLICATION
) -> list[str]:
    """The command line that answers on this address with so many processes; ``json``: what it says itself is, too."""
    log = [_LOG[server], str(Path(__file__).with_name("log.json"))] if json else []
    return [sys.executable, "-m", server, *_OPTIONS[server](host, port, workers), *log, application]


def is_installed(server: str) -> bool:
    return find_spec(server) is not None


def _granian(host: str, port: int, workers: int) -> list[str]:
    size = ["--workers", str(workers), "--blocking-threads", str(THREADS)]
    # Without this one process that is killed (memory gets short) takes the others with it.
    stop = ["--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", str(PATIENCE)]
    return [
        "--interface",
        "wsgi",
        "--no-ws",
        "--log-level",
        "warning",
        "--host",
        host,
        "--port",
        str(port),
        *size,
        *stop,
    ]


def _gunicorn(host: str, port: int, workers: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    size = ["--workers", str(workers), "--threads", str(THREADS), "--keep-alive", str(KEPT_OPEN)]
    stop = ["--worker-class", "newsroom.serving.doorkeeper.Doorkeeper", "--graceful-timeout", str(PATIENCE)]
    # Signs of life of its processes are written twice a second; on a disk they would wait for the disk.
    memory = ["--worker-tmp-dir", "/dev/shm"] if _writable("/dev/shm") else []  # noqa: S108 memory by definition
    return ["--no-control-socket", "--log-level", "warning", "--bind", address, *size, *stop, *memory]


def _writable(place: str) -> bool:
    return Path(place).is_dir() and os.access(place, os.W_OK)


_OPTIONS = {"granian": _granian, "gunicorn": _gunicorn}
_LOG = {"granian": "--log-config", "gunicorn": "--log-config-json"}
