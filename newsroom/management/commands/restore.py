"""A backup into an empty newsroom, on SQLite or PostgreSQL, whichever it came from."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom import safekeeping
from newsroom.management.commands.prepare import require_database
from newsroom.safekeeping.bringing_back import Occupied


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and an empty folder of media, then up to this version."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="The folder that the command backup named.")

    def handle(self, place: Path, **options: Any) -> None:
        require_database()
        try:
            manifest = safekeeping.bring_back(place, lambda line: self.stdout.write(f"  {line}"))
        except (safekeeping.Damaged, Occupied) as refusal:
            raise CommandError(str(refusal)) from None
        call_command("migrate", verbosity=0, interactive=False)
        call_command("roles", verbosity=0)
        call_command("reindex", verbosity=0)
        for name in manifest.missing:
            self.stderr.write(f"  A row names {name}; that file was missing when the backup was made.")
        self.stdout.write(f"Back as of {manifest.made_at}, every table with the sum it was kept with.")
