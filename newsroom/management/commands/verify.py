"""Is a backup whole?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom import safekeeping


class Command(BaseCommand):
    help = "Read every byte of a backup and say which parts are missing or damaged. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="The folder that the command backup named.")

    def handle(self, place: Path, **options: Any) -> None:
        try:
            manifest = safekeeping.check(place, lambda line: self.stdout.write(f"  {line}"))
        except safekeeping.Damaged as damage:
            raise CommandError(str(damage)) from None
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(f"Whole: {rows} rows in {len(manifest.tables)} tables, {len(manifest.media)} files.")
