"""Who gets a file, when, and how long it may be kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from tests.bodies import body, gallery, picture, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    PersonFactory,
    PortraitFactory,
)

pytestmark = pytest.mark.django_db

LONG, BRIEF, DESK_ONLY = "public, max-age=86400", "public, no-cache", "private, no-store"
SEE_PICTURES = {"editor", "CvD", "picture desk", "administrator", "trainee", "video desk"}
MOVIE = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 40


def address(image) -> str:
    return image.renditions_list[0].url


def rendition_of(image):
    """The file behind ``address(image)``."""
    form, width, _height = image.ladder[0]
    return image.renditions.get(stamp=image.stamp, ratio="", format=form, width=width)


def picture_of(state: str):
    image = ImageFactory(renditions=True)
    if state != "unused":
        ArticleFactory(lead_image=image, **({} if state == "draft" else {state: True}))
    image.refresh_from_db()
    return image


def test_a_picture_of_a_live_story_is_everybody_s_for_a_day(client):
    image = picture_of("live")

    response = client.get(address(image))

    assert address(image).startswith(f"/bilder/{image.key}/")
    assert response.status_code == 200
    assert response["Cache-Control"] == LONG
    assert response["Content-Type"] in {"image/avif", "image/webp", "image/jpeg"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.get("Vary", "")
    assert response.content == Path(rendition_of(image).file.path).read_bytes()


@pytest.mark.parametrize("state", ["unused", "draft", "ready", "planned", "withdrawn"])
def test_no_reader_gets_a_picture_before_its_story_or_after(client, state):
    assert client.get(address(picture_of(state))).status_code == 404


def test_the_desk_gets_it_always_and_nobody_keeps_it(client, someone):
    image = picture_of("draft")
    client.force_login(someone)

    response = client.get(address(image))

    expected = someone.has_perm("visuals.view_image")
    assert expected == (someone.username.replace("-", " ") in SEE_PICTURES)
    assert response.status_code == (200 if expected else 404)
    if expected:
        assert response["Cache-Control"] == DESK_ONLY


def test_a_picture_with_an_end_is_asked_for_each_time(client):
    image = picture_of("live")
    type(image).objects.update(available_until=timezone.now() + HOUR)

    assert client.get(address(image))["Cache-Control"] == BRIEF

    type(image).objects.update(available_until=timezone.now() - HOUR)
    assert client.get(address(image)).status_code == 404


def test_a_picture_whose_rights_begin_later_is_not_there_yet(client):
    image = picture_of("live")
    type(image).objects.update(available_from=timezone.now() + HOUR)

    assert client.get(address(image)).status_code == 404


def test_a_picture_leaves_with_the_story_that_showed_it(client):
    image = ImageFactory(renditions=True)
    article = ArticleFactory(live=True, body=body(gallery(image, image)))
    assert client.get(address(image)).status_code == 200

    lifecycle.withdraw(article, by=None, reason="Test")

    assert client.get(address(image)).status_code == 404


def test_a_portrait_is_seen_without_a_story(client):
    assert (
        client.get(
            address(PortraitFactory(person=PersonFactory(), image=ImageFactory(renditions=True)).image)
        ).status_code
        == 200
    )


def test_a_picture_known_by_its_tag_is_not_sent_again(client):
    image = picture_of("live")
    tag = client.get(address(image))["ETag"]

    response = client.get(address(image), headers={"If-None-Match": tag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


def test_the_original_has_no_address(client):
    image = picture_of("live")

    for path in (image.file.url, f"/bilder/{image.key}/original.jpeg", f"/bilder/{image.key}/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("size", ["1.jpeg", "80.gif", "80.svg", "99999999999999999999.jpeg", "80"])
def test_only_sizes_that_were_made_exist(client, size):
    image = picture_of("live")

    assert client.get(f"/bilder/{image.key}/{size}").status_code == 404


def test_a_row_whose_file_is_lost_is_not_found(client):
    image = picture_of("live")
    rendition = rendition_of(image)
    rendition.file.storage.delete(rendition.file.name)

    assert client.get(address(image)).status_code == 404


@pytest.fixture
def programme():
    """A public clip's footage; real enough to be told for MP4 by its first bytes."""
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(MOVIE))
    EditionFactory(body=body(video(ClipFactory(cut=True, footage=footage))))
    return footage


def play(client, footage, **headers):
    return client.get(reverse("footage", args=[footage.key]), headers=headers)


def test_a_programme_is_sent_whole(client, programme):
    response = play(client, programme)

    assert response.status_code == 200
    assert b"".join(response) == MOVIE
    assert response["Content-Length"] == str(len(MOVIE))
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == BRIEF
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-1", MOVIE[:2], f"bytes 0-1/{len(MOVIE)}"),
        ("bytes=5000-", MOVIE[5000:], f"bytes 5000-{len(MOVIE) - 1}/{len(MOVIE)}"),
        ("bytes=-100", MOVIE[-100:], f"bytes {len(MOVIE) - 100}-{len(MOVIE) - 1}/{len(MOVIE)}"),
    ],
)
def test_a_player_gets_the_part_it_asks_for(client, programme, asked, part, told):
    response = play(client, programme, Range=asked)

    assert response.status_code == 206
    assert b"".join(response) == part
    assert response["Content-Range"] == told
    assert response["Content-Length"] == str(len(part))


def test_a_part_outside_the_file_is_refused(client, programme):
    response = play(client, programme, Range=f"bytes={len(MOVIE)}-")

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(MOVIE)}")


def test_who_holds_another_file_gets_the_whole_one(client, programme):
    tag = play(client, programme)["ETag"]

    same = play(client, programme, Range="bytes=0-1", **{"If-Range": tag})
    other = play(client, programme, Range="bytes=0-1", **{"If-Range": '"other"'})
    dated = play(client, programme, Range="bytes=0-1", **{"If-Range": "Mon, 23 Nov 2026 10:00:00 GMT"})

    assert [response.status_code for response in (same, other, dated)] == [206, 200, 200]


def test_head_tells_the_length_and_sends_nothing(client, programme):
    response = client.head(reverse("footage", args=[programme.key]))

    assert (response.status_code, response["Content-Length"]) == (200, str(len(MOVIE)))
    assert b"".join(response) == b""


@pytest.mark.parametrize("state", ["draft", "planned", "withdrawn"])
def test_no_reader_gets_footage_before_its_clip_is_public_or_after(client, state):
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(MOVIE))
    ArticleFactory(
        body=body(video(ClipFactory(cut=True, footage=footage))), **({} if state == "draft" else {state: True})
    )

    assert play(client, footage).status_code == 404


def test_the_desk_gets_footage_always_and_nobody_keeps_it(client, someone):
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(MOVIE))
    client.force_login(someone)

    response = play(client, footage)

    assert response.status_code == (200 if someone.has_perm("visuals.view_footage") else 404)
    if response.status_code == 200:
        assert response["Cache-Control"] == DESK_ONLY


def test_footage_without_a_file_is_not_found(client):
    footage = FootageFactory()
    EditionFactory(body=body(video(ClipFactory(cut=True, footage=footage))))

    assert play(client, footage).status_code == 404


def test_a_story_s_pictures_can_all_be_fetched(client):
    image, poster = ImageFactory(renditions=True), ImageFactory(renditions=True)
    EditionFactory(
        lead_image=image,
        body=body(picture(image), video(ClipFactory(poster=poster))),
        since=timezone.now() - timedelta(days=1),
    )

    for shown in (image, poster):
        shown.refresh_from_db()
        for size in shown.renditions_list:
            assert client.get(size.url).status_code == 200
