"""The agencies whose files are understood, as rows that the desk can rename and give more spellings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from people.models import Organisation
from visuals import lifecycle


class Command(BaseCommand):
    help = "Put the usual agencies among the organisations; those that are there stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-none", action="store_true", help="Only where there is no organisation at all yet.")

    def handle(self, if_none: bool, **options: Any) -> None:
        if not (if_none and Organisation.objects.exists()):
            self.stdout.write(f"    {lifecycle.keep_usual_agencies()} agencies")
