"""Uploaded files, wherever the storage keeps them."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.apps.registry import Apps
from django.core.files.storage import Storage
from django.db import models

from newsroom.safekeeping.rows import models_of


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file, by its name in the storage; files on their way in (hidden, or half sent) are not there yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name and not name.startswith("."):
            yield str(PurePosixPath(folder, name))
    for name in sorted(folders):
        if name and not name.startswith(".") and name not in {"incoming", "scratch"}:
            yield from names(storage, str(PurePosixPath(folder, name)))


def named_in_rows(apps: Apps, using: str) -> set[str]:
    found: set[str] = set()
    for model in models_of(apps):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                told = model._base_manager.using(using).exclude(**{field.name: ""})
                found |= {name for name in told.values_list(field.name, flat=True) if name}
    return found
