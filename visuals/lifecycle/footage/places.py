"""Where a programme's files lie. All of them are ours by name; the client's names are only ever shown."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from visuals.models import Footage, FootageVersion, MediaJob


def media() -> Path:
    return Path(settings.MEDIA_ROOT)


def version_path(footage: Footage, number: int) -> str:
    return f"footage/{footage.key[:2]}/{footage.key}/{number}"


def files(version: FootageVersion) -> Path:
    return media() / version.path


def original(footage: Footage) -> Path:
    return media() / footage.file.name


def _scratches(footage: Footage) -> Path:
    return media() / "private" / "footage" / footage.key[:2] / footage.key / "scratch"


def scratch(job: MediaJob) -> Path:
    """A folder that only the holder of this lease writes into; on the file system to which it will be moved."""
    folder = _scratches(job.footage) / f"{job.pk}.{job.lease}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def clear(job: MediaJob) -> None:
    """Remove what this job has left, under this lease and those before."""
    for folder in _scratches(job.footage).glob(f"{job.pk}.*"):
        lease = folder.name.rpartition(".")[2]
        if lease.isdigit() and int(lease) <= job.lease:
            shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # others are at work there, or it never was
        _scratches(job.footage).rmdir()


def put(made: Path, target: Path) -> None:
    """One rename. What lies there already was made by somebody who died before he could say so."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.replace(target, made.with_name(f"{made.name}.before"))  # in the scratch folder, which is removed
    os.replace(made, target)


def flush(folder: Path, beat: Callable[[], None]) -> int:
    """Everything below is on the disk, not only in memory; how many bytes that are. ``beat`` is called in between."""
    total = 0
    for path in [*folder.rglob("*"), folder]:
        beat()
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        total += path.stat().st_size if path.is_file() else 0
    return total


def free() -> int:
    """Bytes that may still be written."""
    place = media()
    place.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(place).free


def discard(names: Iterable[str]) -> None:
    """Remove folders of the media folder, named below it."""
    for name in names:
        shutil.rmtree(media() / name, ignore_errors=True)
