"""Who does a job. ``MediaJob`` is the truth: a worker claims it, gives signs of life, and loses it if it falls silent.

Whoever holds an old lease changes nothing any more: every word is written under the number of the lease.
"""

import logging
import os
import socket
import time
import traceback
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from visuals.lifecycle.footage import places, working
from visuals.lifecycle.footage.ordering import settle, wake
from visuals.models import Footage, MediaJob
from visuals.pipeline.video.playlists import Broken
from visuals.pipeline.video.probing import Refused
from visuals.pipeline.video.running import EncoderFailed

logger = logging.getLogger(__name__)
Job = MediaJob.State
TRIES = 3
FULL_PAUSE = timedelta(minutes=5)  # until the disk is looked at again
FORGOTTEN = timedelta(minutes=10)  # a job that waits so long may have lost its task
WAITED_FOR = {"disk_full", "no_store"}  # nobody's fault, and no try: looked at again after the pause
AGAIN = {"killed", "stalled", "broken"}  # may go better next time


class LeaseLost(Exception):
    """Somebody else does it now, or nobody is to do it."""


class Lease:
    """The right to do one job, as long as signs of life are given."""

    def __init__(self, job: MediaJob) -> None:
        self.job = job
        self.every = settings.MEDIA_LEASE / 6
        self.told = time.monotonic()

    def beat(self, percent: int) -> None:
        """Called about every second by whatever is at work; raises ``LeaseLost``, which ends it."""
        if time.monotonic() - self.told < self.every:
            return
        self.told = time.monotonic()
        self._keep(heartbeat_at=Now(), progress=percent)

    def finish(self) -> None:
        """The last word, inside the transaction that stores what was made."""
        self._keep(state=Job.DONE, progress=100, finished_at=Now(), error_code="", error="")

    def give_back(self) -> None:
        """We are told to stop: anybody may go on, and no try was used up."""
        self._keep(state=Job.QUEUED, attempts=F("attempts") - 1)

    def fail(self, code: str, said: str) -> None:
        again = code in WAITED_FOR or (code in AGAIN and self.job.attempts < TRIES)
        told = {"error_code": code, "error": said[:4000]}
        with transaction.atomic():
            footage = Footage.objects.select_for_update().get(pk=self.job.footage_id)
            if again:
                pause = FULL_PAUSE if code in WAITED_FOR else self._pause()
                tries = self.job.attempts - (code in WAITED_FOR)
                self._keep(state=Job.QUEUED, attempts=tries, not_before=Now() + pause, **told)
            else:
                self._keep(state=Job.FAILED, finished_at=Now(), **told)
            settle(footage)

    def _pause(self) -> timedelta:
        """Before the second try as long as a lease; twice as long before the third."""
        return timedelta(seconds=settings.MEDIA_LEASE) * 2 ** (self.job.attempts - 1)

    def reject(self, code: str) -> None:
        """The file's fault: never tried again."""
        with transaction.atomic():
            Footage.objects.select_for_update().get(pk=self.job.footage_id)
            self._keep(state=Job.FAILED, finished_at=Now(), error_code=code)
            Footage.objects.filter(pk=self.job.footage_id).update(state=Footage.State.REJECTED, reject_code=code)

    def _keep(self, **fields: object) -> None:
        if not MediaJob.objects.held(self.job).update(**fields):
            raise LeaseLost(str(self.job))


def claim(footage_id: int) -> MediaJob | None:
    """The next job of a programme that can be done now, for us alone."""
    for job in MediaJob.objects.due().filter(footage=footage_id):
        ours = MediaJob.objects.filter(pk=job.pk, state=Job.QUEUED, lease=job.lease).update(
            state=Job.RUNNING, lease=F("lease") + 1, attempts=F("attempts") + 1, heartbeat_at=Now(),
            started_at=Now(), finished_at=None, progress=0, not_before=None, worker=_own_name(),
        )  # fmt: skip
        if ours:
            return MediaJob.objects.select_related("footage", "version").get(pk=job.pk)
    return None


def work(footage_id: int) -> str:
    """Do one job of a programme, if there is one; what became of it. The next one is another task's."""
    job = claim(footage_id)
    if job is None:
        return "nothing to do"
    lease = Lease(job)
    try:
        _do(job, lease)
    except LeaseLost:
        return f"{job.kind}: lost"
    finally:
        places.clear(job)
    return job.kind


def _do(job: MediaJob, lease: Lease) -> None:
    try:
        working.DEEDS[job.kind](job, lease)
    except (LeaseLost, ObjectDoesNotExist) as gone:  # or the programme was deleted
        raise LeaseLost(str(gone)) from gone
    except Refused as refusal:
        lease.reject(refusal.args[0])
    except EncoderFailed as failure:
        lease.fail(failure.code, str(failure))
    except Broken as broken:
        lease.fail("disk_full" if places.free() < working.room_for(job) else "broken", str(broken))
    except OSError as problem:
        lease.fail(working.trouble(problem), str(problem))
    except Exception:
        lease.fail("bug", traceback.format_exc(limit=-6))
        raise
    except BaseException:  # we are told to stop, at once
        lease.give_back()
        raise


def reap() -> int:
    """Give back what dead workers held, and wake somebody for what waits. Any worker does it, as often as it likes."""
    expired = MediaJob.objects.silent(_lease()).select_related("footage")
    given = sum(1 for job in expired if _take_from_the_dead(job))
    for job in MediaJob.objects.due().overlooked(FORGOTTEN):
        with transaction.atomic():
            mine = MediaJob.objects.due().overlooked(FORGOTTEN).filter(pk=job.pk)
            if MediaJob.objects.filter(pk__in=mine).update(queued_at=Now(), not_before=None):
                wake(job.footage_id)
    return given


def _take_from_the_dead(job: MediaJob) -> bool:
    last = job.attempts >= TRIES
    became = {"state": Job.FAILED, "finished_at": Now()} if last else {"state": Job.QUEUED, "queued_at": Now()}
    with transaction.atomic():
        footage = Footage.objects.select_for_update().get(pk=job.footage_id)
        # Asked anew, not compared: SQLite keeps what its own clock wrote with fewer digits than what Python sends.
        if not MediaJob.objects.held(job).silent(_lease()).update(error_code="killed", **became):
            return False
        settle(footage)
        wake(footage.pk)
    logger.warning("%s fell silent over %s; somebody else takes over.", job.worker, job)
    places.clear(job)
    return True


def _lease() -> timedelta:
    return timedelta(seconds=settings.MEDIA_LEASE)


def _own_name() -> str:
    return f"{socket.gethostname()[:60]}-{os.getpid()}"
