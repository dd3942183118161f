"""Copies for readers: cut as the desk says, made once, with the right words inside and nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils import timezone
from PIL import Image as Pillow

from tests.factories import ArticleFactory, ImageFactory, OrganisationFactory, PersonFactory, picture_bytes
from visuals import lifecycle
from visuals.lifecycle.copying import stamp_of
from visuals.models import Image, Rendition
from visuals.pipeline import apart, metadata, pictures
from visuals.templatetags.pictures import picture, share_url

pytestmark = pytest.mark.django_db


def striped(width=1200, height=800):
    """Red, green, blue from left to right: a cut shows where it was taken."""
    made = Pillow.new("RGB", (width, height), "red")
    made.paste("lime", (width // 3, 0, 2 * width // 3, height))
    made.paste("blue", (2 * width // 3, 0, width, height))
    buffer = io.BytesIO()
    made.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def drawn(image, ratio, form="jpeg"):
    row = image.renditions.filter(stamp=image.stamp, ratio=ratio, format=form).order_by("-width")[0]
    with row.file.open("rb") as file, Pillow.open(io.BytesIO(file.read())) as found:
        return found.convert("RGB")


def hue(picture, across=0.5):
    pixel = picture.getpixel((min(int(picture.width * across), picture.width - 1), picture.height // 2))
    return ("red", "green", "blue")[pixel.index(max(pixel))]


@pytest.fixture
def image():
    return ImageFactory(file=striped(), renditions=True)


def test_a_cut_follows_the_focus(image):
    assert [hue(drawn(image, "3:4"), at) for at in (0.1, 0.5, 0.9)] == ["red", "green", "blue"]
    image = lifecycle.cut(image, by=None, focus=(0.95, 0.5), crops={})
    lifecycle.make_renditions(image)
    assert [hue(drawn(image, "3:4"), at) for at in (0.1, 0.5, 0.9)] == ["green", "blue", "blue"]
    assert drawn(image, "3:4").size == (600, 800)


def test_a_cut_by_hand_goes_before_the_focus(image):
    image = lifecycle.cut(image, by=None, focus=(0.95, 0.5), crops={"1:1": (0.0, 0.0, 0.5, 0.75)})
    lifecycle.make_renditions(image)
    square = drawn(image, "1:1")
    assert (square.size, hue(square, 0.1)) == ((600, 600), "red")
    assert hue(drawn(image, "3:4")) == "blue"


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (0.8, 0, 0.5, 0.75), (0, 0, 0, 0), (-1, 0, 0.5, 0.75)])
def test_what_is_no_cut_is_refused(image, box):
    with pytest.raises(ValueError, match="1:1"):
        lifecycle.cut(image, by=None, focus=(0.5, 0.5), crops={"1:1": box})
    with pytest.raises(ValueError, match="5:1"):
        lifecycle.cut(image, by=None, focus=(0.5, 0.5), crops={"5:1": (0, 0, 1, 1)})
    image.refresh_from_db()
    assert image.crops == {}


def test_another_focus_gives_new_addresses_and_the_old_ones_last_a_day(client, image):
    ArticleFactory(lead_image=image, live=True)
    old = image.renditions_list[0].url
    image = lifecycle.cut(image, by=None, focus=(0.1, 0.1), crops={})
    lifecycle.make_renditions(image)
    new = image.renditions_list[0].url
    assert old != new
    assert [client.get(url).status_code for url in (old, new)] == [200, 200]

    told = lifecycle.sweep(now=timezone.now() + timedelta(hours=25), grace=timedelta(days=9))
    assert told.retired > 0
    assert [client.get(url).status_code for url in (old, new)] == [404, 200]
    assert Rendition.objects.filter(image=image).exclude(stamp=image.stamp).count() == 0


def test_nobody_makes_what_somebody_is_making(image):
    Image.objects.filter(pk=image.pk).update(stamp="old", claimed_until=timezone.now() + timedelta(minutes=1))
    assert lifecycle.make_renditions(image) == 0
    Image.objects.filter(pk=image.pk).update(claimed_until=timezone.now() - timedelta(minutes=1))  # it died
    assert lifecycle.make_renditions(image) > 0
    image.refresh_from_db()
    assert (image.claimed_until, image.copies_due, image.stamp) == (None, False, stamp_of(image))


def test_who_changed_it_meanwhile_gets_another_round(image, monkeypatch, django_capture_on_commit_callbacks):
    Image.objects.filter(pk=image.pk).update(stamp="old")
    real = apart.renditions

    def slow(data, recipe):
        lifecycle.cut(image, by=None, focus=(0.0, 0.0), crops={})
        yield from real(data, recipe)

    monkeypatch.setattr(apart, "renditions", slow)
    lifecycle.make_renditions(image)
    image.refresh_from_db()
    assert image.copies_due
    monkeypatch.setattr(apart, "renditions", real)
    with django_capture_on_commit_callbacks(execute=True):
        assert lifecycle.sweep().ordered == 1
    image.refresh_from_db()
    assert (image.copies_due, image.stamp) == (False, stamp_of(image))


def test_a_failure_gives_the_claim_back_and_leaves_no_file(image, monkeypatch):
    before = {row.file.name for row in Rendition.objects.all()}
    Image.objects.filter(pk=image.pk).update(stamp="old")

    def breaks(data, recipe):
        yield pictures.Encoded("webp", 99, 66, b"x")
        raise pictures.NotAPicture("too_slow")

    monkeypatch.setattr(apart, "renditions", breaks)
    with pytest.raises(pictures.NotAPicture):
        lifecycle.make_renditions(image)
    assert Image.objects.get().claimed_until is None
    assert {row.file.name for row in Rendition.objects.all()} == before
    assert not default_storage.exists(f"renditions/{image.key[:2]}/{image.key}/{stamp_of(image)}/99.webp")


def test_a_store_that_was_silent_is_asked_again_after_a_while_and_by_one_alone(
    image, monkeypatch, django_capture_on_commit_callbacks
):
    def silent(name, data):
        raise OSError("no answer")

    lifecycle.order_copies(image, enqueue=False)
    Image.objects.filter(pk=image.pk).update(focal_x=0.1)
    with monkeypatch.context() as patch:
        patch.setattr("visuals.lifecycle.copying.keep", silent)
        with pytest.raises(OSError, match="no answer"):
            lifecycle.make_renditions(image)
    assert lifecycle.order_again() == 0  # not at once

    Image.objects.filter(pk=image.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert (lifecycle.order_again(), lifecycle.order_again()) == (1, 0)
    image.refresh_from_db()
    assert (image.copies_due, image.claimed_until) == (False, None)


def test_creator_credit_and_rights_travel_in_every_copy_and_nothing_else():
    exif = Pillow.Exif()
    exif[0x013B], exif[0xA431] = "Geheime Quelle", "SERIAL-4711"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 32.0, 1.0)})
    image = ImageFactory(
        file=picture_bytes(400, 300, exif=exif), agency=OrganisationFactory(name="AP"),
        photographer=PersonFactory(name="Alex Bråndon <i>"), terms="Nicht für Werbung & Co.",
        digital_source="generated",
    )  # fmt: skip
    lifecycle.make_renditions(image)
    for row in image.renditions.exclude(stamp="first"):
        with row.file.open("rb") as file:
            data = file.read()
        assert not any(secret in data for secret in (b"Geheime", b"SERIAL", b"Exif\0"))
        said = metadata.read(data).values
        assert (said["provider"], said["photographers"]) == ("AP", ["Alex Bråndon <i>"])
        assert said["usage_terms"] == "Nicht für Werbung & Co."
        assert said["digital_source"].endswith("/trainedAlgorithmicMedia")


def test_a_chart_is_neither_cut_nor_blurred():
    data = picture_bytes(1000, 500, "PNG", colour=(12, 34, 56))
    image = ImageFactory(kind="graphic", file=data, renditions=True)
    assert image.cut_ladder == {}
    assert {form for form, _width, _height in image.ladder} == {"webp", "png"}
    for form in ("webp", "png"):
        assert drawn(image, "", form).getpixel((500, 250)) == (12, 34, 56)
    told = picture(image)
    assert [form for form, _srcset in told["sources"]] == ["webp"]
    assert told["src"].endswith(".png")


def test_a_page_asks_for_the_cut_it_shows(image):
    told = picture(image, "10rem", ratio="1:1")
    assert (told["width"], told["height"]) == (800, 800)
    assert all("/1x1-" in srcset for _form, srcset in told["sources"])
    assert picture(image, "10rem", ratio="3:2")["width"] == 1200  # the whole picture has that ratio
    assert "/16x9-" in share_url(image)


def test_a_page_with_cuts_asks_no_more_of_the_database(django_assert_num_queries, image):
    row = Image.objects.for_page().get(pk=image.pk)
    with django_assert_num_queries(0):
        for ratio in ("", *pictures.RATIOS):
            picture(row, ratio=ratio)


def test_only_the_cuts_that_were_made_have_an_address(client, image, administrator):
    client.force_login(administrator)
    right = image.cut_list("1:1")[0].url
    assert client.get(right).status_code == 200
    for wrong in (right.replace("1x1", "9x1"), right.replace("1x1-", "-"), right.replace(image.stamp, "00000000")):
        assert client.get(wrong).status_code == 404, wrong
    assert RequestFactory().get(right).path.startswith(f"/bilder/{image.key}/{image.stamp}/1x1-")
