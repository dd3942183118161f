"""The demo newsroom: twelve stories of an invented town. Run again, it changes nothing."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom import env
from newsroom.demo import loading, reading, totals


class Command(BaseCommand):
    help = "Fill an empty newsroom with demo content: people, pictures, clips, stories, and a user for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--picture-width", type=int, default=loading.WIDTH, help="Smaller pictures are quicker.")
        parser.add_argument(
            "--without-footage", action="store_true", help="Clips with a length, but no film, even with ffmpeg."
        )

    def handle(self, picture_width: int, without_footage: bool, verbosity: int, **options: Any) -> None:
        if not env.is_loopback(urlsplit(settings.SITE_URL).hostname or ""):
            raise CommandError(
                f"The demo's users have a well-known password, so it is not loaded for {settings.SITE_URL}."
            )
        say = self._say if verbosity else lambda line: None
        wishes = loading.Wishes(picture_width, film=not without_footage)
        try:
            made = loading.load(timezone.now(), say, wishes)
        except totals.DoesNotAddUp as problem:
            raise CommandError(f"The demo does not add up: {problem}") from problem
        if not made:
            say("The demo newsroom is there already; nothing to do.")
            return
        call_command("reindex", verbosity=0)
        say(f"Users: {', '.join(reading.register('staff'))}. Password of all: {settings.DEMO_PASSWORD}")

    def _say(self, line: str) -> None:
        self.stdout.write(f"    {line}")
        self.stdout.flush()
