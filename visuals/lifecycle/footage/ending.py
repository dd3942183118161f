"""What becomes of files whose row is gone, and of what a kill or a day's work has left behind."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from visuals.lifecycle import keeping
from visuals.lifecycle.footage import places
from visuals.models import Footage, FootageVersion, MediaJob

ROOMS = ("private/footage", "footage")


def forget(footage: Footage) -> None:
    """Remove a programme that no clip is made of, and all that was made of it. Who encodes it loses the lease."""
    key = footage.key
    with transaction.atomic():
        footage.delete()
        transaction.on_commit(lambda: places.discard(f"{room}/{key[:2]}/{key}" for room in ROOMS), robust=True)


def sweep(*, before: datetime, dry: bool = False) -> int:
    """Remove folders of programmes and versions that no row names, and of jobs that nobody does any more, if nobody
    has written into them since ``before``.
    """
    found = 0
    for folder in [*(places.media() / name for name in _astray(_on_this_disk)), *_left_by_the_dead()]:
        if max(path.stat().st_mtime for path in [folder, *folder.rglob("*")]) < before.timestamp():
            found += 1
            if not dry:
                shutil.rmtree(folder, ignore_errors=True)
    return found + (0 if keeping.on_disk() else _sweep_the_store(before, dry))


def _sweep_the_store(before: datetime, dry: bool) -> int:
    found = 0
    for name in _astray(lambda folder: keeping.listed(folder)[0]):
        files = list(keeping.files_below(name))  # none: some stores keep the names of empty folders
        if files and all(default_storage.get_modified_time(file) < before for file in files):
            found += 1
            if not dry:
                places.discard([name])
    return found


def _on_this_disk(folder: str) -> list[str]:
    place = places.media() / folder
    return sorted(inner.name for inner in place.iterdir() if inner.is_dir()) if place.is_dir() else []


def _astray(folders_in: Callable[[str], list[str]]) -> list[str]:
    """Folders of programmes without a row, and of versions without one."""
    found, versions = [], set(FootageVersion.objects.values_list("path", flat=True))
    for room in ROOMS:
        for shelf in folders_in(room):
            keys = folders_in(f"{room}/{shelf}")
            known = set(Footage.objects.filter(key__in=keys).values_list("key", flat=True))
            found += [f"{room}/{shelf}/{key}" for key in keys if key not in known]
            for key in known if room == "footage" else ():
                numbers = [number for number in folders_in(f"{room}/{shelf}/{key}") if number.isdigit()]
                found += sorted({f"{room}/{shelf}/{key}/{number}" for number in numbers} - versions)
    return found


def _left_by_the_dead() -> Iterator[Path]:
    """Where files are in a store, a machine that never came back holds what it had fetched."""
    for folder in (places.media() / "private" / "footage").glob("??/*/scratch/*.*"):
        job, _, lease = folder.name.partition(".")
        held = {"pk": job, "lease": lease, "state": MediaJob.State.RUNNING}
        if job.isdigit() and lease.isdigit() and not MediaJob.objects.filter(**held).exists():
            yield folder
