"""Telling whoever listens that an edition is out. Readers, search and feeds do not wait for it: they go by the clock.

Each edition is announced once, at once or as soon as somebody works again: an edition whose ``announced_at`` is empty
and whose moment has come is the whole queue.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from articles.models import Edition
from people.lifecycle import record

Listener = Callable[[Edition], None]
_listeners: list[Listener] = []


def when_announced(listener: Listener) -> Listener:
    """Have ``listener`` called with every edition that is announced; floors register in ``apps.py``.

    It runs in the announcement's transaction: what it writes here happens together with the mark, or not at all.
    What leaves the house has to be queued on commit, and may in the worst case be sent twice.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def announce(edition: Edition) -> bool:
    """Tell everybody who listens, once; False if that has been done, or if it is not time yet."""
    with transaction.atomic():
        due = Edition.objects.unannounced().filter(pk=edition.pk)
        locked = due.select_for_update(of=("self",)).annotate(clock=Now()).first()
        if locked is None:
            return False
        now: datetime = locked.clock.replace(microsecond=0)
        for listener in _listeners:
            listener(locked)
        Edition.objects.filter(pk=locked.pk).update(announced_at=now)
        late = now - max(locked.live_from, locked.printed_at.replace(microsecond=0))
        after = {"edition": locked.number, "late_seconds": max(0, int(late.total_seconds()))}
        record("announce", locked.article, by=None, after=after)
    return True


def announce_due(most: int = 200) -> int:
    """Everything that is due, oldest first; how many were told. One that fails does not hold up the others."""
    done, failed = 0, None
    for edition in list(Edition.objects.unannounced().only("pk")[:most]):
        try:
            done += announce(edition)
        except Exception as problem:  # whatever one listener stumbles over, the next must go out
            failed = failed or problem
    if failed:
        raise failed
    return done
