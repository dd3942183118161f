"""Making a backup: in a folder with another name until it is whole."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from newsroom.safekeeping import media, rows
from newsroom.safekeeping.manifest import NAME, File, Manifest, Table, chunks, media_file, open_private, table_file
from newsroom.safekeeping.snapshot import snapshot

Say = Callable[[str], None]


def keep(folder: Path, say: Say) -> Path:
    """Write a backup below ``folder``; returns where it is. A broken-off one keeps the ending ``.partial``."""
    now = datetime.now(UTC)
    place = folder / f"newsroom-{now:%Y-%m-%dT%H-%M-%SZ}"
    partial = place.with_suffix(".partial")
    partial.mkdir(mode=0o700, parents=True)
    manifest = Manifest(now.isoformat(), settings.SITE_URL, connection.vendor, migrations={})
    with snapshot() as using:
        manifest.migrations = newest_migrations(using)
        for model in rows.models_of(apps):
            label = model._meta.label_lower
            manifest.tables[label] = _keep_table(model, partial / table_file(label), using)
            say(f"{label}: {manifest.tables[label].rows} rows")
        named = media.named_in_rows(apps, using)
    manifest.media = _keep_media(partial, say)
    manifest.missing = sorted(named - set(manifest.media))
    manifest.write(partial)
    return partial.rename(place)


def backups(folder: Path) -> list[Path]:
    """Whole ones below ``folder``, oldest first: by the moments in their names, for a copied folder has another date.
    What broke off, and what somebody gave another name, is not among them."""
    return sorted(place for place in folder.glob("newsroom-????-??-??T??-??-??Z") if (place / NAME).is_file())


def broken_off(folder: Path) -> list[Path]:
    """What backups begun below ``folder`` more than a day ago have left there: nobody can be writing them any more."""
    border = f"newsroom-{datetime.now(UTC) - timedelta(days=1):%Y-%m-%dT%H-%M-%SZ}.partial"
    return sorted(place for place in folder.glob("newsroom-????-??-??T??-??-??Z.partial") if place.name < border)


def newest_migrations(using: str = "default") -> dict[str, str]:
    loader = MigrationLoader(connections[using])
    applied = loader.applied_migrations
    return dict(node for node in loader.graph.leaf_nodes() if node in applied)


def _keep_table(model: type, path: Path, using: str) -> Table:
    columns, count, rows_sum = rows.columns_of(model), 0, hashlib.sha256()
    with open_private(path) as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as file:
        for kept, summed in rows.lines(model, columns, using):
            file.write(kept)
            rows_sum.update(summed)
            count += 1
    with path.open("rb") as written:
        return Table(columns, count, rows_sum.hexdigest(), hashlib.file_digest(written, "sha256").hexdigest())


def _keep_media(place: Path, say: Say) -> dict[str, File]:
    found: dict[str, File] = {}
    total = 0
    for name in media.names(default_storage):
        try:
            found[name] = _keep_file(name, place / media_file(name))
        except FileNotFoundError:
            continue  # replaced and swept while we were on our way to it; rows that still name it are told
        total += found[name].bytes
        if len(found) % 500 == 0:
            say(f"{len(found)} files, {total / 1e6:.0f} MB")
    say(f"{len(found)} files, {total / 1e6:.0f} MB")
    return found


def _keep_file(name: str, path: Path) -> File:
    size, digest = 0, hashlib.sha256()
    with default_storage.open(name, "rb") as source, open_private(path) as target:
        for data in chunks(source):
            target.write(data)
            digest.update(data)
            size += len(data)
    return File(size, digest.hexdigest())
