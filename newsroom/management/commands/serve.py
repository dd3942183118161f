"""The newsroom as it runs for readers: the application server and the worker, until told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom import env
from newsroom.management.commands.prepare import require_tables

PATIENCE = 10  # seconds that a child has to finish what it is doing


class Stop(Exception):
    """We are asked to stop. ``told``: the children heard it, too (ctrl-C reaches all of them)."""

    def __init__(self, told: bool):
        self.told = told


class Command(BaseCommand):
    help = "Serve the newsroom: application server and worker. Stops both on ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default: only this machine).")
        parser.add_argument("--port", default=settings.PORT, type=int)
        parser.add_argument("--workers", default=min(os.cpu_count() or 1, 4), type=int, help="Server processes.")
        parser.add_argument("--prepare", action="store_true", help="Run the command prepare first.")

    def handle(self, host: str, port: int, workers: int, prepare: bool, **options: Any) -> None:
        if settings.DEMO and not env.is_loopback(host):
            raise CommandError(f"A demo has well-known passwords, so it is not served on {host}: leave --host out.")
        _refuse_taken(host, port)
        children: dict[str, subprocess.Popen[bytes]] = {}
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        try:
            if prepare:
                call_command("prepare", stdout=self.stdout)
            require_tables()
            children["server"] = subprocess.Popen(_server(host, port, workers), cwd=settings.HERE)  # noqa: S603 ours
            for name, queue in (("worker", "default"), ("encoder", "media")):  # an hour of encoding delays no letter
                children[name] = subprocess.Popen(_worker(queue), cwd=settings.HERE)  # noqa: S603 our own command line
            self._open(host, port, children)
            self._watch(children)
        except Stop as stop:
            _end(children, told=stop.told)
            self.stdout.write("The newsroom is closed.")
        finally:
            _end(children, told=False)

    def _open(self, host: str, port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
        while not _answers(host, port):
            _refuse_dead(children)
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

    def _watch(self, children: dict[str, subprocess.Popen[bytes]]) -> None:
        while True:
            _refuse_dead(children)
            time.sleep(0.5)


def _server(host: str, port: int, workers: int) -> list[str]:
    where = ["--host", host, "--port", str(port)]
    size = ["--workers", str(workers), "--blocking-threads", "4"]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *(*where, *size, "newsroom.wsgi:application"),
    ]


def _worker(queue: str) -> list[str]:
    return [sys.executable, "manage.py", "worker", "--queue", queue, "--verbosity", "0"]


def _stop(signum: int, frame: FrameType | None) -> None:
    raise Stop(told=signum == signal.SIGINT)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Cannot listen on {host}, port {port} ({problem.strerror}). Another port may be free: PORT={port + 1}"
            ) from None


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _refuse_dead(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(f"The {name} ended by itself (code {child.returncode}), so everything stops.")


def _end(children: dict[str, subprocess.Popen[bytes]], *, told: bool) -> None:
    """Ask once, wait, and insist only then: a second signal would cut what the worker is doing."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = (None, 3) if told else (signal.SIGTERM, PATIENCE)
    for attempt, patience in (first, (signal.SIGTERM, PATIENCE), (signal.SIGKILL, PATIENCE)):
        alive = [child for child in children.values() if child.poll() is None]
        for child in alive:
            if attempt:
                child.send_signal(attempt)
        until = time.monotonic() + (patience if alive else 0)
        while time.monotonic() < until and any(child.poll() is None for child in alive):
            time.sleep(0.05)
