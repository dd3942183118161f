"""Pieces of pages that are drawn once: the same facts drawn in the same way look the same.

A page is drawn anew because one thing on it is another. The cards, pictures and videos around it are not, and drawing
them is most of what a page costs. So a piece is kept under a sum of all that its template can read: what it is given,
the language, the day. Nobody has to say that something has changed: another fact is another sum. And what may not
be shown any more is not in what is given, for each page asks for its rows anew.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.db import DEFAULT_DB_ALIAS, connections
from django.template.loader import select_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kit.drawing.facts import Unlike, read_on, sum_of

#: characters kept by a process; a card has about 1,000, a video 2,000
MOST = 4_000_000


class Drawings:
    """Drawings by their sums; those least lately used are forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.held = most, 0
        self._kept: OrderedDict[bytes, SafeString] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes) -> SafeString | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: bytes, drawing: SafeString) -> None:
        with self._lock:
            self.held += len(drawing) - len(self._kept.pop(key, ""))
            self._kept[key] = drawing
            while self.held > self.most:
                self.held -= len(self._kept.popitem(last=False)[1])

    def forget(self, **_signal: Any) -> None:
        with self._lock:
            self._kept.clear()
            self.held = 0


KEPT = Drawings()
setting_changed.connect(KEPT.forget)  # a test's; in a server no setting changes


def drawn(names: tuple[str, ...], given: dict[str, Any]) -> SafeString:
    """The first template there is of ``names`` with what is ``given`` and ``LANGUAGE_CODE``, and nothing else.

    It may read the clock for today's date; what else changes with it, rows say themselves (``looks_at``). A piece that
    asks the database is drawn each time, and so is one that is given what has no sum.
    """
    context = given | {"LANGUAGE_CODE": get_language()}
    if settings.DEBUG:
        return template(names).render(context)  # templates are being written
    try:
        key = sum_of([names, timezone.get_current_timezone_name(), timezone.localdate(), context], timezone.now())
    except Unlike:
        return template(names).render(context)
    return KEPT.get(key) or _drawn_and_kept(key, names, context)


def template(names: tuple[str, ...]) -> Any:
    """The first of them there is."""
    return select_template(names) if settings.DEBUG else _found(names)


_found = cache(select_template)  # a page has dozens of pieces and a dozen kinds


def _drawn_and_kept(key: bytes, names: tuple[str, ...], context: dict[str, Any]) -> SafeString:
    asked: list[str] = []

    def noting(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    heard = connections[DEFAULT_DB_ALIAS].execute_wrappers
    heard.append(noting)
    try:
        made = template(names).render(context)
    finally:
        heard.remove(noting)  # not the last one: a connection that is opened meanwhile brings its own
    if asked:
        for one in context.values():
            read_on(one)
    else:
        KEPT.keep(key, made)
    return made
