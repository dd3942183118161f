"""The migrations that make a table of words. It is no model: nothing points at it, and it can always be made anew."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from kit.search.engines import engine


class CreateIndex(Operation):
    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str):
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for sql in engine(schema_editor.connection).create:
            schema_editor.execute(sql.format(table=self.table), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for sql in engine(schema_editor.connection).drop:
            schema_editor.execute(sql.format(table=self.table), params=None)

    def describe(self) -> str:
        return f"Create the table of words {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return self.table


class SortInAtOnce(CreateIndex):
    """For tables older than the wish to have every word in its place as soon as it is written."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for sql in engine(schema_editor.connection).at_once:
            schema_editor.execute(sql.format(table=self.table), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Stays: only slower searches are lost."""

    def describe(self) -> str:
        return f"Let words of {self.table} be sorted in at once"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.table}_at_once"
