"""The words of stories, pictures, clips, transcripts, persons and tags for the search. Run again, it writes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.search import EDITIONS, POSTS, STORIES
from people.search import PERSONS
from topics.search import TAGS
from visuals.search import CLIPS, PASSAGES, PICTURES

INDEXES = (STORIES, EDITIONS, POSTS, PICTURES, CLIPS, PASSAGES, PERSONS, TAGS)


class Command(BaseCommand):
    help = "Bring the search up to date with what the desk has written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if anything is outdated.")
        parser.add_argument("--if-needed", action="store_true", help="Only where rows are missing or words are old.")

    def handle(self, check: bool, if_needed: bool, verbosity: int, **options: Any) -> None:
        if check:
            self._check()
            return
        for index in INDEXES:
            if if_needed and index.is_whole():
                continue
            written, taken_out = index.rebuild()
            if verbosity and (written or taken_out):
                name = index.model._meta.verbose_name_plural
                self.stdout.write(f"    {name}: {written} written, {taken_out} taken out")

    def _check(self) -> None:
        outdated = {str(index.model._meta.verbose_name_plural): index.drift() for index in INDEXES}
        if any(outdated.values()):
            told = ", ".join(f"{name}: {rows}" for name, rows in outdated.items() if rows)
            raise CommandError(f"The search is behind ({told}). Run the command reindex.")
        if outdated:
            self.stdout.write("The search knows everything as it is.")
