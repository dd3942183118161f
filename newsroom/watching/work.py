"""What waits to be done in the background, and for how long: asked of the database when somebody wants the figures."""

from collections.abc import Iterator
from datetime import datetime

from django.db import Error, close_old_connections
from django.db.models import Case, Count, F, Min, When
from django.db.models.functions import Greatest
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from newsroom.pulse import pulse

QUEUES = ("default", "media")


class WorkCollector(Collector):
    """Four questions. A database that does not answer is itself a figure, and no reason to tell nothing."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        close_old_connections()
        try:
            found = [*_figures()]
        except Error:
            found = []
        yield GaugeMetricFamily("newsroom_database_up", "1 if the database answers.", value=float(bool(found)))
        yield from found

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # so that nothing is asked of the database when the door opens


def _figures() -> Iterator[GaugeMetricFamily]:
    now = pulse()
    age = GaugeMetricFamily("newsroom_heartbeat_age_seconds", "Since the youngest sign of life of any worker.")
    if now.last:
        age.add_metric([], _since(now.last, now.clock))
    yield age
    late = GaugeMetricFamily("newsroom_late_announcements", "Editions that nobody was told of in time; 50 is many.")
    late.add_metric([], len(now.late) + now.more)
    yield late
    minutes = GaugeMetricFamily("newsroom_announcements_late_seconds", "How long the oldest of them waits.")
    minutes.add_metric([], now.late_by * 60)
    yield minutes
    yield from _queues(now.clock)


def _queues(clock: datetime) -> Iterator[GaugeMetricFamily]:
    number = GaugeMetricFamily(
        "newsroom_tasks", "Tasks that could begin, and that are being done.", labels=["queue", "state"]
    )
    late = GaugeMetricFamily("newsroom_task_late_seconds", "How long the oldest of a queue waits.", labels=["queue"])
    due = Case(When(run_after__lte=clock, then=Greatest("run_after", "enqueued_at")), default=F("enqueued_at"))
    waiting = DBTaskResult.objects.ready().order_by().values_list("queue_name").annotate(n=Count("pk"), first=Min(due))
    running = DBTaskResult.objects.running().order_by().values_list("queue_name").annotate(n=Count("pk"))
    found, busy = {queue: told for queue, *told in waiting}, dict(running)
    for queue in QUEUES:
        ready, oldest = found.get(queue, (0, None))
        number.add_metric([queue, "waiting"], ready)
        number.add_metric([queue, "running"], busy.get(queue, 0))
        late.add_metric([queue], _since(oldest, clock) if oldest else 0)
    yield number
    yield late


def _since(moment: datetime, clock: datetime) -> float:
    return max((clock - moment).total_seconds(), 0.0)
