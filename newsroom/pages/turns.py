"""One page at a time is drawn in a process: several at once take longer, each of them and together.

Python lets one thread work at a time, and our threads change places every 0.1 ms (``newsroom.wsgi``), so that a ready
page is never behind one that is being drawn. Four threads that draw pay for that with half of their time. So they
change places page by page; who waits for a database server lets another one draw meanwhile.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: seconds after which a page is drawn out of turn: a list of everything, or what hangs, shall not hold up all others
PATIENCE = 0.1

_turn = threading.Lock()
_here = threading.local()  # .mine: whether this thread has the turn


@contextmanager
def taken() -> Iterator[None]:
    if getattr(_here, "mine", False):
        yield
        return
    _here.mine = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        _end()


def let_others() -> None:
    """From now on, whoever waits for a database server lets another one have the turn."""
    connection_created.connect(_watch, dispatch_uid="newsroom.pages.turns")
    for connection in connections.all(initialized_only=True):
        _watch(connection=connection)


def _end() -> None:
    if getattr(_here, "mine", False):
        _here.mine = False
        _turn.release()


def _watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor != "sqlite" and _lending not in connection.execute_wrappers:  # that one works in this thread
        connection.execute_wrappers.append(_lending)


def _lending(execute: Callable[..., Any], *statement: Any) -> Any:
    if not getattr(_here, "mine", False):
        return execute(*statement)
    _end()
    try:
        return execute(*statement)
    finally:
        _here.mine = _turn.acquire(timeout=PATIENCE)
