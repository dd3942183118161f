"""The six roles, as groups. A door to ``newsroom.roles``, and quiet where nothing is to do."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from newsroom.roles import set_up_roles


class Command(BaseCommand):
    help = "Make the groups of the six roles, or set them back to what they may do."

    def handle(self, verbosity: int, **options: Any) -> None:
        with transaction.atomic():
            changed = set_up_roles()
        if verbosity:
            news = f"Set up: {', '.join(changed)}" if changed else "All six roles are as they should be."
            self.stdout.write(news)
