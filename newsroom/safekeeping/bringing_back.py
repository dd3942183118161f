"""Bringing a backup back into an empty newsroom: all rows in one transaction, and the files beside it."""

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps as current_apps
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from newsroom.safekeeping import loading, rows
from newsroom.safekeeping.checking import check
from newsroom.safekeeping.manifest import Damaged, Manifest, chunks, media_file, table_file

Say = Callable[[str], None]
#: Whoever has one of these has something to lose.
OCCUPIED = ("people.User", "articles.Article", "visuals.Image", "visuals.Footage")


class Occupied(Exception):
    """A backup goes only into an empty newsroom: it would have to overwrite what is here."""


def bring_back(place: Path, say: Say) -> Manifest:
    """Check, then load. Whatever goes wrong leaves the tables empty, and the files that were brought are gone again."""
    manifest = check(place, say)
    executor = MigrationExecutor(connection)
    _require_known(manifest, executor)
    _require_empty()
    with _files(place, manifest, say) as brought:
        executor.migrate(list(manifest.migrations.items()))
        past = executor.loader.project_state(list(manifest.migrations.items())).apps
        models = {model._meta.label_lower: model for model in rows.models_of(past)}
        try:
            with transaction.atomic():
                _bring_rows(place, manifest, models, say)
                brought()
        except (Error, ValueError) as problem:
            raise Damaged(f"The rows do not fit the tables: {str(problem).strip()}") from problem
    return manifest


def _bring_rows(place: Path, manifest: Manifest, models: dict[str, type], say: Say) -> None:
    for model in models.values():  # what migrations have put there themselves
        model._base_manager.all()._raw_delete(using="default")
    for label, table in manifest.tables.items():
        with gzip.open(place / table_file(label)) as kept:
            loading.load(models[label], table.columns, kept, "default")
        say(f"{label}: {table.rows} rows")
    _compare(manifest, models)
    _set_counters(models)


def _require_known(manifest: Manifest, executor: MigrationExecutor) -> None:
    unknown = [f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in executor.loader.graph]
    if unknown:
        told = ", ".join(sorted(unknown))
        raise Damaged(f"This backup was made by a newer version of the newsroom ({told}). Update the newsroom first.")


def _require_empty() -> None:
    tables = connection.introspection.table_names()
    for label in OCCUPIED:
        model = current_apps.get_model(label)
        if model._meta.db_table in tables and model._base_manager.values_list("pk").exists():
            raise Occupied(
                f"There is already something here ({model._meta.verbose_name_plural}). A backup goes only into an "
                "empty newsroom: name an empty database with DATABASE_URL and an empty folder with MEDIA_ROOT."
            )


@contextmanager
def _files(place: Path, manifest: Manifest, say: Say) -> Iterator[Callable[[], None]]:
    """Copied meanwhile, for a disk waits and tables reckon; what is yielded waits for the last of them."""
    brought: list[str] = []
    stop = threading.Event()
    with ThreadPoolExecutor(1) as beside:
        copied = beside.submit(_bring_files, place, manifest, brought, say, stop)
        try:
            yield copied.result
        except BaseException:
            stop.set()
            wait([copied])
            for name in brought:
                default_storage.delete(name)
            raise


def _bring_files(place: Path, manifest: Manifest, brought: list[str], say: Say, stop: threading.Event) -> None:
    for number, (name, told) in enumerate(manifest.media.items(), start=1):
        if stop.is_set():
            return
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as there:
                if _digest(there) == told.sha256:
                    continue
            raise Occupied(f"There is already another file named {name}. Name an empty folder with MEDIA_ROOT.")
        with (place / media_file(name)).open("rb") as source:
            kept_as = default_storage.save(name, source)
        brought.append(kept_as)
        if kept_as != name:
            raise Occupied(f"The storage has kept {name} under another name ({kept_as}).")
        if number % 500 == 0:
            say(f"{number} of {len(manifest.media)} files")


def _digest(file: object) -> str:
    digest = hashlib.sha256()
    for data in chunks(file):
        digest.update(data)
    return digest.hexdigest()


def _compare(manifest: Manifest, models: dict[str, type]) -> None:
    for label, table in manifest.tables.items():
        if rows.sum_of(models[label], table.columns, "default") != (table.rows, table.rows_sum):
            raise Damaged(f"{label} came back with other values than were kept.")


def _set_counters(models: dict[str, type]) -> None:
    """PostgreSQL counts on from where it stood, which is 1 in an empty database."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)
