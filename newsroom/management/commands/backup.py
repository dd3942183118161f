"""A backup of rows and files, while everybody goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from newsroom import safekeeping
from newsroom.management.commands.prepare import require_tables


class Command(BaseCommand):
    help = "Keep everything the newsroom knows in a folder: rows, pictures, footage. Nobody has to stop working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BACKUPS, help="Below which one (BACKUPS).")

    def handle(self, folder: Path, verbosity: int, **options: Any) -> None:
        require_tables()
        try:
            place = safekeeping.keep(folder, lambda line: self.stdout.write(f"  {line}") if verbosity else None)
        except (OSError, Error) as problem:
            told = "The backup broke off ({}). What there is of it ends in .partial and can be deleted."
            raise CommandError(told.format(str(problem).strip())) from problem
        manifest = safekeeping.check(place, lambda line: None)
        for name in manifest.missing:
            self.stderr.write(f"  A row names {name}, and there is no such file. It is not in the backup.")
        self.stdout.write(f"Kept and checked: {place}")
