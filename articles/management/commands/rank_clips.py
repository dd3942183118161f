"""``manage.py rank_clips FILE.json``: which clips go with which story, from a file, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.related import rank
from articles.related.library_file import BadFile, read


class Command(BaseCommand):
    help = "Ranks the clips of a JSON file for each of its stories and prints one JSON object."
    requires_system_checks = ()  # they may ask the database, and nothing may stand beside the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stories, clips = read(Path(options["file"]).read_bytes())
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}.") from problem
        except BadFile as problem:
            raise CommandError(f"{options['file']}: {problem}") from problem
        ranked = {
            story: [{"clip": s.clip, "score": s.score, "reasons": list(s.reasons)} for s in suggestions]
            for story, suggestions in rank(stories, clips).items()
        }
        self.stdout.write(json.dumps(ranked))  # in ASCII: no terminal and no stray half of a character can refuse it
