"""A small picture for clips without a poster, out of the storyboard: what is seen first in the cut, and not before it."""

import io
import json

import pytest
from PIL import Image

from tests.factories import ClipFactory, ImageFactory
from tests.visuals.footage_files import BITS, film, ready_footage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, video_desk):
    client.force_login(video_desk)
    return client


def number_in(jpeg):
    """The number of the frame, as in ``footage_files.frame_of``."""
    picture = Image.open(io.BytesIO(jpeg)).convert("L")
    side = picture.width / BITS
    return sum(1 << bit for bit in range(BITS) if picture.getpixel((int((bit + 0.5) * side), int(side / 2))) > 128)


@pytest.mark.parametrize(
    ("points", "frame"),
    [((4_100, 8_000), 150), ((4_000, 8_000), 100), ((4_100, 5_500), 100), ((None, None), 0)],
)
def test_it_shows_the_first_picture_of_the_cut(desk, points, frame):
    footage = ready_footage(film(10, size=(480, 270)))
    clip = ClipFactory(footage=footage, in_ms=points[0], out_ms=points[1], typed_ms=None)

    answer = desk.get(clip.glimpse_url)

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, max-age=86400",
    )
    assert number_in(answer.content) == frame


def test_the_picker_shows_it_where_there_is_no_poster(desk, django_assert_max_num_queries):
    footage = ready_footage(film(10, size=(480, 270)))
    cut = ClipFactory(title="Riss", footage=footage, in_ms=4_000, out_ms=8_000, typed_ms=None)
    ClipFactory(title="Riss, getippt")
    ClipFactory(title="Riss, mit Bild", footage=footage, typed_ms=None, poster=ImageFactory(renditions=True))

    rows = json.loads(desk.get("/admin/articles/article/pick/clip/?q=Riss").content)["rows"]

    thumbs = {row["title"]: row["thumb"] for row in rows}
    assert thumbs["Riss"] == cut.glimpse_url
    assert thumbs["Riss, getippt"] == ""
    assert "/bilder/" in thumbs["Riss, mit Bild"]


def test_without_a_storyboard_there_is_none(desk):
    clip = ClipFactory()
    assert clip.glimpse_url == ""
    assert desk.get(f"/admin/visuals/clip/{clip.pk}/glimpse/").status_code == 404
