"""What the desk asks for: measure, encode, cancel, try again, show another version. The work itself comes later."""

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User
from visuals.lifecycle.footage.places import version_path
from visuals.models import Footage, FootageVersion, MediaJob
from visuals.pipeline.video import recipe

Kind, State, Job = MediaJob.Kind, Footage.State, MediaJob.State
OPEN = (Job.QUEUED, Job.RUNNING)


class NotPossible(ValueError):
    """``str()`` says why, for whoever asked."""


def wake(footage_id: int) -> None:
    """Tell a worker that there is something to do. Told twice or never, it is found all the same."""
    enqueue_on_commit("visuals.tasks.work_on_footage", footage_id)


def order_probe(footage: Footage) -> None:
    """Have a file that has just come measured. Belongs into the transaction that stored it."""
    asked = {"state": Job.QUEUED, "attempts": 0, "progress": 0, "not_before": None, "error_code": "", "error": ""}
    MediaJob.objects.update_or_create(footage=footage, version=None, kind=Kind.PROBE, defaults=asked)
    Footage.objects.filter(pk=footage.pk).update(state=State.UPLOADED, reject_code="")
    wake(footage.pk)


def order_version(footage: Footage) -> FootageVersion:
    """Have a new set of files made, by the recipe of today. Belongs into a transaction that holds the footage."""
    number = (footage.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = FootageVersion.objects.create(
        footage=footage, number=number, recipe=recipe.NAME, path=version_path(footage, number)
    )
    kinds = (Kind.MP4,)
    if footage.has_video:
        short = recipe.Source.of(footage.probe).in_one_pass
        films = (Kind.LADDER, Kind.MP4) if short else (Kind.MP4, Kind.LADDER)
        kinds = (Kind.POSTER, *films, Kind.BOARD)
    MediaJob.objects.bulk_create([MediaJob(footage=footage, version=version, kind=kind) for kind in kinds])
    Footage.objects.filter(pk=footage.pk).update(state=State.PROCESSING)
    wake(footage.pk)
    return version


def cancel(footage: Footage, *, by: User | None) -> int:
    """Stop what waits or runs. The encoder is told within seconds: its lease no longer counts."""
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=footage.pk)
        stopped = row.jobs.filter(state__in=OPEN).update(state=Job.CANCELLED, not_before=None)
        if not stopped:
            raise NotPossible(_("Nothing is being done that could be cancelled."))
        settle(row)
        record("cancel", row, by=by, after={"jobs": stopped})
    return stopped


def retry(footage: Footage, *, by: User | None) -> int:
    """Have done again what failed or was cancelled."""
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=footage.pk)
        if row.state == State.REJECTED:
            raise NotPossible(_("This file cannot be used, however often it is tried. Please upload another one."))
        pausing = Q(state=Job.QUEUED, not_before__isnull=False)
        ended = row.jobs.filter(Q(state__in=(Job.FAILED, Job.CANCELLED)) | pausing).filter(_latest(row))
        again = ended.update(
            state=Job.QUEUED, attempts=0, progress=0, not_before=None, error_code="", error="", finished_at=None
        )
        if not again:
            raise NotPossible(_("Nothing has failed that could be tried again."))
        settle(row)
        record("retry", row, by=by, after={"jobs": again})
        wake(row.pk)
    return again


def reencode(footage: Footage, *, by: User | None) -> None:
    """A new version beside the others; readers get it when it is complete. Without a measurement, that comes first."""
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=footage.pk)
        if not row.file:
            raise NotPossible(_("There is no file that could be encoded."))
        if row.state == State.REJECTED or row.jobs.filter(state__in=OPEN).exists():
            raise NotPossible(_("This programme is being worked on, or its file was refused."))
        record("reencode", row, by=by, after={"recipe": recipe.NAME})
        if row.probe:
            order_version(row)
        else:
            order_probe(row)


def activate(version: FootageVersion, *, by: User | None) -> None:
    """Give readers this version."""
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=version.footage_id)
        version = row.versions.get(pk=version.pk)
        if version.verified_at is None:
            raise NotPossible(_("Version %(number)s is not complete, so nobody can watch it.") % _number(version))
        before = row.active.number if row.active else None
        Footage.objects.filter(pk=row.pk).update(active=version)
        record("activate", row, by=by, before={"version": before}, after={"version": version.number})


def _number(version: FootageVersion) -> dict[str, int]:
    return {"number": version.number}


def _latest(footage: Footage) -> Q:
    """Jobs of the newest version, and the measuring; an older one that was given up stays as it is."""
    return Q(version__isnull=True) | Q(version=footage.versions.order_by("-number").first())


def settle(footage: Footage) -> None:
    """Say where the programme stands, from its jobs. Belongs into the transaction that changed one of them."""
    # Captions from the sound are an extra: whether they succeed says nothing of the programme.
    needed = footage.jobs.filter(_latest(footage)).exclude(kind=Kind.SPEECH)
    states = set(needed.values_list("state", flat=True))
    latest = footage.versions.order_by("-number").first()
    active_id = footage.active_id
    if latest and latest.verified_at and (active_id is None or states == {Job.DONE}):
        active_id = latest.pk  # the first plays as soon as its MP4 is there; a later one when it is complete
    if Job.FAILED in states:
        state = State.FAILED
    elif states & set(OPEN):
        state = State.PROCESSING if latest else State.PROBING if Job.RUNNING in states else State.UPLOADED
    elif Job.CANCELLED in states and active_id in (None, latest and latest.pk):
        state = State.STOPPED
    else:
        state = State.READY
    footage.state, footage.active_id = state, active_id
    Footage.objects.filter(pk=footage.pk).update(state=state, active_id=active_id)
