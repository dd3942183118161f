"""Work for afterwards, named by dotted path: rules never import what happens after them."""

from django.db import transaction
from django.utils.module_loading import import_string


def enqueue_on_commit(task: str, *args: int | str) -> None:
    """Queue ``task`` ("visuals.tasks.make_renditions") once the running transaction has committed."""
    transaction.on_commit(lambda: import_string(task).enqueue(*args))
