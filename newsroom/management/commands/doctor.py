"""What is missing or unwise here, in words, for whoever runs the newsroom."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from newsroom import env, health, safekeeping, serving
from newsroom.login.adapters import STEPS
from people.models import User

ROOM = 5_000_000_000  # bytes: a programme in all its sizes, and the next one
LONG_AGO = 2 * 24 * 60 * 60  # seconds
PATIENCE = 10.0  # seconds: who has just begun the newsroom asks before its worker has given the first sign


class Command(BaseCommand):
    help = "Say what is wrong now, and what is missing or unwise in this configuration. Fails if something is wrong."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        wrong = self._troubles()
        for name, sentence in wrong.items():
            self.stdout.write(f"wrong    {name}: {sentence}")
        for sentence in self._unwise():
            self.stdout.write(f"unwise   {sentence}")
        for issue in checks.run_checks(include_deployment_checks=not settings.DEMO):
            if not issue.is_silenced():
                self.stdout.write(f"unwise   {issue.id}: {issue.msg.partition(chr(10))[0]}")
        if wrong:
            raise CommandError("Something is wrong; see above.")
        self.stdout.write(f"Nothing is wrong. {settings.SITE_URL}, {connection.vendor}, {settings.SITE_LANGUAGE}.")

    def _troubles(self) -> dict[str, str]:
        """What is wrong, and stays so if it is nothing but a worker that may be on its way."""
        wrong, until = health.troubles(), time.monotonic() + PATIENCE
        if wrong.keys() == {"worker"}:
            self.stdout.write(f"No worker has given a sign yet; waiting for one, {PATIENCE:.0f} seconds at most …")
        while wrong.keys() == {"worker"} and time.monotonic() < until:
            time.sleep(0.5)
            wrong = health.troubles()
        return wrong

    def _unwise(self) -> Iterator[str]:
        yield from _about_readers()
        yield from _about_coming_in()
        yield from _about_work()
        yield from _about_watching()
        yield from _about_loss()


def _about_readers() -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on: whoever meets an error is shown the code. Leave it out for readers."
    if settings.DEMO:
        yield "This is a demo: everybody knows its passwords."
    elif not settings.SITE_URL.startswith("https://"):
        yield f"SITE_URL is {settings.SITE_URL}, without https: beyond this machine passwords travel in the open."
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        yield "CACHE_URL is not set: each process remembers for itself. Fine on one machine; several need a Redis."


def _about_coming_in() -> Iterator[str]:
    if not settings.SECOND_FACTOR:
        return
    staff = User.objects.filter(is_staff=True, is_active=True)
    chiefs = staff.filter(Q(is_superuser=True) | Q(groups__name="administrator")).distinct()
    without = staff.exclude(pk__in=Authenticator.objects.filter(type__in=STEPS).values("user"))
    try:
        count, alone = without.count(), chiefs.count() == 1
    except DatabaseError:
        return  # said above already
    if count:
        yield f"Users of the desk without a second factor: {count}. A fresh password alone sets one up, for a day."
    if alone:
        yield "There is one administrator: if their factors are lost, only manage.py on this machine can help."


def _about_work() -> Iterator[str]:
    if "console" in settings.EMAIL_BACKEND:
        yield "EMAIL_URL is not set: letters to colleagues are printed by the worker, and nobody gets them."
    if not (settings.FFMPEG or shutil.which("ffmpeg")):
        yield "No encoder for video is found (FFMPEG, or ffmpeg on the PATH): clips keep the durations typed by hand."


def _about_watching() -> Iterator[str]:
    if settings.METRICS_PORT and not env.is_loopback(settings.METRICS_HOST):
        where = f"{settings.METRICS_HOST}, port {settings.METRICS_PORT}"
        yield f"Figures are told to whoever reaches {where}: only a network of your own should."
    elif not settings.METRICS_PORT and not settings.DEMO:
        yield "METRICS_PORT is not set: nobody keeps figures of how fast answers are and how many fail."
    if not settings.HEALTH_TOKEN and not settings.DEMO:
        yield "HEALTH_TOKEN is not set: /readyz says that something is wrong, and to nobody what."
    if not serving.is_installed(settings.SERVER):
        yield f"SERVER is {settings.SERVER}, which is not installed here: run make setup."
    if 2 * (os.cpu_count() or 1) < settings.WORKERS:
        yield f"WORKERS is {settings.WORKERS} on {os.cpu_count()} cores: more than two a core only take memory."


def _about_loss() -> Iterator[str]:
    places = [Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        places.append(Path(str(connection.settings_dict["NAME"])).parent)
    for place in {_existing(place) for place in places}:
        if (free := shutil.disk_usage(place).free) < ROOM:
            yield f"Only {free / 1e9:.1f} GB are free at {place}."
    made = [path.stat().st_mtime for path in safekeeping.backups(settings.BACKUPS)]
    if not settings.DEMO and (not made or timezone.now().timestamp() - max(made) > LONG_AGO):
        yield f"No backup of the last two days is in {settings.BACKUPS}. Kept elsewhere? BACKUPS says where to look."
    secret = settings.VAR / "secret_key"
    if os.name == "posix" and secret.exists() and secret.stat().st_mode & 0o077:
        yield f"{secret} can be read by others on this machine: chmod 600."


def _existing(place: Path) -> Path:
    return place if place.exists() else _existing(place.parent)
