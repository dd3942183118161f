"""Everything between fresh code and an open door. Run again, it changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import OperationalError


class Command(BaseCommand):
    help = "Bring the database, the roles and the static files up to date; in a demo, load the demo newsroom."
    requires_system_checks = ()  # the system checks of migrate and the others are enough

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="Leave the static files as they are.")

    def handle(self, **options: Any) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as problem:
            raise CommandError(
                f"The database does not answer ({_first_line(problem)}); is DATABASE_URL right?"
            ) from None
        self._step("Database tables", "migrate", interactive=False)
        self._step("Roles and their permissions", "roles")
        if not options["no_static"]:
            self._step("Static files", "collectstatic", interactive=False)
        if settings.DEMO:
            self._step("Demo newsroom", "load_demo")

    def _step(self, what: str, command: str, **options: Any) -> None:
        self.stdout.write(f"  {what} …", ending="\n")
        self.stdout.flush()
        call_command(command, verbosity=0, stdout=self.stdout, **options)


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]
