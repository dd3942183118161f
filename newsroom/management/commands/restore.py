"""A backup into an empty newsroom, on SQLite or PostgreSQL, whichever it came from; or one story of it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.lifecycle import Refused
from newsroom import safekeeping
from newsroom.management.commands.prepare import require_database, require_tables
from newsroom.safekeeping.bringing_back import Occupied


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and an empty folder of media, then up to this version."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="The folder that the command backup named.")

        parser.add_argument(
            "--story", metavar="NUMBER-OR-WORDS",
            help="Only this story, into a newsroom that goes on: as its next version, or as a draft if it is gone.",
        )  # fmt: skip

    def handle(self, place: Path, story: str | None, **options: Any) -> None:
        if story:
            self._one_story(place, story)
            return
        require_database()
        try:
            manifest = safekeeping.bring_back(place, lambda line: self.stdout.write(f"  {line}"))
        except (safekeeping.Damaged, Occupied, OSError) as refusal:  # a full disk, too
            raise CommandError(str(refusal)) from None
        call_command("migrate", verbosity=0, interactive=False)
        call_command("roles", verbosity=0)
        call_command("reindex", verbosity=0)
        for name in manifest.missing:
            self.stderr.write(f"  A row names {name}; that file was missing when the backup was made.")
        self.stdout.write(f"Back as of {manifest.made_at}, every table with the sum it was kept with.")

    def _one_story(self, place: Path, wanted: str) -> None:
        require_tables()
        try:
            restored = safekeeping.bring_one_back(place, wanted)
        except (safekeeping.Damaged, safekeeping.Unknown, Refused) as refusal:
            raise CommandError(str(refusal)) from None
        for sentence in restored.gone:
            self.stderr.write(f"  {sentence}")
        article = restored.article
        self.stdout.write(
            f"“{article.headline}” stands at the desk as story {article.pk}, version {article.version}. "
            "Readers see it as soon as somebody publishes it."
        )
