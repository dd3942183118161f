"""What happens afterwards: renditions, announcements, letters. ``serve`` starts one; more may run beside it."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

from newsroom.management.commands.prepare import require_tables
from newsroom.pulse import BEAT, STALE
from newsroom.worker import Beating, Heart


class Command(BaseCommand):
    help = "Do what is queued, announce what is due, give signs of life. Stops on ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queue", default="*", choices=["*", "default", "media"],
            help="media: only encode; default: everything else. One process for all if it is not given.",
        )  # fmt: skip
        parser.add_argument("--interval", default=1.0, type=float, help="Seconds between two looks at an empty queue.")
        parser.add_argument("--beat", default=BEAT, type=float, help="Seconds between two signs of life.")
        parser.add_argument(
            "--stale", default=STALE, type=float, help="Seconds of silence after which another worker counts as dead."
        )

    def handle(self, queue: str, interval: float, beat: float, stale: float, **options: Any) -> None:
        if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            raise CommandError("With DEBUG=1 there is nothing to do: what happens afterwards happens at once.")
        require_tables()
        if options["verbosity"] == 0:
            logging.getLogger("django_tasks").setLevel(logging.CRITICAL)
            logging.getLogger("django_tasks_db").setLevel(logging.CRITICAL)
        heart = Heart(beat, stale)
        worker = Beating(heart, interval, queue)
        worker.configure_signals()
        heart.beat()
        heart.start()
        try:
            worker.run()
        finally:
            heart.stop()
