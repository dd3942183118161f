"""Which changes of tables the release before this one would not survive, while it still answers on the new ones.

A column goes in two steps: one release no longer asks for it, the next one drops it. A new one comes with a default that
the *database* knows, for the old code does not name it when it writes a row.
"""

import re
from collections.abc import Iterator

from django.db.migrations import operations as ops
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, GeneratedField, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

GONE = (ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable)
STRICTER = (ops.AddConstraint, ops.AlterUniqueTogether)
TAKES_AWAY = re.compile(r"\b(DROP\s+(TABLE|COLUMN)|RENAME|SET\s+NOT\s+NULL|ALTER\s+COLUMN\s+\S+\s+TYPE)\b", re.I)


def objections(migration: Migration, state: ProjectState) -> Iterator[str]:
    """A sentence for each operation that the code before it would stumble over; ``state`` goes forward with them."""
    for operation in migration.operations:
        before = state.clone()
        operation.state_forwards(migration.app_label, state)
        for what in _judged(operation, migration.app_label, before, state):
            yield f"{migration.app_label}.{migration.name}: {what}"


def _judged(operation: Operation, app: str, before: ProjectState, after: ProjectState) -> Iterator[str]:
    if isinstance(operation, ops.SeparateDatabaseAndState):
        for part in operation.database_operations:
            yield from _judged(part, app, before, after)
    elif isinstance(operation, GONE):
        yield f"{operation.describe()}: the old code still asks for it"
    elif isinstance(operation, STRICTER):
        if (
            app,
            operation.model_name_lower if hasattr(operation, "model_name_lower") else operation.name_lower,
        ) in before.models:
            yield f"{operation.describe()}: the old code does not keep to it"
    elif isinstance(operation, ops.RunSQL):
        if TAKES_AWAY.search(str(operation.sql)):
            yield "SQL that takes away or tightens"
    elif isinstance(operation, ops.AddField):
        if _must_be_named(operation.field) and (app, operation.model_name_lower) in before.models:
            yield f"{operation.describe()}: the old code does not name it, and the database knows no default (db_default)"
    elif isinstance(operation, ops.AlterField):
        old = before.models[app, operation.model_name_lower].fields[operation.name]
        yield from (f"{operation.describe()}: {why}" for why in _tighter(old, operation.field))


def _must_be_named(field: Field) -> bool:
    if isinstance(field, ManyToManyField | GeneratedField):
        return False
    return not field.null and field.db_default is NOT_PROVIDED


def _tighter(old: Field, new: Field) -> Iterator[str]:
    if old.null and _must_be_named(new):
        yield "no longer empty, and the database knows no default (db_default)"
    if old.get_internal_type() != new.get_internal_type():
        yield f"from {old.get_internal_type()} to {new.get_internal_type()}"
    if (new.max_length or 0) < (old.max_length or 0):
        yield f"{old.max_length} signs fit in before, {new.max_length} now"
    if new.unique and not old.unique:
        yield "only once, from now on"
