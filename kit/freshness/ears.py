"""One ear at each connection to the database: it hears what is asked and what is changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kit.freshness.questions import EVERYTHING, read, written

Listener = Callable[[frozenset[str]], None]
#: how many of the last follow-ups of a transaction are looked through for one of ours
LOOKED_AT = 8
READS = ("SELECT", "(SELECT")

_listener: Listener | None = None
_here = threading.local()  # .seen: the tables that this thread's answer has read so far


def listen(listener: Listener | None) -> None:
    """From now on ``listener`` is told, after each commit, the names of the tables that changed (or ``{"*"}``).

    It must not raise, and hears of every thread of this process. None: nobody listens any more.
    """
    global _listener
    _listener = listener
    connection_created.connect(_lend_an_ear, dispatch_uid="kit.freshness")
    for connection in connections.all(initialized_only=True):
        _lend_an_ear(connection=connection)


def changed(*tables: str) -> None:
    """What no statement of this process says: files that were replaced, a database that was restored."""
    if _listener:
        _listener(frozenset(tables or {EVERYTHING}))


@contextmanager
def standing_on() -> Iterator[set[str]]:
    """Collects the tables that this thread reads inside."""
    before, _here.seen = getattr(_here, "seen", None), set()
    try:
        yield _here.seen
    finally:
        _here.seen = before


class Ear:
    """Kept at its connection as long as that lives, over reconnecting, too."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = sql if isinstance(sql, str) else str(sql)
        table = "" if text.startswith(READS) else written(text)
        result = execute(sql, params, many, context)
        if table:
            self._follow(context["connection"], table)
        elif (seen := getattr(_here, "seen", None)) is not None:
            seen |= read(text)
        return result

    def _follow(self, connection: BaseDatabaseWrapper, table: str) -> None:
        if _listener is None:
            return
        self.changed.add(table)
        if not connection.in_atomic_block:
            self.tell()
            return
        # What was registered outside of this savepoint, or in it, runs if this does; a rolled back one is gone.
        inside = set(connection.savepoint_ids)
        last: list[Any] = connection.run_on_commit[-LOOKED_AT:]
        if not any(follow == self.tell and sids <= inside for sids, follow, _robust in last):
            connection.on_commit(self.tell, robust=True)

    def tell(self) -> None:
        """What a rolled back transaction has left in the set is told with the next: once too often does no harm."""
        if self.changed and _listener:
            tables = frozenset(self.changed)
            self.changed.clear()
            _listener(tables)


def _lend_an_ear(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if not any(isinstance(wrapper, Ear) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(Ear())
