"""The newsroom as it runs for readers: the application server and the workers, until told to stop."""

import contextlib
import logging
import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from newsroom import env, serving
from newsroom.management.commands.prepare import require_tables
from newsroom.serving.children import Children
from newsroom.watching import figures

logger = logging.getLogger(__name__)


class Stop(Exception):
    """We are asked to stop. ``told``: the children heard it, too (ctrl-C reaches all of them)."""

    def __init__(self, told: bool):
        self.told = told


class Command(BaseCommand):
    help = "Serve the newsroom: application server and workers. Stops all of them on ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default: only this machine).")
        parser.add_argument("--port", default=settings.PORT, type=int)
        parser.add_argument("--workers", default=settings.WORKERS, type=int, help="Server processes.")
        parser.add_argument("--server", default=settings.SERVER, choices=serving.SERVERS)
        parser.add_argument("--prepare", action="store_true", help="Run the command prepare first.")
        parser.add_argument("--alone", action="store_true", help="No workers: they run elsewhere (manage.py worker).")

    def handle(self, host: str, port: int, workers: int, server: str, **options: Any) -> None:
        _refuse_unsafe(host)
        _refuse_missing(server)
        _refuse_taken(host, port)
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        lines = {"server": serving.command(server, host, port, workers, json=settings.LOG_FORMAT == "json")}
        if not options["alone"]:  # two, for an hour of encoding delays no letter
            lines |= {"worker": _worker("default"), "encoder": _worker("media")}
        with _watched(port) as counted:
            children = Children(lines, settings.HERE, os.environ | counted)
            try:
                if options["prepare"]:
                    call_command("prepare", stdout=self.stdout)
                require_tables()
                _require_static()
                opened = _file_of_sqlite()
                children.begin()
                self._open(host, port, children)
                self._watch(children, opened)
            except Stop as stop:
                children.end(told=stop.told)
                self.stdout.write("The newsroom is closed.")
            finally:
                children.end(told=False)

    def _open(self, host: str, port: int, children: Children) -> None:
        while not _answers(host, port):
            for name, code in children.dead():
                raise _ended(name, code)
            time.sleep(0.1)
        lines = [
            f"The newsroom is open on {host}, port {port}.",
            f"  Site   {settings.SITE_URL}/",
            f"  Desk   {settings.SITE_URL}/admin/",
        ]
        if settings.DEMO:
            lines.append(f"  Log in as cvd with the password {settings.DEMO_PASSWORD}")
        self.stdout.write("\n".join([*lines, "  ctrl-C closes it."]))
        self.stdout.flush()

    def _watch(self, children: Children, opened: tuple[int, int] | None) -> None:
        """Readers do not wait for work in the background, so its end is no reason to close to them.

        Another file in the place of SQLite's is one: whoever has the old one open would go on writing to nobody.
        """
        while True:
            if _file_of_sqlite() != opened:
                name = settings.DATABASES["default"]["NAME"]
                told = "{} is not the file any more that was opened. Everything stops, so that nothing is written into "
                raise CommandError(f"{told.format(name)}the wrong one: put the right one there, and start again.")
            for name, code in list(children.dead()):
                if name == "server":
                    raise _ended(name, code)
                logger.warning("The %s ended by itself (code %s), so a new one begins.", name, code)
                children.begin_again(name)
            time.sleep(0.5)


def _worker(queue: str) -> list[str]:
    return [sys.executable, "manage.py", "worker", "--queue", queue, "--verbosity", "0"]


def _stop(signum: int, frame: FrameType | None) -> None:
    raise Stop(told=signum == signal.SIGINT)


def _refuse_unsafe(host: str) -> None:
    """What would be open to the world and should not be, or would answer nobody there."""
    if settings.DEBUG:
        raise CommandError("DEBUG=1 shows the code to whoever meets an error: leave it out here, or run make dev.")
    if env.is_loopback(host):
        return
    if settings.DEMO:
        raise CommandError(f"A demo has well-known passwords, so it is not served on {host}: leave --host out.")
    if not env.text("SITE_URL"):
        raise CommandError(
            f"On {host} others can ask, but SITE_URL, the address readers use, is not set, so all of them would be "
            "refused. Example: SITE_URL=https://www.example.org"
        )


def _refuse_missing(server: str) -> None:
    if not serving.is_installed(server):
        raise CommandError(f"{server} is not installed here: run make setup, or name another one with SERVER=…")


def _require_static() -> None:
    if not (settings.STATIC_ROOT / ".collected").exists():
        raise CommandError("The static files are not collected yet: run the command prepare first, or add --prepare.")


@contextlib.contextmanager
def _watched(port: int) -> Iterator[dict[str, str]]:
    """What the children's environment needs so that they are counted; nothing if nobody asks for figures."""
    if not settings.METRICS_PORT:
        yield {}
        return
    if port == settings.METRICS_PORT:
        raise CommandError(f"Figures are not for readers: METRICS_PORT has to be another one than PORT={port}.")
    try:
        door = figures.open_door(settings.METRICS_HOST, settings.METRICS_PORT)
    except OSError as problem:
        where = f"{settings.METRICS_HOST}, port {settings.METRICS_PORT}"
        raise CommandError(
            f"The figures cannot be told on {where} ({problem.strerror}). Another port may be free: METRICS_PORT=…"
        ) from None
    with door as folder:
        yield {figures.FOLDER: str(folder)}


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Cannot listen on {host}, port {port} ({problem.strerror}). Another port may be free: PORT={port + 1}"
            ) from None


def _file_of_sqlite() -> tuple[int, int] | None:
    """Which file it is, whatever its name; None for a server's database, and where there is none."""
    with contextlib.suppress(OSError):
        if connection.vendor == "sqlite":
            file = os.stat(settings.DATABASES["default"]["NAME"])
            return file.st_dev, file.st_ino
    return None


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _ended(name: str, code: int) -> CommandError:
    return CommandError(f"The {name} ended by itself (code {code}), so everything stops.")
