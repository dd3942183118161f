"""Sitemaps and robots.txt: what is live is named, with its pictures; nothing else is."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.bodies import body, picture, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"
HERE = "http://localhost:8000"


def tree(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 our own


def locations(client, path):
    return [one.text for one in tree(client, path).iter(f"{SITEMAP}loc")]


def test_robots_name_the_sitemaps(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    for line in lines:
        if line.startswith("Sitemap: "):
            tree(client, line.removeprefix(f"Sitemap: {HERE}"))
    assert sum(line.startswith("Sitemap: ") for line in lines) == 3


def test_the_index_names_a_sitemap_a_month_and_each_can_be_fetched(client):
    old = EditionFactory(since=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    new = EditionFactory(since=datetime(2026, 2, 3, tzinfo=UTC))

    maps = locations(client, "/sitemap.xml")

    assert maps[:2] == [f"{HERE}/sitemap-2026-2.xml", f"{HERE}/sitemap-2025-12.xml"]
    assert locations(client, "/sitemap-2026-2.xml") == [f"{HERE}{new.get_absolute_url()}"]
    assert locations(client, "/sitemap-2025-12.xml") == [f"{HERE}{old.get_absolute_url()}"]
    for path in maps[2:]:
        tree(client, path.removeprefix(HERE))


def test_only_what_is_live_is_named(client):
    live = EditionFactory()
    for state in ("planned", "withdrawn", "ready"):
        ArticleFactory(**{state: True}, tags=[TagFactory()], people=[PersonFactory()])
    paths = [path.removeprefix(HERE) for path in locations(client, "/sitemap.xml")]

    named = {place for path in paths for place in locations(client, path)}

    assert {one for one in named if "/artikel/" in one} == {f"{HERE}{live.get_absolute_url()}"}
    assert not [one for one in named if "/thema/" in one or "/personen/" in one]


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-2026-13.xml",
        "/sitemap-0-1.xml",
        "/sitemap-99999-1.xml",
        "/sitemap-1999-1.xml",
        "/sitemap-9223372036854775808-9223372036854775808.xml",
        f"/sitemap-{10**30}-2.xml",
        "/sitemap-9999-12.xml",
    ],
)
def test_a_month_without_stories_has_no_sitemap(client, path):
    EditionFactory()

    assert client.get(path).status_code == 404


def test_pictures_of_a_story_are_named_while_readers_may_have_them(client):
    lead, inside, lapsed = ImageFactory.create_batch(3, renditions=True)
    since = timezone.now() - HOUR
    EditionFactory(lead_image=lead, body=body(picture(inside), picture(lapsed)), since=since)
    type(lapsed).objects.filter(pk=lapsed.pk).update(available_until=timezone.now() - timedelta(minutes=1))

    found = [one.text for one in tree(client, f"/sitemap-{since:%Y}-{since.month}.xml").iter(f"{IMAGE}loc")]

    assert [lead.key in found[0], inside.key in found[1], len(found)] == [True, True, 2]
    assert client.get(found[0].removeprefix(HERE)).status_code == 200


def test_news_are_told_for_two_days(client):
    EditionFactory(headline="Von heute & gestern", since=timezone.now() - 5 * HOUR)
    EditionFactory(headline="Von vorvorgestern", since=timezone.now() - 49 * HOUR)

    titles = [one.text for one in tree(client, "/sitemap-news.xml").iter(f"{NEWS}title")]

    assert titles == ["Von heute & gestern"]


def test_a_video_is_named_once_it_can_be_fetched(client, media):
    footage = FootageFactory()
    footage.file.save("film.mp4", ContentFile(b"\0\0\0\x18ftypmp42 film"))
    whole = ClipFactory(
        title="Die Brücke", footage=footage, in_ms=1000, out_ms=24_000, poster=ImageFactory(renditions=True)
    )
    without = ClipFactory(title="Ohne Film")
    EditionFactory(body=body(video(whole), video(without)))

    root = tree(client, "/sitemap-videos.xml")

    assert [one.text for one in root.iter(f"{VIDEO}title")] == ["Die Brücke"]
    assert [one.text for one in root.iter(f"{VIDEO}duration")] == ["23"]
    assert client.get(next(root.iter(f"{VIDEO}content_loc")).text.removeprefix(HERE)).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_sitemaps_cost_the_same_for_any_number_of_stories(client, django_assert_num_queries, count):
    section, since = SectionFactory(), timezone.now() - HOUR
    for _ in range(count):
        EditionFactory(
            section=section, since=since, tags=[TagFactory()], people=[PersonFactory()],
            body=body(picture(ImageFactory(renditions=True))),
        )  # fmt: skip

    for path, queries in (
        ("/sitemap.xml", 2),  # the oldest story, months
        (f"/sitemap-{since:%Y}-{since.month}.xml", 3),  # editions, where pictures stand, pictures
        ("/sitemap-news.xml", 1),
        ("/sitemap-videos.xml", 1),
        ("/sitemap-pages.xml", 4),  # sections, tags, people named, people who sign
    ):
        with django_assert_num_queries(queries):
            tree(client, path)


@pytest.mark.parametrize("year", ["0", "1", "9998", "9999", "10000", str(2**63), str(10**30)])
@pytest.mark.parametrize("rest", ["1/", "12/", "1/1/", "12/31/", f"{2**63}/", f"1/{10**30}/"])
@pytest.mark.django_db
def test_a_day_that_no_calendar_has_is_not_found(client, year, rest):
    assert client.get(f"/archiv/{year}/{rest}").status_code == 404
