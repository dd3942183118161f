"""The real worker in its own process: killed in the middle, missed for a while, and back again."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Edition
from newsroom import env
from newsroom.pulse import CLOSED, pulse
from newsroom.worker import TRIES, Heart, give_back
from people.models import AuditEvent, Heartbeat
from tests.factories import EditionFactory
from tests.newsroom.slow import wait_for_leave

ROOT = Path(__file__).resolve().parents[2]
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    credentials = f"{told['USER']}:{told['PASSWORD']}".rstrip(":")
    return f"postgres://{credentials}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"


def until(true: Callable[[], Any], what: str, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain for: {what}"
        time.sleep(0.1)


@pytest.fixture
def start() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker on this test's database; whoever is left at the end is killed."""
    begun: list[subprocess.Popen[bytes]] = []
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    for ours in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        clean.pop(ours, None)
    variables = clean | {"DATABASE_URL": database_url(), "SECRET_KEY": "k" * 60}

    def one() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "worker", "--interval", "0.1", "--beat", "0.2", "--stale", "1.5"]
        begun.append(subprocess.Popen(command, cwd=ROOT, env=variables))
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
def test_a_task_whose_worker_was_killed_is_done_by_the_next_and_missed_announcements_are_caught_up_once(
    start, tmp_path
):
    planned = EditionFactory(planned=True)
    with override_settings(TASKS=QUEUE):
        result = wait_for_leave.using().enqueue(str(tmp_path))

    first = start()
    until(lambda: (tmp_path / "begun").exists(), "the task to begin")
    until(lambda: Heartbeat.objects.filter(doing="tests.newsroom.slow.wait_for_leave").exists(), "the first sign")
    first.kill()
    first.wait()
    Edition.objects.update(
        live_from=timezone.now() - timedelta(minutes=3), printed_at=timezone.now() - timedelta(hours=1)
    )
    assert [*Edition.objects.live()] == [planned]  # readers have it, whoever is dead
    (tmp_path / "leave").touch()
    time.sleep(0.9)

    second = start()
    row = DBTaskResult.objects.filter(pk=result.id)
    until(lambda: row.get().status == TaskResultStatus.SUCCESSFUL, "the task to be done by another worker")
    until(lambda: Edition.objects.get().announced_at, "the announcement")

    assert len(row.get().worker_ids) == 2
    assert [len((tmp_path / name).read_text().splitlines()) for name in ("begun", "done")] == [2, 1]
    silence = AuditEvent.objects.get(verb="stood still")
    assert silence.after["given_back"] == 1
    assert silence.before["from"] < silence.after["until"]
    assert [*AuditEvent.objects.filter(verb="announce").values_list("after__edition", flat=True)] == [1]

    second.terminate()
    assert second.wait(timeout=30) == 0
    assert [row.doing for row in Heartbeat.objects.all()] == [CLOSED]
    assert AuditEvent.objects.filter(verb="announce").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
def test_two_workers_share_the_work_and_announce_each_edition_once(start):
    workers = [start(), start()]
    until(lambda: Heartbeat.objects.count() == 2, "both signs of life")
    EditionFactory.create_batch(12)
    until(lambda: not Edition.objects.unannounced().exists(), "the announcements")
    assert AuditEvent.objects.filter(verb="announce").count() == 12
    assert [worker.poll() for worker in workers] == [None, None]


def beats(name: str, seconds_ago: float, doing: str = "") -> Heartbeat:
    moment = timezone.now() - timedelta(seconds=seconds_ago)
    return Heartbeat.objects.create(name=name, started_at=moment, at=moment, doing=doing)


def task_of(*workers: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="tests.newsroom.slow.wait_for_leave",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.RUNNING,
        worker_ids=[*workers],
    )


def test_only_the_tasks_of_the_dead_are_given_back(db):
    beats("alive", 1), beats("dead", 60)
    mine, theirs, foreign = task_of("alive"), task_of("alive", "dead"), task_of("library's-own")

    Heart(1, 15).beat()

    states = [DBTaskResult.objects.get(pk=one.pk).status for one in (mine, theirs, foreign)]
    assert states == ["RUNNING", "READY", "RUNNING"]
    assert not AuditEvent.objects.filter(verb="stood still").exists()  # one was at work all the time
    assert Heartbeat.objects.filter(name="dead").count() == 0


def test_a_task_that_kills_its_workers_is_not_tried_for_ever(db):
    result = task_of(*("a", "b", "c")[:TRIES])
    assert give_back({"c"}) == 0
    result.refresh_from_db()
    assert (result.status, "3 workers ended" in result.traceback) == ("FAILED", True)


def test_an_orderly_change_of_shift_is_no_silence(db):
    beats("before", 3, CLOSED)
    Heart(1, 15).beat()
    assert (Heartbeat.objects.count(), AuditEvent.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("row", "state"),
    [(None, "never"), ((1, ""), "runs"), ((40, ""), "stands"), ((1, CLOSED), "stands")],
)
@override_settings(TASKS=QUEUE)
def test_the_pulse_says_whether_somebody_works_in_two_questions(db, django_assert_num_queries, row, state):
    if row:
        beats("one", *row)
    with django_assert_num_queries(2):  # the newest sign, what is overdue
        assert pulse().state == state


def test_a_server_that_does_everything_at_once_needs_no_worker(db):
    assert pulse().state == "at_once"


@override_settings(TASKS=QUEUE)
def test_what_is_overdue_is_named_oldest_first_with_its_lateness(db):
    beats("one", 1)
    editions = EditionFactory.create_batch(5)
    for minutes, edition in enumerate(editions, 8):
        moment = timezone.now() - timedelta(minutes=minutes, seconds=5)
        Edition.objects.filter(pk=edition.pk).update(live_from=moment, printed_at=moment)

    told = pulse()

    assert ([edition.pk for edition in told.late], told.more, told.late_by) == (
        [edition.pk for edition in reversed(editions)][:3],
        2,
        12,
    )
