"""The worker: the library's loop over the task table, and beside it a heart.

The heart gives a sign of life every few seconds, announces what is due (a long task must not hold that up) and gives
back the tasks, the encodings and the copies of processes that fell silent. It asks the database's clock, and every
step may be done twice.
"""

import logging
import os
import secrets
import socket
import threading
from datetime import datetime, timedelta

from django.db import Error, close_old_connections, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from articles.lifecycle import announcing
from newsroom.pulse import CLOSED
from people.lifecycle import record
from people.models import Heartbeat
from visuals.lifecycle import footage, order_again

logger = logging.getLogger(__name__)
TRIES = 3  # a task that was running in so many processes when they died is what kills them
PAUSE = 30  # seconds before an announcement that failed is tried again


def own_name() -> str:
    """Host and process, and something that no later process of this number has."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


class Beating(Worker):
    """The library's worker, which says what it is doing."""

    def __init__(self, heart: "Heart", interval: float, queue: str) -> None:
        super().__init__(
            queue_names=[queue],
            interval=interval,
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=heart.name,
            excluded_queue_names=[],
        )
        self.heart = heart

    def run_task(self, db_task_result: DBTaskResult) -> None:
        self.heart.doing = db_task_result.task_path[:120]
        try:
            super().run_task(db_task_result)
        finally:
            self.heart.doing = ""


class Heart(threading.Thread):
    def __init__(self, every: float, stale: float) -> None:
        super().__init__(name=own_name(), daemon=True)
        self.every, self.stale = every, timedelta(seconds=stale)
        self.started_at = timezone.now()
        self.doing = ""
        self.stopped = threading.Event()
        self.pause_until: datetime | None = None

    def run(self) -> None:
        while not self.stopped.wait(self.every):
            close_old_connections()
            self.beat()
        connection.close()

    def stop(self) -> None:
        """In good order: whoever looks is told at once, and not only when the silence is long enough."""
        self.stopped.set()
        if self.is_alive():
            self.join(timeout=5)
        self.doing = CLOSED
        try:
            self._sign()
        except Error:
            logger.warning("The database did not take the worker's last sign.")

    def beat(self) -> None:
        """One sign of life and what goes with it. A database that does not answer now may answer in two seconds."""
        try:
            clock = self._sign()
            self._inherit(clock)
            self._announce(clock)
            footage.reap()
            order_again()
        except Error as problem:
            logger.warning("No sign of life could be given: %s", problem)

    def _sign(self) -> datetime:
        told = {"at": Now(), "doing": self.doing, "started_at": self.started_at}
        if not Heartbeat.objects.filter(name=self.name).update(**told):
            Heartbeat.objects.create(name=self.name, **told)
        return Heartbeat.objects.filter(name=self.name).values_list(Now(), flat=True)[0]

    def _announce(self, clock: datetime) -> None:
        if self.pause_until and clock < self.pause_until:
            return
        try:
            announcing.announce_due()
        except Error:
            raise
        except Exception:
            logger.exception("An edition could not be announced; the next try is in %s seconds.", PAUSE)
            self.pause_until = clock + timedelta(seconds=PAUSE)

    def _inherit(self, clock: datetime) -> None:
        """The tasks of those who fell silent are anybody's again; the silence itself goes into the log."""
        if not any(self._dead(row, clock) for row in Heartbeat.objects.exclude(name=self.name)):
            return
        with transaction.atomic():
            others = list(Heartbeat.objects.select_for_update(skip_locked=True).exclude(name=self.name))
            dead = [row for row in others if self._dead(row, clock)]
            given_back = give_back({row.name for row in dead})
            if dead and len(dead) == len(others):
                self._tell_of_silence(max(row.at for row in dead), given_back)
            Heartbeat.objects.filter(pk__in=[row.pk for row in dead]).delete()

    def _dead(self, row: Heartbeat, clock: datetime) -> bool:
        return row.doing == CLOSED or row.at <= clock - self.stale

    def _tell_of_silence(self, since: datetime, given_back: int) -> None:
        """Only when nobody else was at work; and not of the moment that an orderly change of shift takes."""
        until = Heartbeat.objects.get(name=self.name)
        if self.started_at - since > self.stale or given_back:
            after = {"until": self.started_at.isoformat(), "given_back": given_back}
            record("stood still", until, by=None, before={"from": since.isoformat()}, after=after)


def give_back(names: set[str]) -> int:
    """Set what these were doing to ready again, or to failed if it has brought down too many already."""
    running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=TaskResultStatus.RUNNING)
    given = 0
    for result in running:
        if not result.worker_ids or result.worker_ids[-1] not in names:
            continue
        if len(result.worker_ids) >= TRIES:
            result.set_failed(RuntimeError(f"{len(result.worker_ids)} workers ended while they were doing this."))
            continue
        result.status, result.started_at = TaskResultStatus.READY, None
        result.save(update_fields=["status", "started_at"])
        given += 1
    return given
