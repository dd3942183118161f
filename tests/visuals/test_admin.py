"""The library at the desk: pictures, clips, footage."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.bodies import body, picture
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    FootageFactory,
    ImageFactory,
    OrganisationFactory,
    picture_bytes,
)
from topics.models import Tag
from visuals.models import Clip, Image

NO_PEOPLE = {"imageperson_set-TOTAL_FORMS": 0, "imageperson_set-INITIAL_FORMS": 0}
NOBODY = {"clipperson_set-TOTAL_FORMS": 0, "clipperson_set-INITIAL_FORMS": 0}
ENGLISH = {"accept-language": "en"}


def picture_form(**fields):
    return {"kind": "photo", "focal_x": "0.5", "focal_y": "0.5", "tags": "", **NO_PEOPLE, **fields}


def clip_form(**fields):
    return {"teaser": "Die Brücke steht.", "kind": "report", "tags": "", **NOBODY, **fields}


@pytest.mark.parametrize(
    ("path", "writers"),
    [
        ("image/", {"CvD", "picture-desk", "video-desk", "administrator"}),
        ("clip/", {"editor", "CvD", "video-desk", "administrator"}),
        ("footage/", {"CvD", "video-desk", "administrator"}),
    ],
)
def test_all_of_the_desk_look_and_some_add(client, someone, path, writers):
    client.force_login(someone)

    seen = client.get(f"/admin/visuals/{path}").status_code
    added = client.get(f"/admin/visuals/{path}add/").status_code

    if someone.username == "reader":
        assert (seen, added) == (302, 302)
    else:
        assert (seen, added) == (200, 200 if someone.username in writers else 403)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_clips_costs_the_same_for_any_number(client, video_desk, django_assert_num_queries, rows):
    ClipFactory.create_batch(rows, cut=True)
    client.force_login(video_desk)

    with django_assert_num_queries(9):  # session, user, 2 permissions, 2 counts, 2 bounds of days, clips with footage
        page = client.get("/admin/visuals/clip/")

    assert page.content.decode().count(">2:33<") == rows


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_footage_costs_the_same_for_any_number(client, video_desk, django_assert_num_queries, rows):
    FootageFactory.create_batch(rows)
    client.force_login(video_desk)

    with django_assert_num_queries(9):  # session, user, 2 permissions, 2 counts, 2 bounds of days, footage
        assert client.get("/admin/visuals/footage/").status_code == 200


def test_an_uploaded_picture_is_measured_and_gets_its_copies(client, picture_desk, django_capture_on_commit_callbacks):
    client.force_login(picture_desk)
    file = SimpleUploadedFile("kran.jpg", picture_bytes(800, 600), "image/jpeg")

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/visuals/image/add/", picture_form(caption="Der Kran", upload=file))

    image = Image.objects.get()
    assert (image.width, image.height) == (800, 600)
    assert {size.format for size in image.renditions_list} == {"avif", "webp", "jpeg"}
    assert f'src="{image.renditions_list[0].url[:20]}' in client.get("/admin/visuals/image/").content.decode()


@pytest.mark.parametrize("content", [b"GIF89a, but nothing else", b"\x00" * 400, picture_bytes()[:200]])
def test_a_file_that_is_no_picture_is_refused_in_words(client, picture_desk, content):
    client.force_login(picture_desk)
    file = SimpleUploadedFile("kran.jpg", content, "image/jpeg")

    page = client.post("/admin/visuals/image/add/", picture_form(upload=file), headers=ENGLISH)

    assert "no picture we can read" in page.content.decode()
    assert not Image.objects.exists()


def test_a_focus_outside_the_picture_is_refused(client, picture_desk):
    client.force_login(picture_desk)

    client.post("/admin/visuals/image/add/", picture_form(focal_x="1.5"))

    assert not Image.objects.exists()


def test_the_list_shows_the_credit_as_it_is_printed(client, picture_desk):
    ImageFactory(agency=OrganisationFactory(name="FB-Bild"), photographer_name="Marlo Wittenborg")
    client.force_login(picture_desk)

    assert "FB-Bild | Marlo Wittenborg" in client.get("/admin/visuals/image/").content.decode()


@pytest.mark.parametrize(("missing", "left"), [("alt", "ohne Alt"), ("credit", "ohne Nachweis"), ("file", "alles da")])
def test_what_is_missing_can_be_filtered(client, picture_desk, missing, left):
    ImageFactory(caption="ohne Alt", alt="", file=True)
    ImageFactory(caption="ohne Nachweis", agency=None, file=True)
    ImageFactory(caption="alles da")
    client.force_login(picture_desk)

    page = client.get("/admin/visuals/image/", {"missing": missing}).content.decode()

    assert [name for name in ("ohne Alt", "ohne Nachweis", "alles da") if name in page] == [left]


def test_pictures_in_use_can_be_told_from_the_others(client, picture_desk):
    used, unused = ImageFactory(caption="steht wo"), ImageFactory(caption="liegt nur da")
    ArticleFactory(lead_image=used)
    client.force_login(picture_desk)

    yes, no = (client.get("/admin/visuals/image/", {"used": u}).content.decode() for u in ("yes", "no"))

    assert (used.caption in yes, unused.caption in yes) == (True, False)
    assert (used.caption in no, unused.caption in no) == (False, True)


@pytest.mark.parametrize(
    ("who", "told"),
    [("CvD", "Der Hafen bekommt einen Kran"), ("picture desk", "1 story of another section that is not public")],
)
def test_a_used_picture_is_not_deleted_and_one_is_told_where_it_stands(client, cast, who, told):
    image = ImageFactory()
    ArticleFactory(headline="Der Hafen bekommt einen Kran", body=body("Davor.", picture(image)))
    client.force_login(cast[who])

    page = client.post(f"/admin/visuals/image/{image.pk}/delete/", {"post": "yes"}, headers=ENGLISH)
    many = client.post(
        "/admin/visuals/image/",
        {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"},
        headers=ENGLISH,
    ).content.decode()

    text = page.content.decode()
    assert told in text
    assert f'href="/admin/visuals/image/{image.pk}/delete/"' in many
    assert "Der Hafen bekommt einen Kran" not in many
    assert ("Der Hafen bekommt einen Kran" in text) == (who == "CvD")
    assert Image.objects.filter(pk=image.pk).exists()


@pytest.mark.parametrize(
    ("typed", "ms"), [("0:23", 23_000), ("28:00", 1_680_000), ("1:02:15", 3_735_000), ("0:02.5", 2_500)]
)
def test_a_duration_is_typed_as_one_says_it(client, video_desk, typed, ms):
    client.force_login(video_desk)

    client.post("/admin/visuals/clip/add/", clip_form(typed_ms=typed))

    clip = Clip.objects.get()
    assert clip.typed_ms == ms
    shown = "0:02.500" if typed == "0:02.5" else typed
    assert f'value="{shown}"' in client.get(f"/admin/visuals/clip/{clip.pk}/change/").content.decode()


@pytest.mark.parametrize("typed", ["0:75", "zwei Minuten", "-1:00", "1:99:00", "99999999:00", "٠:٢٣"])
def test_what_is_no_duration_is_said_so(client, video_desk, typed):
    client.force_login(video_desk)

    page = client.post("/admin/visuals/clip/add/", clip_form(typed_ms=typed), headers=ENGLISH)

    assert f"“{typed}”" in page.content.decode()
    assert not Clip.objects.exists()


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ({"in_ms": "0:10"}, "points need footage"),
        ({"in_ms": "0:10", "footage": True}, "needs both points"),
        ({"in_ms": "0:10", "out_ms": "0:10", "footage": True}, "lasts a second at least"),
        ({"in_ms": "0:10", "out_ms": "11:00", "footage": True}, "over at 10:00"),
        ({"teaser": ""}, "A title or a teaser"),
        ({"available_from_0": "2026-05-02", "available_from_1": "10:00",
          "available_until_0": "2026-05-01", "available_until_1": "10:00"}, "end before they begin"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_clip_is_refused_in_words(client, video_desk, points, told):
    client.force_login(video_desk)
    if points.get("footage"):
        points = {**points, "footage": FootageFactory().pk}

    page = client.post("/admin/visuals/clip/add/", clip_form(**points), headers=ENGLISH)

    assert told in page.content.decode()
    assert not Clip.objects.exists()


def test_a_new_tag_is_told_and_a_known_one_is_not(client, video_desk):
    Tag.objects.create(name="Hafen", slug="hafen")
    client.force_login(video_desk)

    page = client.post("/admin/visuals/clip/add/", clip_form(tags="hafen, Nebel"), follow=True, headers=ENGLISH)

    assert "New tag: “Nebel”." in page.content.decode()
    assert {*Tag.objects.values_list("name", flat=True)} == {"Hafen", "Nebel"}
