"""A backup of rows and files, while everybody goes on working."""

import shutil
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
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
        parser.add_argument(
            "--keep", type=_at_least_one, metavar="NUMBER",
            help="Once this one is whole, take away all but so many of the newest ones in the folder; and before, "
            "what broke off there more than a day ago.",
        )  # fmt: skip

    def handle(self, folder: Path, keep: int | None, verbosity: int, **options: Any) -> None:
        require_tables()
        # First of all, for a disk that is full of them has no room for a whole one.
        stayed = self._take_away(safekeeping.broken_off(folder) if keep else ())
        try:
            place = safekeeping.keep(folder, lambda line: self.stdout.write(f"  {line}") if verbosity else None)
        except (OSError, Error) as problem:
            told = "The backup broke off ({}). What there is of it ends in .partial and can be deleted."
            raise CommandError(told.format(str(problem).strip())) from problem
        manifest = safekeeping.check(place, lambda line: None)
        for name in manifest.missing:
            self.stderr.write(f"  A row names {name}, and there is no such file. It is not in the backup.")
        self.stdout.write(f"Kept and checked: {place}")
        olds = safekeeping.backups(folder)[:-keep] if keep else []
        # Not this one: a clock that ran ahead may have made the others look younger.
        stayed += self._take_away(old for old in olds if old != place)
        if stayed:
            raise CommandError(f"The new backup is whole, but not all could be taken away: {'; '.join(stayed)}")

    def _take_away(self, places: Iterable[Path]) -> list[str]:
        """What stands in the way, in words, where something does."""
        problems = []
        for place in places:
            try:
                shutil.rmtree(place)
            except OSError as problem:
                problems.append(str(problem))
            else:
                self.stdout.write(f"Taken away: {place}")
        return problems


def _at_least_one(typed: str) -> int:
    if not typed.isdecimal() or not (number := int(typed)):
        raise ArgumentTypeError(f"{typed} is no number of backups; 1 is the least.")
    return number
