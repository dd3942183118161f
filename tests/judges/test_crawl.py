"""Everything that can be reached from the front page is there: pages, fragments, pictures, feeds; odd asking breaks nothing."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from lxml import html

from newsroom import errors
from tests.judges.site import make_site

pytestmark = pytest.mark.django_db
#: what is behind a door, or with another machine
ELSEWHERE = re.compile(r"^/(admin|static)/")
LINKS = "//@href | //@src | //source/@srcset | //img/@srcset | //@poster"


def links(text: str) -> set[str]:
    found = set()
    for value in html.fromstring(text).xpath(LINKS):
        parts = value.split(", ") if " " in value.strip() and "w" in value[-1:] else [value]
        found |= {part.strip().split(" ")[0] for part in parts}
    return found


def broken(client, start: list[str]) -> list[str]:
    """Every address of ours that leads nowhere, with the page it stands on. What is begun with may be a page that says
    why there is nothing."""
    waiting, seen, wrong = [(path, "start") for path in start], {}, []
    while waiting:
        address, origin = waiting.pop()
        path, fragment = urldefrag(address)
        if path not in seen:
            response = client.get(path)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            seen[path] = response.content.decode() if is_page else ""
            if response.status_code not in (200, 301, 302) and origin != "start":
                wrong.append(f"{path} ({response.status_code}) on {origin}")
                continue
            if response.status_code in (301, 302):
                waiting.append((response.headers["Location"], path))
            if is_page and seen[path]:
                for link in links(seen[path]):
                    target = urljoin(f"{settings.SITE_URL}{path}", link)
                    own = target.removeprefix(settings.SITE_URL)
                    if own != target and not ELSEWHERE.match(urlsplit(own).path):
                        waiting.append((own, path))
        if fragment and seen[path] and not re.search(rf'\bid="{re.escape(fragment)}"', seen[path]):
            wrong.append(f"{address}: no such place, on {origin}")
    return wrong


def test_no_link_picture_or_place_is_broken(client):
    paths = make_site()

    assert broken(client, [*paths.values()]) == []
    assert [client.get(paths[name]).status_code for name in ("not found", "withdrawn")] == [404, 410]


def test_pages_that_say_why_there_is_nothing_lead_on(client, rf):
    """The last of them is drawn without asking the database anything."""
    paths = make_site()
    texts = [client.get(paths[name]).content.decode() for name in ("not found", "withdrawn")]
    texts.append(errors.broken(rf.get("/")).content.decode())

    for text in texts:
        own = [one for one in links(text) if one.startswith("/") and not ELSEWHERE.match(one)]
        assert "/" in own
        assert [one for one in own if client.get(one).status_code != 200] == []


def test_the_crawler_sees_what_is_broken(client, monkeypatch):
    pages = {"/": '<a href="/da/#dort">a</a><a href="/weg/">b</a><img src="/bild.png">', "/da/": '<p id="hier">'}

    class Answer:
        def __init__(self, path):
            self.status_code, self.content = (200, pages[path].encode()) if path in pages else (404, b"")
            self.headers = {"Content-Type": "text/html"}

    monkeypatch.setattr(client, "get", Answer)

    assert sorted(broken(client, ["/"])) == [
        "/bild.png (404) on /",
        "/da/#dort: no such place, on /",
        "/weg/ (404) on /",
    ]


ODD = [
    "/?seite=-1", "/?seite=1e9", "/?seite=%00", "/?seite=2&seite=3", "/?__debug__=1", "/artikel/%00/", "/artikel/../",
    "/artikel/" + "a" * 3000 + "/", "/artikel/kran/?" + "x=1&" * 2000, "/artikel/kran//", "/artikel/KRAN/",
    "/thema/%F0%9F%9A%A2/", "/personen/lohmann/?seite=99999", "/a/0/", "/a/99999999999999999999999/", "/a/-1/",
    "/videos/riss/?t=abc", "/archiv/0000/00/00/", "/archiv/2026/2/31/", "/archiv/99999/1/", "/feed.exe", "/feed.rss?x=%ff",
    "/sitemap-0-0.xml", "/sitemap-9999-13.xml", "/api/stories/?section=%00&limit=-5", "/api/stories/0/",
    "/suche/?q=%ff%fe", "/suche/?q=" + "%22" * 3000, "/suche/?von=9999-99-99&bis=x&art=%00&rubrik=../..", "/%ff", "/.git/config",
    "/index.php?id=1'", "/artikel/kran/fassungen/?alt=-1&neu=x", "/korrekturen/?vor=00000000T000000-1",
]  # fmt: skip


def test_odd_addresses_are_answered_and_break_nothing(client):
    make_site()

    for address in ODD:
        assert client.get(address).status_code in (200, 301, 302, 400, 404), address
