"""A door to ``visuals.pipeline.metadata``: what would be stored of a picture, without a table being touched."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from visuals.pipeline import metadata
from visuals.pipeline.metadata.limits import FILE_BYTES


class Command(BaseCommand):
    help = "Show what picture files say of themselves: credit, caption, date, rights. Stores nothing."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="One JSON object a file; several files give a list in their order."
        )

    def handle(self, files: list[str], json: bool, **options: Any) -> None:
        unreadable = 0
        readings = []
        for name in files:
            reading, problem = _read(Path(name))
            readings.append(reading.values)
            if problem:
                unreadable += 1
                self.stderr.write(f"{name}: {problem}")
        self._print_json(readings) if json else self._print(files, readings)
        if unreadable == len(files):
            raise CommandError("No file could be read.")

    def _print_json(self, readings: list[dict[str, Any]]) -> None:
        shown = readings[0] if len(readings) == 1 else readings
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))

    def _print(self, files: list[str], readings: list[dict[str, Any]]) -> None:
        for name, values in zip(files, readings, strict=True):
            self.stdout.write(name)
            for field, value in values.items():
                text = "; ".join(value) if isinstance(value, list) else value
                if text:
                    self.stdout.write(f"  {field}: {text}")


def _read(path: Path) -> tuple[metadata.Reading, str]:
    """What the file says, and why it could not be opened if that is so."""
    try:
        if path.is_dir():
            problem = "is a folder, not a file"
        elif path.stat().st_size > FILE_BYTES:
            problem = f"is larger than {FILE_BYTES // 1_000_000} MB"
        else:
            return metadata.read(path.read_bytes()), ""
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        problem = (getattr(error, "strerror", None) or str(error)).lower()
    reading = metadata.Reading()
    reading.warn(f"file: {problem}")
    return reading, problem
