"""One ear at each connection to the database: it hears what is asked and what is changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kit.freshness.questions import EVERYTHING, written
from kit.freshness.repeating import Question, noted, unanswered

Listener = Callable[[frozenset[str]], None]
#: how many of the last follow-ups of a transaction are looked through for one of ours
LOOKED_AT = 8
READS = ("SELECT", "(SELECT")
NOTHING: frozenset[str] = frozenset()

_listener: Listener | None = None
_here = threading.local()  # .asked: what this thread's answer has asked so far


def listen(listener: Listener | None) -> None:
    """From now on ``listener`` is told, after each commit, the names of what changed (``questions``; or ``{"*"}``).

    It must not raise, and hears of every thread of this process. None: nobody listens any more.
    """
    global _listener
    _listener = listener
    connection_created.connect(_lend_an_ear, dispatch_uid="kit.freshness")
    for connection in connections.all(initialized_only=True):
        _lend_an_ear(connection=connection)


def changed(*names: str) -> None:
    """What no statement of this process says: files that were replaced, a database that was restored."""
    if _listener:
        _listener(frozenset(names or {EVERYTHING}))


@contextmanager
def standing_on() -> Iterator[list[Question]]:
    """Collects what this thread asks inside, with what it was answered."""
    before, _here.asked = getattr(_here, "asked", None), []
    try:
        yield _here.asked
    finally:
        _here.asked = before


class Ear:
    """Kept at its connection as long as that lives, over reconnecting, too."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = sql if isinstance(sql, str) else str(sql)
        names = NOTHING if text.startswith(READS) else written(text)
        unanswered(context["cursor"])
        result = execute(sql, params, many, context)
        if names:
            self._follow(context["connection"], names)
        elif (asked := getattr(_here, "asked", None)) is not None and not many:
            asked.append(noted(context["cursor"], context["connection"].alias, text, params))
        return result

    def _follow(self, connection: BaseDatabaseWrapper, names: frozenset[str]) -> None:
        if _listener is None:
            return
        self.changed |= names
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
            names = frozenset(self.changed)
            self.changed.clear()
            _listener(names)


def _lend_an_ear(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if not any(isinstance(wrapper, Ear) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(Ear())
