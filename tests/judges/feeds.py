"""What is wrong with a feed: its schema, what no schema can say, and whether a reader of feeds can make sense of it.

The W3C's validator is no package; its rules for RSS 2.0 and Atom stand in ``schemas/`` and below.
"""

import json
from collections import Counter
from collections.abc import Iterator
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
from jsonschema import Draft202012Validator
from lxml import etree, html

SCHEMAS = Path(__file__).parent / "schemas"
KINDS = {"application/rss+xml": "rss", "application/atom+xml": "atom", "application/feed+json": "json"}
#: what programs that show feeds throw away, and the W3C warns of
DANGEROUS = ("script", "style", "iframe", "form", "object", "embed", "meta", "link")


def complaints(kind: str, text: bytes, address: str) -> list[str]:
    """``address``: where the feed was fetched, absolute."""
    found = list(_json(text, address) if kind == "json" else _xml(kind, text, address))
    return found or list(_as_read(kind, text))


def _xml(kind: str, text: bytes, address: str) -> Iterator[str]:
    try:
        tree = etree.fromstring(text)
    except etree.XMLSyntaxError as wrong:
        yield str(wrong)
        return
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{kind}.rng"))
    if not schema.validate(tree):
        yield from (f"{one.line}: {one.message}" for one in schema.error_log)
    owns = tree.xpath("//*[local-name() = 'link' and @rel = 'self']/@href")
    if owns != [address]:
        yield f"says it stands at {owns} and not at {address}"
    yield from _twice(
        tree.xpath("//*[local-name() = 'item']/guid/text() | //*[local-name() = 'entry']/*[local-name() = 'id']/text()")
    )
    for moment in tree.xpath("//pubDate/text() | //lastBuildDate/text()"):
        if format_datetime(parsedate_to_datetime(moment)) != moment:
            yield f"{moment} is no such day"
    for written in tree.xpath("//item/description/text() | //*[local-name() = 'summary'][@type = 'html']/text()"):
        yield from _markup(written)


def _json(text: bytes, address: str) -> Iterator[str]:
    schema = json.loads((SCHEMAS / "json-feed.json").read_text())
    feed = json.loads(text)
    yield from (f"{one.json_path}: {one.message}" for one in Draft202012Validator(schema).iter_errors(feed))
    if feed.get("feed_url") != address:
        yield f"says it stands at {feed.get('feed_url')} and not at {address}"
    yield from _twice(item.get("id") for item in feed.get("items", []))
    for item in feed.get("items", []):
        yield from _markup(item.get("content_html", ""))
        if item.get("date_modified", "9") < item.get("date_published", ""):
            yield f"{item['id']}: changed before it was published"


def _as_read(kind: str, text: bytes) -> Iterator[str]:
    """Asked last: a reader of feeds forgives much and mends what it can."""
    if kind == "json":
        return
    read: Any = feedparser.parse(text)
    if read.bozo:
        yield f"feedparser: {read.bozo_exception}"
    for entry in read.entries:
        missing = [name for name in ("title", "link", "id", "summary") if not entry.get(name)]
        if missing:
            yield f"feedparser finds no {', '.join(missing)} in {entry.get('id')}"


def _markup(written: str) -> Iterator[str]:
    if not written.strip():
        yield "says nothing"
        return
    tree = html.fragment_fromstring(written, create_parent="div")
    yield from (f"<{one.tag}> in an entry" for one in tree.iter(*DANGEROUS))
    for place in tree.xpath(".//@href | .//@src"):
        if not place.startswith(("https://", "http://")):
            yield f"{place} leads nowhere from a feed"
    yield from (f"{one} in an entry" for one in tree.xpath(".//@style | .//@*[starts-with(name(), 'on')]"))


def _twice(keys: Any) -> Iterator[str]:
    yield from (f"{key} stands there {times} times" for key, times in Counter(keys).items() if times > 1)
