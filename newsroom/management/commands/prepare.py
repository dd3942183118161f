"""Everything between fresh code and an open door. Run again, it changes nothing."""

import contextlib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.static_storage import sources_as_they_are

PREPARING = 7_020_020  # a number that nobody else locks in this database


class Command(BaseCommand):
    help = "Bring the database, the roles and the static files up to date; in a demo, load the demo newsroom."
    requires_system_checks = ()  # the system checks of migrate and the others are enough

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="Leave the static files as they are.")

    def handle(self, **options: Any) -> None:
        require_database()
        with _one_at_a_time():
            self._step("Database tables", "migrate", verbosity=0, interactive=False)
            self._step("Roles and their permissions", "roles", verbosity=0)
            self._step("Agencies", "agencies", if_none=True)
        if not options["no_static"]:
            self._collect()
        if settings.DEMO:
            self._step("Demo newsroom", "load_demo")
        self._step("Words to be found by", "reindex", if_needed=True)

    def _collect(self) -> None:
        stamp, now = Path(settings.STATIC_ROOT, ".collected"), sources_as_they_are()
        if not stamp.exists() or stamp.read_text() != now:
            self._step("Static files", "collectstatic", verbosity=0, interactive=False)
            stamp.write_text(now)

    def _step(self, what: str, command: str, **options: Any) -> None:
        self.stdout.write(f"  {what} …")
        self.stdout.flush()
        call_command(command, stdout=self.stdout, **options)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two app servers that start together would make the same table twice. SQLite serves one machine only."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def require_database() -> None:
    try:
        connection.ensure_connection()
    except Error as problem:
        reason = str(problem).strip().partition("\n")[0]
        raise CommandError(f"The database does not answer ({reason}); is DATABASE_URL right?") from None


def require_tables() -> None:
    """A worker or a page without its tables would fail one by one, each in its own way."""
    require_database()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date with this version: run the command prepare first.")
