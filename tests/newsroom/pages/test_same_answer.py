"""What the store hands out is Django's own answer, to the byte, whoever asks and however."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from articles.models import Edition
from newsroom.pages.asking import PAGED, Asked
from tests.factories import EditionFactory, SectionFactory
from tests.judges.site import make_site
from tests.newsroom.pages.conftest import HOST, Reader

FEEDS = ("/feed.rss", "/feed.atom", "/feed.json", "/rubrik/lokales/feed.rss", "/thema/hafen/feed.atom")
FEEDS += ("/personen/lohmann/feed.json", "/autoren/lohmann/feed.rss", "/videos/feed.rss", "/liveblog/flut/feed.rss")
MACHINES = ("/robots.txt", "/sitemap.xml", "/sitemap-2026-3.xml", "/sitemap-news.xml", "/sitemap-videos.xml")
MACHINES += ("/sitemap-pages.xml", "/manifest.webmanifest", "/api/", "/liveblog/flut/neues.json")
#: a reader is nobody, whatever his program says of him
SOMEBODY = {"cookie": "seen=1", "user_agent": "Kanarienvogel", "accept_language": "en", "referer": "http://canary/"}


@pytest.fixture
def places(pages, media) -> dict[str, str]:
    made = make_site() | {"short": f"/a/{Edition.objects.live().get(slug='kran').article_id}/"}
    return made | {path: path for path in (*FEEDS, *MACHINES)}


def test_every_page_is_djangos_own_answer(pages, reader, drawn, places):
    django = Reader(WSGIHandler())
    stored = set()
    for name, address in places.items():
        own = django.get(address)
        first = reader.get(address)
        asked = len(drawn)
        again = reader.get(address, **SOMEBODY)
        if len(drawn) == asked:
            stored.add(name)
        assert (first.status, first.headers, first.body) == (own.status, own.headers, own.body), name
        assert (again.status, again.headers, again.body) == (own.status, own.headers, own.body), name

    # What is asked by words, and what is not there, is not kept.
    assert set(places) - stored == {"found", "found nothing", "found clips", "not found"}


@pytest.mark.parametrize(("coding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_compressed_it_is_the_same_and_has_a_tag_of_its_own(pages, reader, coding, opened):
    plain = reader.get("/impressum/")
    packed = reader.get("/impressum/", accept_encoding=f"{coding}, deflate")

    assert opened(packed.body) == plain.body
    assert packed.headers.pop("Content-Encoding") == coding
    assert packed.headers.pop("Content-Length") == str(len(packed.body))
    assert packed.headers.pop("ETag") == plain.headers["ETag"][:-1] + f'-{coding}"'
    assert packed.headers.items() <= plain.headers.items()
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("*", "br"),
        ("", None),
        ("identity", None),
        ("br;q=x", None),
        ("*;q=0", None),
        ("zstd", None),
    ],
)
def test_the_best_coding_that_is_taken(reader, accepted, coding):
    assert reader.get("/impressum/", accept_encoding=accepted).headers.get("Content-Encoding") == coding


def test_who_has_it_is_told_so_as_django_would(reader):
    django = Reader(WSGIHandler())
    tag = reader.get("/impressum/").headers["ETag"]

    own, ours = (one.get("/impressum/", if_none_match=tag) for one in (django, reader))
    packed = reader.get("/impressum/", accept_encoding="br").headers["ETag"]

    assert (ours.status, ours.body) == (own.status, own.body) == ("304 Not Modified", b"")
    assert ours.headers == own.headers
    assert reader.get("/impressum/", if_none_match=f'"other", W/{tag}').status == "304 Not Modified"
    assert reader.get("/impressum/", if_none_match=packed, accept_encoding="br").status == "304 Not Modified"
    assert reader.get("/impressum/", if_none_match=packed).status == "200 OK"
    assert reader.get("/impressum/", if_none_match='"other"').status == "200 OK"
    assert reader.get("/impressum/", if_match='"other"').status == "412 Precondition Failed"


def test_head_is_everything_but_the_page(reader, drawn):
    whole = reader.get("/impressum/")
    head = reader.get("/impressum/", method="HEAD")

    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
    assert drawn == ["/impressum/"]


def test_junk_in_the_query_is_the_same_page_and_takes_no_room(pages, reader, drawn):
    EditionFactory(slug="kran")
    plain = reader.get("/artikel/kran/")
    for number in range(20):
        assert reader.get(f"/artikel/kran/?utm_source={number}&seite={number}").body == plain.body

    assert drawn == ["/artikel/kran/"]
    assert len(pages._held) == 1


def test_pages_of_a_list_are_pages_of_their_own(reader, drawn, pages):
    EditionFactory.create_batch(40, section=SectionFactory())
    second = reader.get(f"/?{PAGED}=2")

    assert reader.get(f"/?x=1&{PAGED}=02").body == second.body != reader.get("/").body
    assert reader.get(f"/?{PAGED}=1").body == reader.get("/").body
    assert drawn == ["/", "/"]
    assert reader.get(f"/?{PAGED}=99").status == "404 Not Found"
    assert reader.get(f"/?{PAGED}=x").status == "404 Not Found"
    assert len(pages._held) == 2

    environ = Asked(f"/?{PAGED}=2").environ()  # as /%3Fseite=2 arrives: a path that nothing answers to
    told = []
    pages(environ, lambda status, headers, problem=None: told.append(status))
    assert told == ["404 Not Found"]


def test_what_a_page_reads_of_its_query_is_asked_of_django(reader, drawn):
    for address in (
        "/suche/?q=kran",
        "/korrekturen/?vor=20260302T061000-1",
        "/videos/riss/?t=8",
        "/api/stories/?size=2",
    ):
        reader.get(address)
        reader.get(address)
    assert len(drawn) == 8


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_djangos_business(reader, drawn, method):
    reader.get("/impressum/")
    assert reader.get("/impressum/", method=method).status.startswith("40")
    assert drawn == ["/impressum/"] * 2


def test_who_is_logged_in_gets_a_page_of_her_own_and_leaves_nothing(reader, drawn):
    cookie = f"{settings.SESSION_COOKIE_NAME}=abcdef"
    hers = reader.get("/impressum/", cookie=cookie)
    reader.get("/impressum/")
    hers_again = reader.get("/impressum/", cookie=cookie)

    assert hers.headers["Cache-Control"] == hers_again.headers["Cache-Control"] == "private, no-cache"
    assert reader.get("/impressum/").headers["Cache-Control"] == "no-cache"
    assert len(drawn) == 3


def test_a_forged_name_is_refused_whatever_is_stored(reader):
    reader.get("/impressum/")

    assert reader.get("/impressum/", host="evil.example").status == "400 Bad Request"
    assert reader.get("/impressum/", host="localhost:81").text == reader.get("/impressum/", host=HOST).text


def test_no_page_knows_the_name_it_was_asked_by(reader, places):
    for address in places.values():
        assert b"canary" not in reader.get(address, host="localhost:4711", x_forwarded_host="canary.example").body
        assert b"localhost:4711" not in reader.get(address).body
