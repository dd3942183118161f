"""Does somebody work in the background, and has everybody been told? What the masthead and the home page say of it.

Readers see by the clock alone: a worker that stands still delays only announcements, letters and renditions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

from articles.models import Edition
from people.models import Heartbeat

BEAT = 2.0  # seconds between two signs of life
STALE = 15.0  # a process that has been silent for so long is taken for dead
CLOSED = "closed"  # what one is doing that ended in good order
GRACE = timedelta(seconds=60)  # an announcement may take a moment; whatever takes longer is late


@dataclass(frozen=True)
class Pulse:
    """``state``: runs, stands, never (has not run on this database), at_once (this server needs no worker)."""

    state: str
    last: datetime | None
    late: list[Edition]
    more: int
    clock: datetime

    @property
    def late_by(self) -> int:
        """Whole minutes that the oldest of them waits."""
        if not self.late:
            return 0
        first = self.late[0]
        return int((self.clock - max(first.live_from, first.printed_at)).total_seconds() // 60)


def pulse(most: int = 3) -> Pulse:
    """Two questions; the database's clock, so that two machines cannot disagree about who is dead."""
    row = Heartbeat.objects.annotate(clock=Now()).order_by("-at").first()
    clock = row.clock if row else timezone.now()
    late = list(Edition.objects.overdue(clock - GRACE).for_calendar()[: most + 50])
    return Pulse(_state(row, clock), row.at if row else None, late[:most], len(late[most:]), clock)


def _state(row: Heartbeat | None, clock: datetime) -> str:
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        return "at_once"
    if row is None:
        return "never"
    return "runs" if row.doing != CLOSED and row.at > clock - timedelta(seconds=STALE) else "stands"
