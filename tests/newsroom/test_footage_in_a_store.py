"""Programmes whose files lie in an object store (SeaweedFS): fetched to be encoded, handed in, and nothing stays here."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Pixels

from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, FootageFactory
from tests.newsroom.seaweed import BUCKET
from tests.newsroom.test_worker import until
from tests.visuals.footage_files import BITS, arrived, film, finished, frames
from tests.visuals.video.test_arrival import begin, finish, piece
from visuals.lifecycle import cutting, keeping, stills
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import leases, places
from visuals.models import Clip, Footage, MediaJob

pytestmark = [pytest.mark.once, pytest.mark.django_db]  # a store does not care which database is beside it


@pytest.fixture
def desk(client, video_desk):
    client.force_login(video_desk)
    return client


def on_this_disk(media):
    return [path.name for path in media.rglob("*") if path.is_file()]


def copy(name, tmp_path):
    with default_storage.open(name) as file:
        (tmp_path / "copy.mp4").write_bytes(file.read())
    return tmp_path / "copy.mp4"


def number_in(jpeg):
    """The number of the frame, as in ``footage_files.frame_of``."""
    picture = Pixels.open(BytesIO(jpeg)).convert("L")
    side = picture.width // BITS
    return sum(1 << bit for bit in range(BITS) if picture.getpixel((bit * side + side // 2, side // 2)) > 128)


def test_uploaded_in_pieces_encoded_and_watched_nothing_stays_on_this_disk(store, media, desk, client):
    data = film(5, size=(854, 480)).read_bytes()
    token = begin(desk, data)["token"]
    for at in range(0, len(data), 100_000):
        piece(desk, token, at, data[at : at + 100_000])
    footage = finished(Footage.objects.get(pk=finish(desk, token, name="Hafen.mp4")["done"]["id"]))
    client.logout()

    assert [(job.kind, job.state, job.attempts, job.error) for job in footage.jobs.order_by("finished_at")] == [
        (kind, "done", 1, "") for kind in ("probe", "poster", "ladder", "mp4", "board")
    ]
    assert (footage.state, on_this_disk(media), list(media.rglob("scratch"))) == ("ready", [], [])
    made = list(keeping.files_below(footage.active.path))
    assert footage.active.bytes == sum(map(default_storage.size, made))
    assert {store.anonymous(f"/{BUCKET}/{name}") for name in (*made, footage.file.name)} == {403}
    ArticleFactory(body=body(video(ClipFactory(footage=footage))), live=True)
    place = f"/sendungen/{footage.key}/1/"
    assert b"480/index.m3u8" in client.get(f"{place}hls/master.m3u8").content
    part = client.get(f"{place}mp4/480.mp4", headers={"Range": "bytes=0-11"})
    assert (part.status_code, b"".join(part)[4:8]) == (206, b"ftyp")


@pytest.mark.parametrize("seconds", [0, 4.48, 5.96])
def test_a_frame_for_a_poster_comes_out_of_one_segment(store, media, seconds, tmp_path):
    footage = finished(arrived(film(6, size=(640, 360))))
    image = stills.take_still(footage, round(seconds * 1000), by=None)
    with image.file.open("rb") as file:
        assert number_in(file.read()) == round(seconds * 25)
    assert on_this_disk(media) == []


def test_a_stretch_becomes_a_file_of_its_own_and_what_is_forgotten_is_gone(
    store, media, tmp_path, django_capture_on_commit_callbacks
):
    programme = finished(arrived(film(4)))
    cut = cutting.keep_cut(Clip(footage=programme, in_ms=1000, out_ms=3000, title="Das Zahnrad"), by=None)
    clip = lifecycle.extract(cut, by=None)
    alone = finished(Footage.objects.get(pk=clip.footage_id))
    assert [number for _at, number in frames(copy(alone.file.name, tmp_path))] == list(range(25, 75))
    clip.delete()
    path, original = alone.active.path, alone.file.name

    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.forget(alone)

    assert (list(keeping.files_below(path)), default_storage.exists(original)) == ([], False)
    assert default_storage.exists(programme.file.name)


def test_of_two_who_fill_the_same_programme_the_first_ones_file_stays_whole(
    store, media, django_capture_on_commit_callbacks
):
    one = FootageFactory(state=Footage.State.EXPECTED, file="")
    other = Footage.objects.get(pk=one.pk)
    lifecycle.take(film(2), into=one)
    with pytest.raises(lifecycle.FootageRefused):
        lifecycle.take(film(4), into=other)
    with default_storage.open(one.file.name) as file:
        assert file.read() == film(2).read_bytes()

    before = one.file.name
    Footage.objects.update(state=Footage.State.REJECTED)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.take(film(4), into=Footage.objects.get(pk=one.pk))
    assert not default_storage.exists(before)  # what could not be used


def test_a_killed_worker_leaves_nothing_behind_and_a_sweep_knows_what_no_row_names(store, media):
    lifecycle.sweep(before=timezone.now() + timedelta(minutes=1))  # what other tests left
    footage = arrived(film(2))
    job = leases.claim(footage.pk)
    left = places.here(job, footage.file.name, lambda: None)
    MediaJob.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    assert left.is_file()
    lifecycle.reap()  # on the same machine
    assert on_this_disk(media) == []
    finished(footage)

    dead = leases.places.scratch(MediaJob(pk=job.pk, lease=7, footage=footage)) / "fetched"
    dead.mkdir()
    keeping.keep("footage/ab/stray/1/mp4/480.mp4", b"x")
    keeping.keep(f"{footage.active.path[:-1]}9/mp4/480.mp4", b"x")
    assert lifecycle.sweep(before=timezone.now() - timedelta(minutes=1)) == 0  # somebody may be at it
    assert lifecycle.sweep(before=timezone.now() + timedelta(minutes=1)) == 3
    assert (dead.exists(), default_storage.exists("footage/ab/stray/1/mp4/480.mp4")) == (False, False)
    assert list(keeping.files_below(footage.active.path))


def test_without_room_for_the_original_or_without_the_store_it_waits_and_no_try_is_burned(store, media, monkeypatch):
    footage = arrived(film(2))
    with monkeypatch.context() as small:
        small.setattr(places, "free", lambda: 10)
        lifecycle.work(footage.pk)
    job = footage.jobs.get()
    assert (job.state, job.error_code, job.attempts, on_this_disk(media)) == ("queued", "disk_full", 0, [])
    footage.jobs.update(not_before=None)
    store.stop()
    try:
        lifecycle.work(footage.pk)
    finally:
        store.start()
    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts, on_this_disk(media)) == ("queued", "no_store", 0, [])

    def ready():
        footage.jobs.update(not_before=None)
        return finished(footage).state == "ready"

    until(ready, "the store to answer with what it holds")
