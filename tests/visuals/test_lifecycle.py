"""The verbs of pictures and clips, with real files."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from PIL import Image as Pillow

from tests.factories import ClipFactory, ImageFactory, PersonFactory, picture_bytes
from visuals import lifecycle
from visuals.models import Clip, Image, ImagePerson
from visuals.tasks import make_renditions

pytestmark = pytest.mark.django_db


def files(folder=""):
    folders, names = default_storage.listdir(folder) if default_storage.exists(folder or ".") else ([], [])
    found = [f"{folder}/{name}".strip("/") for name in names]
    return sorted(found + [path for inner in folders for path in files(f"{folder}/{inner}".strip("/"))])


def ladder(image):
    image.refresh_from_db()
    rows = image.renditions.filter(stamp=image.stamp)
    for ratio, steps in {"": image.ladder, **image.cut_ladder}.items():
        found = rows.filter(ratio=ratio).values_list("format", "width", "height")
        assert sorted(map(tuple, steps)) == sorted(found)
    return image.ladder


def test_an_upload_is_kept_as_it_came_under_a_name_of_ours(django_capture_on_commit_callbacks):
    data = picture_bytes(800, 600, "PNG")
    with django_capture_on_commit_callbacks(execute=True):
        image = lifecycle.take_file(Image(caption="Kran"), data)
    assert image.file.name == f"private/images/{image.key[:2]}/{image.key}/{image.sha256[:16]}.png"
    with image.file.open("rb") as kept:
        assert kept.read() == data
    assert (image.width, image.height, len(image.sha256)) == (800, 600, 64)
    assert [step for step in ladder(image) if step[0] == "webp"] == [
        ["webp", 320, 240], ["webp", 480, 360], ["webp", 640, 480], ["webp", 800, 600]
    ]  # fmt: skip


def test_a_picture_taken_sideways_is_measured_upright():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = ImageFactory(file=picture_bytes(80, 60, exif=exif))
    image.refresh_from_db()
    assert (image.width, image.height) == (60, 80)
    assert (Image.objects.get().width, Image.objects.get().height) == (60, 80)


def test_making_renditions_twice_changes_nothing():
    image = ImageFactory(renditions=True)
    before, rows = files(), [*image.renditions.values()]
    assert make_renditions.func(image.pk) == 3
    assert files() == before
    assert [*image.renditions.values()] == rows


def test_a_replaced_picture_leaves_no_file_behind(django_capture_on_commit_callbacks):
    image = ImageFactory(file=picture_bytes(700, 500), renditions=True)
    assert len(files()) == 1 + image.renditions.count() > 4
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.take_file(image, picture_bytes(60, 40, "PNG"))
    assert ladder(image) == [["avif", 60, 40], ["jpeg", 60, 40], ["webp", 60, 40]]
    assert image.cut_ladder == {}  # too small to be cut
    assert sorted(files()) == sorted([image.file.name, *(one.file.name for one in image.renditions.all())])


def test_a_picture_erased_while_it_was_encoded_leaves_no_file(django_capture_on_commit_callbacks):
    image = ImageFactory(file=True)
    stale = Image.objects.get(pk=image.pk)
    Image.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert lifecycle.make_renditions(stale) == 0
    assert [name for name in files() if "/first/" not in name] == [image.file.name]


def test_the_job_for_a_picture_that_is_gone_does_nothing():
    assert make_renditions.func(4711) == 0
    assert make_renditions.func(ImageFactory().pk) == 0


@pytest.mark.parametrize(("data", "words"), [
    (b"kein Bild", "no picture we can read"),
    (picture_bytes(300, 200)[:600], "no picture we can read"),
    (picture_bytes(9000, 8000, "PNG", mode="1", colour=0), "more than 60 megapixels"),
    (b"\xff\xd8\xff" * 14_000_000, "larger than 40 MB"),
])  # fmt: skip
def test_a_refused_upload_says_why_and_stores_nothing(data, words):
    with translation.override("en"), pytest.raises(lifecycle.PictureRefused, match=words):
        lifecycle.take_file(Image(caption="Kran"), data)
    assert not Image.objects.exists()
    assert files() == []


def test_a_new_clip_has_an_address_of_its_own():
    titled = lifecycle.new_clip(title="Größe zählt", teaser="Anders.")
    again = lifecycle.new_clip(title="Größe zählt")
    told = lifecycle.new_clip(teaser="Ein zwei drei vier fünf sechs sieben acht neun zehn")
    assert [titled.slug, again.slug] == ["groesse-zaehlt", "groesse-zaehlt-2"]
    assert told.slug == "ein-zwei-drei-vier-fuenf-sechs-sieben-acht"
    assert lifecycle.new_clip(teaser="!").slug.startswith("video-")


def test_a_forgotten_person_is_shown_and_credited_nowhere():
    person = PersonFactory()
    image = ImageFactory(photographer=person)
    ImagePerson.objects.create(image=image, person=person)
    clip = ClipFactory()
    clip.people.add(person)
    lifecycle.forget_person(person)
    image.refresh_from_db()
    assert (image.photographer, image.people.count(), Clip.objects.get().people.count()) == (None, 0, 0)


def test_renditions_can_be_read_back():
    image = ImageFactory(renditions=True)
    for rendition in image.renditions.all():
        with rendition.file.open("rb") as file:
            data = file.read()
        assert len(data) == rendition.bytes
        with Pillow.open(io.BytesIO(data)) as picture:
            assert picture.size == (rendition.width, rendition.height)


@pytest.mark.parametrize("factory", [ImageFactory, ClipFactory])
def test_a_form_opened_before_publishing_does_not_take_the_row_off_the_site(db, factory):
    row = factory()
    opened = type(row).objects.get(pk=row.pk)
    since = timezone.now().replace(microsecond=0)
    type(row).objects.filter(pk=row.pk).update(public_from=since)

    with transaction.atomic():
        lifecycle.keep_public_span(opened)
        opened.save()

    assert type(row).objects.get(pk=row.pk).public_from == since
