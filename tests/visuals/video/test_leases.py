"""Who does a job, and what is left when things go wrong in the middle: one version, whole, or none. (V9, V11 to V13)"""

import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.functions import Now
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from tests.visuals.footage_files import arrived, film, finished, ready_footage
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import leases, places, working
from visuals.models import Footage, FootageVersion, MediaJob
from visuals.pipeline.video import running

pytestmark = pytest.mark.django_db


def media() -> Path:
    return Path(settings.MEDIA_ROOT)


def measured(path=None) -> Footage:
    footage = arrived(path or film())
    assert lifecycle.work(footage.pk) == "probe"
    footage.refresh_from_db()
    return footage


def up_to(kind: str) -> Footage:
    """Everything before this job is done."""
    footage = measured()
    while (job := MediaJob.objects.due().filter(footage=footage).first()).kind != kind:
        lifecycle.work(footage.pk)
    assert job.kind == kind
    return footage


def reaped() -> int:
    """What is given back once all workers have been silent for longer than a lease."""
    with override_settings(MEDIA_LEASE=0):
        time.sleep(0.01)
        return lifecycle.reap()


def whole(footage: Footage) -> None:
    """Ready, each job done once, nothing left over, and the bytes are those that the row names."""
    footage.refresh_from_db()
    assert footage.state == Footage.State.READY
    assert set(footage.jobs.values_list("state", flat=True)) == {"done"}
    version = footage.versions.get()
    assert version.bytes == sum(path.stat().st_size for path in places.files(version).rglob("*") if path.is_file())
    assert not list(media().rglob("scratch"))


def test_a_task_that_comes_twice_finds_nothing_the_second_time():
    footage = arrived(film())
    first, second = leases.claim(footage.pk), leases.claim(footage.pk)
    assert (first.lease, first.attempts, second) == (1, 1, None)
    assert lifecycle.work(footage.pk) == "nothing to do"


def test_what_a_dead_worker_held_is_taken_over_and_it_comes_too_late_itself():
    footage = up_to("mp4")
    late = leases.claim(footage.pk)
    scratch = places.scratch(late)
    assert reaped() == 1
    assert not scratch.exists()
    with pytest.raises(lifecycle.LeaseLost):
        leases._do(late, leases.Lease(late))
    assert MediaJob.objects.get(pk=late.pk).state == "queued"
    assert not footage.versions.get().mp4
    finished(footage)
    whole(footage)
    job = MediaJob.objects.get(pk=late.pk)
    assert (job.lease, job.attempts) == (2, 2)


def test_who_gives_signs_of_life_is_left_alone():
    footage = measured()
    job = leases.claim(footage.pk)
    assert lifecycle.reap() == 0
    assert MediaJob.objects.get(pk=job.pk).state == "running"


def test_a_job_that_kills_its_workers_is_given_up_after_three_tries_and_may_be_retried(video_desk):
    footage = up_to("mp4")
    for attempt in (1, 2, 3):
        job = leases.claim(footage.pk)
        assert job.attempts == attempt
        assert reaped() == 1
    job.refresh_from_db()
    footage.refresh_from_db()
    assert (job.state, job.error_code, footage.state) == ("failed", "killed", Footage.State.FAILED)
    lifecycle.retry(footage, by=video_desk)
    finished(footage)
    whole(footage)


def test_cancelled_while_it_runs_the_encoder_stops_and_nothing_is_published(monkeypatch, video_desk):
    footage = up_to("mp4")
    beats = []

    def beat(lease, percent):
        if not beats:
            lifecycle.cancel(footage, by=video_desk)
        beats.append(percent)
        lease._keep(progress=percent)

    monkeypatch.setattr(leases.Lease, "beat", beat)
    assert lifecycle.work(footage.pk) == "mp4: lost"
    footage.refresh_from_db()
    assert (footage.state, footage.active, footage.versions.get().mp4) == (Footage.State.STOPPED, None, "")
    assert not list(media().rglob("scratch"))
    monkeypatch.undo()
    lifecycle.retry(footage, by=video_desk)
    finished(footage)
    whole(footage)


# Of a ladder ffmpeg 5.1 says that all went well; then only the check finds out, and the free space tells why.
@pytest.mark.parametrize(("kind", "told"), [("mp4", ("disk_full", 0)), ("ladder", ("broken", 1))])
def test_where_a_file_cannot_be_written_to_its_end_nothing_is_published_and_later_it_works(
    monkeypatch, video_desk, kind, told
):
    footage = up_to(kind)
    tiny = {"most_bytes": 9000}  # a write beyond it fails as one on a full disk does
    monkeypatch.setattr(working, "run", lambda command, **more: running.run(command, **more | tiny))
    assert lifecycle.work(footage.pk) == kind
    job = footage.jobs.get(kind=kind)
    assert (job.state, job.error_code, job.attempts) == ("queued", *told)
    version = footage.versions.get()
    assert not (version.rungs if kind == "ladder" else version.mp4)
    assert not list(media().rglob("scratch"))
    assert lifecycle.work(footage.pk) != kind  # not before its pause is over
    monkeypatch.undo()
    lifecycle.retry(footage, by=video_desk)
    finished(footage)
    whole(footage)


def test_without_room_for_the_result_it_does_not_even_begin(monkeypatch):
    footage = up_to("mp4")
    monkeypatch.setattr(places, "free", lambda: 1000)
    monkeypatch.setattr(working, "run", None)  # is not called
    lifecycle.work(footage.pk)
    job = footage.jobs.get(kind="mp4")
    assert (job.state, job.error_code, job.attempts) == ("queued", "disk_full", 0)


@pytest.mark.parametrize("kind", ["poster", "mp4", "ladder", "board"])
def test_a_crash_between_the_files_and_the_row_leaves_it_not_ready_and_the_next_try_makes_it_whole(monkeypatch, kind):
    footage = up_to(kind)
    monkeypatch.setattr(working, "settle", lambda footage: exit(1))
    with pytest.raises(SystemExit):
        lifecycle.work(footage.pk)
    monkeypatch.undo()
    version = footage.versions.get()
    folder = {"ladder": "hls"}.get(kind, kind)
    assert (places.files(version) / folder).is_dir()
    assert not {"poster": version.poster, "mp4": version.mp4, "ladder": version.rungs, "board": version.board}[kind]
    assert footage.jobs.get(kind=kind).state == "queued"
    finished(footage)
    whole(footage)


def test_what_an_editor_changed_during_the_work_stays_and_so_does_what_was_measured(client, video_desk, monkeypatch):
    footage = arrived(film())
    probing = working.probing.probe

    def meanwhile(original):
        client.force_login(video_desk)
        form = {"title": "Neuer Titel", "rights_holder": "Fleetfilm", "duration_ms": ""}
        url = reverse("admin:visuals_footage_change", args=[footage.pk])
        assert client.post(url, form).status_code == 302
        return probing(original)

    monkeypatch.setattr(working.probing, "probe", meanwhile)
    stale = Footage.objects.get(pk=footage.pk)
    finished(footage)
    assert (footage.title, footage.rights_holder, footage.duration_ms) == ("Neuer Titel", "Fleetfilm", 2000)
    stale.title = "Noch ein Titel"  # the form was opened before, and is saved after
    stale.save(update_fields=["title"])
    whole(footage)


def test_a_second_version_is_given_to_readers_when_it_is_complete_and_the_first_can_be_taken_again(video_desk):
    footage = ready_footage()
    first = footage.active
    lifecycle.reencode(footage, by=video_desk)
    while MediaJob.objects.filter(footage=footage, kind="ladder", state="queued").exists():
        footage.refresh_from_db()
        assert footage.active == first
        lifecycle.work(footage.pk)
    finished(footage)
    assert footage.active.number == 2
    assert places.files(first).is_dir()
    lifecycle.activate(first, by=video_desk)
    footage.refresh_from_db()
    assert footage.active == first
    empty = FootageVersion.objects.create(footage=footage, number=3, recipe="x", path="x")
    with pytest.raises(lifecycle.NotPossible, match="3"):
        lifecycle.activate(empty, by=video_desk)


def test_a_deleted_programme_takes_its_files_along_and_the_sweep_finds_what_a_kill_left(
    django_capture_on_commit_callbacks,
):
    footage, other = ready_footage(), ready_footage()
    stray = media() / "footage" / other.key[:2] / other.key / "9" / "mp4"
    stray.mkdir(parents=True)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.forget(footage)
    assert [path.name for path in media().rglob("original")] == ["original"]
    assert not (media() / "footage" / footage.key[:2] / footage.key).exists()
    swept = partial(lifecycle.sweep, before=timezone.now() + timedelta(minutes=1))
    assert (swept(dry=True), swept(), swept()) == (1, 1, 0)
    assert places.files(other.active).is_dir()
    assert not stray.exists()


def test_what_waits_after_a_pause_or_has_lost_its_task_is_woken_once(monkeypatch):
    footage = up_to("mp4")
    job = footage.jobs.get(kind="mp4")
    woken = []
    monkeypatch.setattr(leases, "wake", woken.append)
    lifecycle.reap()
    assert woken == []
    MediaJob.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(seconds=1))
    lifecycle.reap()
    lifecycle.reap()
    assert woken == [footage.pk]
    MediaJob.objects.filter(pk=job.pk).update(queued_at=Now() - timedelta(minutes=11))
    lifecycle.reap()
    lifecycle.reap()
    assert woken == [footage.pk, footage.pk]
