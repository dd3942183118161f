"""What a kill or a day's work leaves behind among pictures and footage: run it every night."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from visuals import lifecycle
from visuals.lifecycle import footage


class Command(BaseCommand):
    help = "Remove picture files that no row names and copies replaced a day ago; order copies that never came."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")
        parser.add_argument(
            "--hours", type=float, default=24, help="Leave files alone that are younger; an upload may be on its way."
        )

    def handle(self, dry_run: bool, hours: float, **options: Any) -> None:
        told = lifecycle.sweep(grace=timedelta(hours=hours), dry=dry_run)
        folders = footage.sweep(before=timezone.now() - timedelta(hours=hours), dry=dry_run)
        self.stdout.write(
            f"{told.orphans} files without a row, {told.retired} replaced copies, {told.ordered} to copy anew, "
            f"{told.missing} rows without a file, {folders} folders of footage without a row"
            + (" (nothing was changed)" if dry_run else "")
        )
        if told.missing:
            self.stderr.write("Rows without a file can only be mended from a backup or by uploading the picture again.")
