"""Pictures by the hundred: pieces, going on, duplicates, refusals, and who may."""

import hashlib
import io
import json

import pytest
from django.urls import reverse
from PIL import Image as Pillow

from people.models import AuditEvent
from tests.factories import ImageFactory
from tests.visuals.pipeline.agency_files import iim, jpeg, photoshop
from visuals import lifecycle
from visuals.lifecycle import incoming, parts
from visuals.models import Image

pytestmark = pytest.mark.django_db
BEGIN = "/admin/visuals/image/upload/begin/"
ENGLISH = {"accept-language": "en"}


def photo(seed=1, size=(600, 400), quality=85, form="JPEG"):
    """A picture of its own: hills and blots that a resized copy still shows."""
    tiny = Pillow.new("L", (9, 6))
    tiny.putdata([(seed * 7919 * (n + 3) * (n + 7)) % 251 for n in range(54)])
    buffer = io.BytesIO()
    tiny.convert("RGB").resize(size, Pillow.Resampling.BICUBIC).save(buffer, form, quality=quality)
    return buffer.getvalue()


def post(client, url, told):
    return client.post(url, json.dumps(told), content_type="application/json", headers=ENGLISH)


def begin(client, data, **more):
    fingerprint = hashlib.sha256(data).hexdigest()
    return post(client, BEGIN, {"size": len(data), "fingerprint": fingerprint, "name": "x.jpg", **more})


def piece(client, token, offset, data):
    url = reverse("admin:visuals_image_upload_piece", args=[token, offset])
    return client.post(url, data, content_type="application/octet-stream", headers=ENGLISH)


def finish(client, token, **told):
    return post(client, reverse("admin:visuals_image_upload_finish", args=[token]), told)


def upload(client, data, **told):
    token = begin(client, data).json()["token"]
    assert piece(client, token, 0, data).json() == {"offset": len(data)}
    return finish(client, token, **told).json()


@pytest.fixture
def desk(client, picture_desk):
    client.force_login(picture_desk)
    return client


def test_a_file_comes_in_pieces_and_is_one_picture(desk):
    data = photo()
    token = begin(desk, data).json()["token"]
    for at in range(0, len(data), 5000):
        assert piece(desk, token, at, data[at : at + 5000]).json()["offset"] == min(at + 5000, len(data))
    told = finish(desk, token, name="C:\\fakepath\\Kran am Morgen.jpg").json()["done"]
    image = Image.objects.get()
    assert (told["id"], image.title, image.sha256) == (image.pk, "Kran am Morgen", hashlib.sha256(data).hexdigest())
    assert desk.get(told["thumb"]).status_code == 200
    assert AuditEvent.objects.get(verb="upload").actor.username == "picture-desk"
    assert parts.received(token) == 0


def test_what_broke_off_goes_on_and_nothing_comes_twice(desk):
    data = photo()
    token = begin(desk, data).json()["token"]
    piece(desk, token, 0, data[:3000])
    again = begin(desk, data).json()
    assert again == {"token": token, "offset": 3000}
    stale = piece(desk, token, 0, data[:3000])
    assert (stale.status_code, stale.json()) == (409, {"offset": 3000})
    piece(desk, token, 3000, data[3000:])
    first = finish(desk, token).json()["done"]
    lost = finish(desk, token).json()["done"]  # its answer never arrived
    assert first["id"] == lost["id"] == begin(desk, data).json()["done"]["id"]
    assert Image.objects.count() == 1


def test_a_file_the_library_has_is_offered_instead(desk):
    known = ImageFactory(file=photo(), title="Der Kran")
    told = upload(desk, photo())
    assert [row["id"] for row in told["same"]] == [known.pk]
    assert Image.objects.count() == 1
    token = begin(desk, photo()).json()["token"]
    assert finish(desk, token, anyway=True).json()["done"]["id"] != known.pk
    assert Image.objects.count() == 2


@pytest.mark.parametrize("other", [
    {"size": (300, 200)}, {"quality": 40}, {"form": "WEBP"}, {"size": (1200, 800), "quality": 60},
])  # fmt: skip
def test_another_file_of_the_same_photograph_is_seen(desk, other):
    known = ImageFactory(file=photo(5))
    ImageFactory(file=photo(6))
    told = upload(desk, photo(5, **other))
    assert (told["same"], [row["id"] for row in told["alike"]]) == ([], [known.pk])
    token = begin(desk, photo(5, **other)).json()["token"]
    assert finish(desk, token, drop=True).json() == {"dropped": True}
    assert (Image.objects.count(), parts.received(token)) == (2, 0)


def test_other_photographs_are_not_taken_for_the_same(desk):
    for seed in range(2, 9):
        assert "done" in upload(desk, photo(seed)), seed


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", photo()[:900], b"GIF89a"])
def test_what_is_no_picture_is_refused_with_a_sentence_and_kept_nowhere(desk, media, data):
    told = upload(desk, data)
    assert told == {"refused": "This is no picture we can read. JPEG, PNG, WebP, AVIF, TIFF and GIF work."}
    assert not Image.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("told", "sentence"), [
    ({"size": 40_000_001}, "larger than 40 MB"), ({"size": -1}, "no picture"), ({"size": True}, "no picture"),
    ({"size": "9"}, "no picture"), ({"fingerprint": ""}, "no picture"),
])  # fmt: skip
def test_a_beginning_that_makes_no_sense_is_refused(desk, told, sentence):
    assert sentence in begin(desk, photo(), **told).json()["refused"]


def test_nothing_grows_beyond_its_limit_and_no_token_leads_elsewhere(desk, media, monkeypatch):
    monkeypatch.setattr(incoming, "MAX_BYTES", 5000)
    token = begin(desk, photo()).json()["token"]
    assert piece(desk, token, 0, b"x" * 4000).status_code == 200
    assert piece(desk, token, 4000, b"x" * 4000).status_code == 409
    assert piece(desk, token, 4000, b"x" * 3_000_000).status_code == 413
    assert piece(desk, token, 4000, b"").status_code == 413
    for strange in ("a" * 63, "g" * 64, "A" * 64, "x"):
        assert piece(desk, strange, 0, b"x").status_code == 404
        assert finish(desk, strange).status_code == 404
    assert finish(desk, "0" * 64).status_code == 409
    assert sorted(path.name for path in media.rglob("*.part")) == [f"{token}.part"]


def test_a_full_disk_is_told_and_what_came_is_kept(desk, monkeypatch):
    token = begin(desk, photo()).json()["token"]
    piece(desk, token, 0, photo()[:2000])

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.os, "fsync", full)
    answer = piece(desk, token, 2000, photo()[2000:])
    assert (answer.status_code, "no room" in answer.json()["refused"]) == (507, True)


def test_an_agency_file_brings_its_credit_along(desk):
    data = jpeg(photoshop(iim({80: ["Ada Lind"], 110: "AP", 120: "Boats at dawn.", 55: "20261121"})))
    told = upload(desk, data)["done"]
    assert told["credit"] == "AP | Ada Lind"
    image = Image.objects.get()
    assert (image.caption, str(image.taken_on), image.usage) == ("Boats at dawn.", "2026-11-21", "agency")


@pytest.mark.parametrize("name", ["../../x.jpg", "a/b\\c.png", "x" * 5000 + ".jpg", "\u202egpj.exe", "\0.jpg", ""])
def test_a_name_is_words_and_nothing_else(name):
    words = parts.words_of(name)
    assert len(words) <= 80
    assert not set(words) & set("/\\\0\u202e")


def test_who_may_not_add_pictures_finds_every_door_closed(client, someone):
    client.force_login(someone)
    allowed = someone.has_perm("visuals.add_image")
    doors = [
        client.get("/admin/visuals/image/upload/"), begin(client, photo()),
        piece(client, "0" * 64, 5, b"x"), finish(client, "0" * 64),
    ]  # fmt: skip
    expected = [200, 200, 409, 409] if allowed else [403] * 4 if someone.is_staff else [302] * 4
    assert [door.status_code for door in doors] == expected


def test_the_token_of_one_is_not_that_of_another(cast):
    tokens = {incoming.token_for(user, "abc", 9) for user in cast.values()}
    assert len(tokens) == len(cast)


def test_two_clicks_at_the_same_time_make_one_picture(picture_desk, monkeypatch):
    token = incoming.token_for(picture_desk, "abc", 9)
    incoming.append(token, 0, photo())
    other = ImageFactory()
    real = incoming.take_file

    def slow(image, data, **more):
        Image.objects.filter(pk=other.pk).update(upload_token=token)
        return real(image, data, **more)

    monkeypatch.setattr(incoming, "take_file", slow)
    assert incoming.finish(token, by=picture_desk).pk == other.pk
    assert lifecycle.sweep(dry=True).missing == 0
