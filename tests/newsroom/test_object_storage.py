"""Pictures in a real object store (SeaweedFS speaks S3): private, whole, and quiet when it is gone."""

import urllib.request
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, FootageFactory, ImageFactory, picture_bytes
from tests.newsroom.seaweed import BUCKET
from tests.visuals.desk.test_upload import begin, finish, piece, upload
from visuals import lifecycle
from visuals.lifecycle import keeping
from visuals.models import Footage, FootageVersion, Image

pytestmark = pytest.mark.once  # a store does not care which database is beside it
FROM_NOW_ON = timedelta(seconds=-60)


@pytest.fixture
def desk(client, picture_desk):
    client.force_login(picture_desk)
    return client


@pytest.mark.django_db
def test_a_picture_goes_into_the_store_and_comes_back_while_nobody_else_can_fetch_it(store, media, desk, client):
    data = picture_bytes(700, 500)
    done = upload(desk, data)["done"]
    Image.objects.filter(pk=done["id"]).update(credit_override="FB-Bild", alt="Ein Kran.")
    image = Image.objects.get(pk=done["id"])
    ArticleFactory(lead_image=image, live=True)
    client.logout()
    with image.file.open("rb") as file:
        assert file.read() == data
    answer = client.get(image.renditions_list[0].url)
    assert (answer.status_code, answer.content[:4]) == (200, b"RIFF")
    names = [image.file.name, image.renditions.first().file.name]
    assert [store.anonymous(f"/{BUCKET}/{name}") for name in names] == [403, 403]
    assert [path for path in media.rglob("*") if path.is_file()] == []  # nothing of it is left on this disk


@pytest.mark.django_db
def test_the_sweep_knows_what_is_in_the_store(store, django_capture_on_commit_callbacks):
    lifecycle.sweep(grace=FROM_NOW_ON)  # what other tests left
    image = ImageFactory(file=picture_bytes(700, 500), renditions=True)
    keeping.keep("renditions/ab/stray/1/320.webp", b"x")
    gone = ImageFactory(file=picture_bytes(90, 70))
    default_storage.delete(gone.file.name)
    told = lifecycle.sweep(grace=FROM_NOW_ON)
    assert (told.orphans, told.missing) == (1, 1)
    names = [image.file.name, *image.renditions.values_list("file", flat=True)]
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):  # a new file replaces what was there
        lifecycle.take_file(image, picture_bytes(60, 40, "PNG"))
    assert not any(map(default_storage.exists, names))


@pytest.mark.django_db
def test_a_stretch_of_a_programme_comes_out_of_the_store_without_the_rest(store, desk):
    movie = b"\0\0\0\x20ftypisom" + bytes(range(256)) * 4000
    footage = FootageFactory(file=keeping.keep("private/footage/ab/original", movie))
    answer = desk.get(reverse("footage", args=[footage.key]), headers={"Range": "bytes=900000-900099"})
    assert answer.status_code == 206
    assert b"".join(answer) == movie[900_000:900_100]
    with default_storage.open(footage.file.name) as file:
        file.seek(-3, 2)
        assert (file.read(), file.read(), file.seek(2), file.read(2)) == (movie[-3:], b"", 2, movie[2:4])
    with pytest.raises(FileNotFoundError):
        default_storage.open("private/footage/none")


@pytest.mark.django_db
def test_without_the_store_pages_stand_and_uploads_wait(store, desk, client):
    image = ImageFactory(file=picture_bytes(700, 500), renditions=True)
    story = ArticleFactory(lead_image=image, live=True)
    data = picture_bytes(640, 480)
    before = Image.objects.count()
    store.stop()
    try:
        assert desk.get(story.editions.get().get_absolute_url()).status_code == 200
        silent = desk.get(image.renditions_list[0].url)
        assert (silent.status_code, silent["Retry-After"], silent["Cache-Control"]) == (503, "30", "private, no-store")
        token = begin(desk, data).json()["token"]
        piece(desk, token, 0, data)
        refused = finish(desk, token)
        assert (refused.status_code, refused.json()["refused"]) == (507, lifecycle.SENTENCES["no_store"]())
        form = desk.post(
            "/admin/visuals/image/add/",
            {"upload": open_upload(data), "caption": "Getippt", "kind": "photo", "focal_x": "0.5", "focal_y": "0.5",
             "imageperson_set-TOTAL_FORMS": "0", "imageperson_set-INITIAL_FORMS": "0"},
        )  # fmt: skip
        assert (form.status_code, "Getippt" in form.content.decode()) == (200, True)
        assert form.context["errors"]
        assert Image.objects.count() == before  # no row without a file
    finally:
        store.start()
    assert finish(desk, token).json()["done"]["id"]  # the bytes had been kept here


def open_upload(data):
    return SimpleUploadedFile("x.jpg", data, "image/jpeg")


@pytest.mark.django_db
def test_the_store_itself_sends_a_video_to_whoever_we_let(store, client, settings):
    settings.MEDIA_HANDOVER = store.url
    footage = FootageFactory()
    name = default_storage.save(f"footage/{footage.key}/1/mp4/480.mp4", ContentFile(bytes(range(250))))
    path = name.removesuffix("/mp4/480.mp4")
    version = FootageVersion.objects.create(
        footage=footage, number=1, recipe="x", path=path, mp4="mp4/480.mp4", verified_at=timezone.now()
    )
    Footage.objects.filter(pk=footage.pk).update(active=version)
    address = reverse("footage_file", args=[footage.key, 1, "mp4/480.mp4"])
    assert client.get(address).status_code == 404  # no story shows it
    ArticleFactory(body=body(video(ClipFactory(footage=footage))), live=True)

    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    asked = urllib.request.Request(answer["Location"], headers={"Range": "bytes=10-19"})  # noqa: S310 -- our own server
    with urllib.request.urlopen(asked, timeout=5) as sent:  # noqa: S310 -- the same
        assert (sent.status, sent.read()) == (206, bytes(range(10, 20)))
    assert store.anonymous(answer["Location"].removeprefix(store.url).partition("?")[0]) == 403
