"""One moment of the whole database, while everybody goes on writing."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """The name of a connection that sees the database as it is now, until the end; nobody waits for it."""
    connection.ensure_connection()
    with tempfile.TemporaryDirectory() as place:
        settings = _copied(Path(place)) if connection.vendor == "sqlite" else _standing_still()
        connections.databases[ALIAS] = {**connection.settings_dict, **settings}
        try:
            with transaction.atomic(using=ALIAS):
                yield ALIAS
        finally:
            connections[ALIAS].close()
            del connections[ALIAS]
            del connections.databases[ALIAS]


def _copied(place: Path) -> dict[str, Any]:
    """SQLite's own copying: it keeps no writer waiting, as a long reading transaction of ours would."""
    target = place / "copy.sqlite3"
    target.touch(mode=0o600)
    copy = sqlite3.connect(target)
    try:
        with connection.wrap_database_errors:
            connection.connection.backup(copy)
    finally:
        copy.close()
    return {"NAME": str(target), "OPTIONS": {}}


def _standing_still() -> dict[str, Any]:
    options = connection.settings_dict["OPTIONS"]
    return {"OPTIONS": {**options, "isolation_level": 3}, "NAME": connection.settings_dict["NAME"]}  # REPEATABLE READ
