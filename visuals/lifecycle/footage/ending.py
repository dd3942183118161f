"""What becomes of files whose row is gone, and of what a kill or a day's work has left behind."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from visuals.lifecycle.footage import places
from visuals.models import Footage, FootageVersion

ROOMS = ("private/footage", "footage")


def forget(footage: Footage) -> None:
    """Remove a programme that no clip is made of, and all that was made of it. Who encodes it loses the lease."""
    key = footage.key
    with transaction.atomic():
        footage.delete()
        transaction.on_commit(lambda: places.discard(f"{room}/{key[:2]}/{key}" for room in ROOMS), robust=True)


def sweep(*, before: datetime, dry: bool = False) -> int:
    """Remove folders of programmes and versions that no row names and nobody has written into since ``before``."""
    found = 0
    for folder in [*_programmes_without_a_row(), *_versions_without_a_row()]:
        if max(path.stat().st_mtime for path in [folder, *folder.rglob("*")]) < before.timestamp():
            found += 1
            if not dry:
                shutil.rmtree(folder, ignore_errors=True)
    return found


def _programmes_without_a_row() -> Iterator[Path]:
    for room in ROOMS:
        folders = {folder.name: folder for folder in (places.media() / room).glob("??/*")}
        known = set(Footage.objects.filter(key__in=folders).values_list("key", flat=True))
        yield from (folder for key, folder in sorted(folders.items()) if key not in known)


def _versions_without_a_row() -> Iterator[Path]:
    known = set(FootageVersion.objects.values_list("path", flat=True))
    for folder in sorted((places.media() / "footage").glob("??/*/*")):
        if folder.name.isdigit() and folder.relative_to(places.media()).as_posix() not in known:
            yield folder
