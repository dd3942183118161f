"""Writing and removing files. A file is whole and where it belongs before anybody is told its name.

On a disk or in an object store; either fails with ``OSError``.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import DEFAULT_STORAGE_ALIAS
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import transaction


def on_disk() -> bool:
    """Files lie in a folder of this machine, and not in an object store."""
    return isinstance(storages[DEFAULT_STORAGE_ALIAS], FileSystemStorage)


def keep(name: str, data: bytes) -> str:
    """Store ``data`` as ``name``, over what was there. On a disk: written beside, fsynced, renamed."""
    if not on_disk():
        return default_storage.save(name, ContentFile(data))  # an object store replaces whole objects by itself
    target = Path(default_storage.path(name))  # refuses names that lead out of the media folder
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _fsync_folder(target.parent)
    return name


def _fsync_folder(folder: Path) -> None:
    """The name has to outlive a power cut, too; systems that cannot open a folder keep it by themselves."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(names: Iterable[str]) -> None:
    """What cannot be removed now is a file without a row, which the sweep removes."""
    for name in names:
        with suppress(OSError):
            default_storage.delete(name)


def discard_on_commit(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in it; of a folder that is not there, none."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def files_below(folder: str) -> Iterator[str]:
    folders, names = listed(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from files_below(f"{folder}/{inner}")
