"""For somebody who has lost everything, where nobody can log in any more. A door to ``newsroom.login.resetting``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.login.resetting import reset
from people.models import User


class Command(BaseCommand):
    help = "Take away somebody's second factor and end their log-ins; they set up a new one at the next log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument("--reason", default="", help="for the log")

    def handle(self, name: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user “{name}”.")
        had = reset(user, by=None, reason=reason)
        self.stdout.write(f"Gone: {', '.join(had)}." if had else f"{name} had no second factor.")
