"""Where a programme's files lie. All of them are ours by name; the client's names are only ever shown.

Work is done on this machine's disk. Where files are kept in an object store, what is needed is fetched into the folder
of the job and goes with it, and what was made is handed in, all of it before anybody is told.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from visuals.lifecycle import keeping
from visuals.models import Footage, FootageVersion, MediaJob

BLOCK = 4 * 1024**2
Beat = Callable[[], None]  # called in between whatever takes long


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


def here(job: MediaJob, name: str, beat: Beat) -> Path:
    """A stored file as one on this disk: itself, or a copy out of the store for as long as the job lasts."""
    if keeping.on_disk():
        return media() / name
    target = scratch(job) / "fetched" / name
    if not target.exists():
        size = default_storage.size(name)
        if free() < size:
            raise OSError(errno.ENOSPC, f"{free()} bytes are free, {size} are to be fetched")
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name) as stored, target.open("wb") as file:
            for block in iter(partial(stored.read, BLOCK), b""):
                file.write(block)
                beat()
    return target


def folder_here(job: MediaJob, name: str, beat: Beat) -> Path:
    """A stored folder, in the same way."""
    if not keeping.on_disk():
        for file in keeping.files_below(name):
            here(job, file, beat)
        return scratch(job) / "fetched" / name
    return media() / name


def hand_in(made: Path, name: str, beat: Beat) -> None:
    """A file or a folder into the store, whole. On a disk nothing yet: there ``put`` does it by one rename."""
    if keeping.on_disk():
        return
    below = [path for path in sorted(made.rglob("*")) if path.is_file()] if made.is_dir() else [made]
    for path in below:
        beat()
        with path.open("rb") as opened:
            inside = path.relative_to(made).as_posix()
            default_storage.save(name if path == made else f"{name}/{inside}", Told(opened, beat))


class Told(File):
    """A file that gives signs of life while it is read: a large one takes longer than a lease."""

    def __init__(self, file: object, beat: Beat) -> None:
        super().__init__(file)
        self.beat = beat

    def read(self, *size: int) -> bytes:
        self.beat()
        data: bytes = self.file.read(*size)
        return data


def put(made: Path, name: str) -> None:
    """One rename. What lies there already was made by somebody who died before he could say so. In a store it lies
    there since ``hand_in``.
    """
    if not keeping.on_disk():
        return
    target = media() / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.replace(target, made.with_name(f"{made.name}.before"))  # in the scratch folder, which is removed
    os.replace(made, target)


def flush(folder: Path, beat: Beat) -> int:
    """Everything below is on the disk, not only in memory; how many bytes that are."""
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
    """Remove folders, named below the media folder, wherever their files are kept."""
    for name in names:
        shutil.rmtree(media() / name, ignore_errors=True)
        if not keeping.on_disk():
            with suppress(OSError):
                keeping.discard(keeping.files_below(name))
