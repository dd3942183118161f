"""Is a backup whole? Every byte is read and held against the list."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from newsroom.safekeeping import manifest as book
from newsroom.safekeeping.manifest import Damaged, Manifest, media_file, table_file


def check(place: Path, say: Callable[[str], None]) -> Manifest:
    """The list of a whole backup; ``Damaged`` names every part that is missing or not as it was written."""
    manifest = book.read(place)
    sums = {table_file(label): table.sha256 for label, table in manifest.tables.items()}
    sums |= {media_file(name): file.sha256 for name, file in manifest.media.items()}
    if problems := list(_problems(place, sums, say)):
        raise Damaged(*problems)
    return manifest


def require(place: Path, sums: dict[str, str]) -> None:
    """These parts alone, by the sum each has to have."""
    if problems := list(_problems(place, sums, lambda line: None)):
        raise Damaged(*problems)


def _problems(place: Path, sums: dict[str, str], say: Callable[[str], None]) -> Iterator[str]:
    for number, (name, expected) in enumerate(sums.items(), start=1):
        try:
            with (place / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield f"{name} is missing."
            continue
        if found != expected:
            yield f"{name} is not as it was written."
        if number % 500 == 0:
            say(f"{number} of {len(sums)} parts read")
