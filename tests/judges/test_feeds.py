"""Every feed a page names is valid: RSS with media, Atom, JSON Feed."""

import json

import pytest
from django.conf import settings
from lxml import html

from tests.judges.feeds import KINDS, complaints
from tests.judges.site import make_site

pytestmark = pytest.mark.django_db
NAMED = "//link[@rel = 'alternate' and @type]/@href | //a[contains(@href, '/feed.')]/@href"
DAY = "<pubDate>Mon, 02 Mar 2026 06:10:00 +0000</pubDate>"


@pytest.mark.once
def test_every_feed_that_a_page_names_is_valid(client):
    named = set()
    for path in make_site().values():
        for place in html.fromstring(client.get(path).content).xpath(NAMED):
            named.add(place.removeprefix(settings.SITE_URL))
    wrong, seen = {}, set()
    for path in sorted(
        named
        | {stem + end for stem in {place.rpartition(".")[0] for place in named} for end in (".rss", ".atom", ".json")}
    ):
        answer = client.get(path)
        kind = KINDS[answer.headers["Content-Type"].partition(";")[0]]
        seen.add(kind)
        if found := complaints(kind, answer.content, f"{settings.SITE_URL}{path}"):
            wrong[path] = found

    assert wrong == {}
    assert seen == {"rss", "atom", "json"}
    assert len(named) > 6


RSS = f"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Blatt</title><link>https://b/</link><description>Neues</description><language>de</language>
<atom:link rel="self" href="https://b/feed.rss"/>
<item><title>Kran</title><link>https://b/1/</link><description>&lt;p&gt;Steht.&lt;/p&gt;</description>{DAY}
<guid isPermaLink="false">1</guid>
<media:content medium="video" type="video/mp4" url="https://b/1.mp4"><media:title>Kran</media:title></media:content></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>https://b/</id><title>Blatt</title><updated>2026-03-02T06:10:00Z</updated>
<author><name>Blatt</name></author><link rel="self" href="https://b/feed.atom"/>
<entry><id>https://b/1</id><title>Kran</title><updated>2026-03-02T06:10:00Z</updated><link href="https://b/1/"/>
<summary type="html">&lt;p&gt;Steht.&lt;/p&gt;</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Blatt",
    "feed_url": "https://b/feed.json",
    "items": [{"id": "1", "url": "https://b/1/", "content_html": "<p>Steht.</p>", "date_published": "2026-03-02T06:10:00Z"}],
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "sound", "change"),
    [
        ("rss", RSS, ("<title>Blatt</title>", "")),
        ("rss", RSS, ("Mon, 02", "Tue, 02")),
        ("rss", RSS, ("+0000", "MEZ")),
        ("rss", RSS, ("https://b/feed.rss", "https://b/other.rss")),
        ("rss", RSS, ("&lt;p&gt;Steht", "&lt;script&gt;Steht")),
        ("rss", RSS, ("Steht.", '&lt;a href="/x/"&gt;x&lt;/a&gt;')),
        ("rss", RSS, (' url="https://b/1.mp4"', "")),
        ("rss", RSS, ("</item>", "<media:rating>x</media:rating></item>")),
        ("rss", RSS, ("</channel>", f"{RSS[RSS.index('<item>') : RSS.index('</channel>')]}</channel>")),
        ("atom", ATOM, ("<author><name>Blatt</name></author>", "")),
        ("atom", ATOM, ("<updated>2026-03-02T06:10:00Z</updated>", "<updated>2026-03-02T06:10:00</updated>")),
        ("atom", ATOM, ("<entry><id>https://b/1</id>", "<entry>")),
        ("atom", ATOM, ("</feed>", "")),
        ("json", json.dumps(JSON), ('"id": "1", ', '"id": 1, ')),
        ("json", json.dumps(JSON), ('"content_html": "<p>Steht.</p>", ', "")),
        ("json", json.dumps(JSON), ("06:10:00Z", "06:10")),
        ("json", json.dumps(JSON), ('"title"', '"withdrawn": [], "title"')),
    ],
)
def test_the_judge_of_feeds_sees_what_is_wrong(kind, sound, change):
    address = f"https://b/feed.{kind}"

    assert complaints(kind, sound.encode(), address) == []
    assert change[0] in sound
    assert complaints(kind, sound.replace(*change, 1).encode(), address)
