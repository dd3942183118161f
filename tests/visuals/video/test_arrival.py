"""A programme comes in: in pieces, broken off and gone on with, refused with a sentence, and never public."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import AuditEvent
from tests.factories import FootageFactory
from tests.visuals.footage_files import film
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle import parts
from visuals.lifecycle.footage import arriving
from visuals.models import Footage, MediaJob
from visuals.pipeline.video import encoder

pytestmark = pytest.mark.django_db
BEGIN = "/admin/visuals/footage/upload/begin/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def desk(client, video_desk):
    client.force_login(video_desk)
    return client


def post(client, url, told):
    return client.post(url, json.dumps(told), content_type="application/json", headers=ENGLISH).json()


def begin(client, data, **more):
    return post(client, BEGIN, {"size": len(data), "fingerprint": hashlib.sha256(data).hexdigest(), **more})


def piece(client, token, offset, data, **headers):
    url = reverse("admin:visuals_footage_upload_piece", args=[token, offset])
    return client.post(url, data, content_type="application/octet-stream", headers=ENGLISH | headers)


def finish(client, token, **told):
    return post(client, reverse("admin:visuals_footage_upload_finish", args=[token]), told)


def test_a_file_in_pieces_becomes_a_programme_that_waits_to_be_measured(desk):
    data = film().read_bytes()
    token = begin(desk, data)["token"]
    for at in range(0, len(data), 40_000):
        part = data[at : at + 40_000]
        digest = {"X-Piece-SHA256": hashlib.sha256(part).hexdigest()}
        assert piece(desk, token, at, part, **digest).json() == {"offset": at + len(part)}
    told = finish(desk, token, name="Hafen_heute 23.11.mp4")["done"]

    footage = Footage.objects.get()
    assert (told["id"], footage.title, footage.state) == (footage.pk, "Hafen heute 23.11", "uploaded")
    assert Path(settings.MEDIA_ROOT, footage.file.name).read_bytes() == data
    assert footage.file.name == f"private/footage/{footage.key[:2]}/{footage.key}/original"
    assert [(job.kind, job.state) for job in footage.jobs.all()] == [("probe", MediaJob.State.QUEUED)]
    assert AuditEvent.objects.get(verb="upload").actor.username == "video-desk"
    assert parts.received(token) == 0


def test_cut_off_anywhere_it_goes_on_and_nothing_comes_twice(desk):
    data = film().read_bytes()
    token = begin(desk, data)["token"]
    piece(desk, token, 0, data[:30_000])
    assert begin(desk, data) == {"token": token, "offset": 30_000}
    stale = piece(desk, token, 0, data[:30_000])
    assert (stale.status_code, stale.json()) == (409, {"offset": 30_000})
    assert piece(desk, token, 90_000, data[90_000:]).json() == {"offset": 30_000}
    piece(desk, token, 30_000, data[30_000:])
    first, lost = finish(desk, token), finish(desk, token)  # the first answer never arrived
    assert first["done"]["id"] == lost["done"]["id"] == begin(desk, data)["done"]["id"]
    assert (Footage.objects.count(), MediaJob.objects.count()) == (1, 1)


def test_a_piece_that_changed_on_its_way_leaves_no_byte(desk):
    data = film().read_bytes()
    token = begin(desk, data)["token"]
    piece(desk, token, 0, data[:5000])
    wrong = piece(desk, token, 5000, b"x" * 5000, **{"X-Piece-SHA256": hashlib.sha256(data[5000:10_000]).hexdigest()})
    assert (wrong.status_code, wrong.json(), parts.received(token)) == (409, {"offset": 5000}, 5000)


@pytest.mark.parametrize("data", [
    b"\x00" * 3000, b"", b"#EXTM3U\n#EXT-X-VERSION:3\n", b"ffconcat version 1.0\nfile '../x/original'\n",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
    b"<?xml version='1.0'?><MPD/>", b"a text named .mp4 " * 90,
])  # fmt: skip
def test_what_does_not_begin_like_a_video_is_refused_and_kept_nowhere(desk, data):
    token = arriving.token_for(desk.get("/admin/").wsgi_request.user, hashlib.sha256(data).hexdigest(), len(data))
    parts.append(token, 0, [data], most=10_000)
    assert finish(desk, token, name="x.mp4")["refused"].startswith("This is no video we can read.")
    assert (Footage.objects.count(), parts.received(token)) == (0, 0)
    assert not list(Path(settings.MEDIA_ROOT).rglob("original"))


def test_too_large_or_no_room_is_said_before_a_byte_has_come(desk, monkeypatch):
    print_of = {"fingerprint": "x"}
    assert "larger than 32 GB" in post(desk, BEGIN, {"size": 33 * 1024**3, **print_of})["refused"]
    monkeypatch.setattr(arriving.places, "free", lambda: 600 * 1024**2)
    assert "no room left" in post(desk, BEGIN, {"size": 100 * 1024**2, **print_of})["refused"]


def test_a_programme_whose_clips_were_typed_gets_its_file_and_no_second_one(desk):
    footage, data = FootageFactory(title="Hafenmagazin"), film().read_bytes()
    token = begin(desk, data, into=footage.pk)["token"]
    piece(desk, token, 0, data)
    assert finish(desk, token, into=footage.pk)["done"]["id"] == footage.pk
    footage.refresh_from_db()
    assert (footage.title, footage.state, footage.duration_ms) == ("Hafenmagazin", "uploaded", 600_000)
    assert "has a file already" in begin(desk, data + b"1", into=footage.pk)["refused"]
    with pytest.raises(lifecycle.FootageRefused, match="."):
        lifecycle.take(film(), into=footage)
    assert Path(settings.MEDIA_ROOT, footage.file.name).read_bytes() == data


def test_without_script_a_plain_field_takes_the_file(desk):
    file = SimpleUploadedFile("beitrag.mp4", film().read_bytes())
    desk.post("/admin/visuals/footage/add/", {"title": "Beitrag", "upload": file}, headers=ENGLISH)
    assert Footage.objects.get().state == "uploaded"
    refused = SimpleUploadedFile("beitrag.mp4", b"#EXTM3U\n")
    page = desk.post("/admin/visuals/footage/add/", {"title": "Beitrag", "upload": refused}, headers=ENGLISH)
    assert "This is no video we can read." in page.content.decode()
    assert Footage.objects.count() == 1


def test_without_an_encoder_the_library_works_and_says_what_is_missing(desk, settings):
    settings.FFMPEG = "/nowhere/ffmpeg"
    assert encoder.missing() == ["ffmpeg"]
    assert "apt install ffmpeg" in post(desk, BEGIN, {"size": 9, "fingerprint": "x"})["refused"]
    for address in ("", "upload/", "add/"):
        assert "apt install ffmpeg" in desk.get(f"/admin/visuals/footage/{address}", headers=ENGLISH).content.decode()
    desk.post("/admin/visuals/footage/add/", {"title": "Ohne Datei", "duration_ms": "28:00"}, headers=ENGLISH)
    assert Footage.objects.get().duration_ms == 28 * 60_000


def test_the_encoder_is_the_one_that_is_set_else_the_one_on_the_path(settings, tmp_path):
    found = encoder.ffmpeg()
    (tmp_path / "ffmpeg").symlink_to(found)
    settings.FFMPEG = str(tmp_path / "ffmpeg")
    assert (encoder.ffmpeg(), encoder.missing()) == (str(tmp_path / "ffmpeg"), [])
