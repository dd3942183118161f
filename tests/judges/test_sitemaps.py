"""Sitemaps by the rules of their protocol and of the search engines; every address in them is a page that says it is it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree, html

from tests.factories import EditionFactory
from tests.judges.site import make_site

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parent / "schemas/sitemap.rng"
MOST, MOST_BYTES, MOST_NEWS, MOST_PICTURES = 50_000, 50 * 2**20, 1000, 1000
NEWS_FOR = timedelta(days=2)
HERE = settings.SITE_URL


def complaints(text: bytes) -> Iterator[str]:
    tree = etree.fromstring(text)
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    if not schema.validate(tree):
        yield from (f"{one.line}: {one.message}" for one in schema.error_log)
    places = _all(tree, "*/*[local-name() = 'loc']/text()")
    if len(places) > MOST or len(text) > MOST_BYTES or len(_all(tree, "//*[local-name() = 'news']")) > MOST_NEWS:
        yield "too large"
    yield from (f"{place} is not of this site" for place in places if not place.startswith(f"{HERE}/"))
    yield from (f"{place} stands there twice" for place in set(places) if places.count(place) > 1)
    if any(len(_all(one, "*[local-name() = 'image']")) > MOST_PICTURES for one in tree):
        yield "too many pictures"
    now = timezone.now()
    for moment in _all(tree, "//*[local-name() = 'lastmod' or local-name() = 'publication_date']/text()"):
        if _told(moment) > now:
            yield f"{moment} is still to come"
    for moment in _all(tree, "//*[local-name() = 'news']/*[local-name() = 'publication_date']/text()"):
        if _told(moment) < now - NEWS_FOR:
            yield f"{moment} is no news any more"


def _told(moment: str) -> datetime:
    told = datetime.fromisoformat(moment)
    return told if told.tzinfo else told.replace(tzinfo=UTC)  # the schema has said already what is wrong with it


def _all(tree, path):
    return tree.xpath(path)


@pytest.mark.once
def test_every_sitemap_is_valid_and_names_pages_that_are_there(client):
    make_site()
    EditionFactory(slug="neu", headline="Eben erst")
    robots = client.get("/robots.txt").content.decode().splitlines()
    maps = [line.removeprefix(f"Sitemap: {HERE}") for line in robots if line.startswith("Sitemap: ")]
    wrong, pages = {}, set()
    while maps:
        path = maps.pop()
        text = client.get(path).content
        if found := list(complaints(text)):
            wrong[path] = found
        places = [
            place.removeprefix(HERE) for place in _all(etree.fromstring(text), "*/*[local-name() = 'loc']/text()")
        ]
        if text.count(b"<sitemapindex"):
            maps += places
        else:
            pages |= set(places)
    for path in pages:
        answer = client.get(path)
        own = html.fromstring(answer.content).xpath("string(//link[@rel = 'canonical']/@href)")
        if answer.status_code != 200 or own not in ("", f"{HERE}{path}"):
            wrong[path] = (answer.status_code, own)

    assert wrong == {}
    assert {"/", "/artikel/kran/", "/artikel/neu/", "/liveblog/flut/", "/thema/hafen/", "/videos/lager/"} <= pages


NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
<url><loc>{HERE}/1/</loc><lastmod>2026-03-02T07:10:00+01:00</lastmod></url>
<url><loc>{HERE}/2/</loc><news:news><news:publication><news:name>Blatt</news:name><news:language>de</news:language>
</news:publication><news:publication_date>NOW</news:publication_date><news:title>Kran</news:title></news:news></url></urlset>"""


@pytest.mark.once
@pytest.mark.parametrize(
    "change",
    [
        (f"{HERE}/1/", "/1/"),
        (f"{HERE}/1/", "https://example.org/1/"),
        (f"{HERE}/1/", f"{HERE}/2/"),
        ("2026-03-02T07:10:00+01:00", "2026-03-02T07:10:00"),
        ("2026-03-02T07:10:00+01:00", "2999-03-02T07:10:00+01:00"),
        ("NOW", "2026-03-02T07:10:00+01:00"),
        ("<news:language>de</news:language>", ""),
        ("<news:title>Kran</news:title>", "<news:title></news:title>"),
        ("<lastmod>", "<priority>1</priority><changes/><lastmod>"),
    ],
)
def test_the_judge_of_sitemaps_sees_what_is_wrong(change):
    now = timezone.now().isoformat()

    assert list(complaints(NEWS.replace("NOW", now).encode())) == []
    assert change[0] in NEWS
    assert list(complaints(NEWS.replace(*change).replace("NOW", now).encode()))
