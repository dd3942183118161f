"""After a test that really commits its tables are emptied: only those that hold something, and none that never change.

Django truncates all hundred of them and makes every content type and permission again, which took PostgreSQL up to a
second a test. Rows go without triggers and foreign keys being asked: the log forbids it, and everything goes anyway.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import TransactionTestCase

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_what_was_filled(case: TransactionTestCase) -> None:
    """In place of ``TransactionTestCase._fixture_teardown``."""
    connection = connections[DEFAULT_DB_ALIAS]
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)
    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608 our own names
                for number, table in enumerate(quoted)
            )
        )
        filled = [quoted[number] for (number,) in cursor.fetchall()]
        if filled:
            _empty(cursor, filled, sqlite=connection.vendor == "sqlite")


def _empty(cursor: Any, tables: list[str], *, sqlite: bool) -> None:
    before, after = (
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        if sqlite
        else ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
    )
    cursor.execute(before)
    try:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 our own names
    finally:
        cursor.execute(after)
