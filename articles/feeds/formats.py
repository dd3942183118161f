"""Three notations of one feed. What Django's generators do not know of: pictures, languages, what was taken back.

Sources: RSS 2.0 with Media RSS, RFC 4287 (Atom) with RFC 6721 (deleted entries), JSON Feed 1.1.
"""

import json
from typing import Any, TextIO

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

MEDIA = "http://search.yahoo.com/mrss/"
DELETED = "http://purl.org/atompub/tombstones/1.0"


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": MEDIA, "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        author, item["author_name"] = item["author_name"], None  # Django would declare the namespace at each again
        super().add_item_elements(handler, item)
        if author:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("dc:language", item["language"])
        for medium in item["media"]:
            _media(handler, medium)


def _media(handler: Any, medium: dict[str, Any]) -> None:
    handler.startElement("media:content", {name: str(value) for name, value in medium["content"].items()})
    handler.addQuickElement("media:title", medium["title"], {"type": "plain"})
    if medium["credit"]:
        handler.addQuickElement("media:credit", medium["credit"])
    if medium["thumbnail"]:
        handler.addQuickElement("media:thumbnail", "", {"url": medium["thumbnail"]})
    if player := medium.get("player"):  # Media RSS wants one where no file is named
        handler.addQuickElement("media:player", "", {"url": player})
    for track in medium.get("captions", ()):
        handler.addQuickElement("media:subTitle", "", track)
    handler.endElement("media:content")


class Atom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": DELETED}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def write_items(self, handler: Any) -> None:
        super().write_items(handler)
        for gone in self.feed["withdrawn"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": gone["id"], "when": rfc3339_date(gone["when"])})


class JsonFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: TextIO, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_json_item(item) for item in self.items],
            "_withdrawn": [
                {"id": gone["id"], "date_withdrawn": rfc3339_date(gone["when"])} for gone in self.feed["withdrawn"]
            ],
        }
        json.dump({name: value for name, value in feed.items() if value}, outfile, ensure_ascii=False, indent=1)


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    pictures = [one["content"] for one in item["media"] if one["content"]["medium"] == "image"]
    told = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["description"],
        "summary": item["summary"],
        "image": pictures[0]["url"] if pictures else next((m["thumbnail"] for m in item["media"]), None),
        "date_published": item["pubdate"] and rfc3339_date(item["pubdate"]),
        "date_modified": item["updateddate"] and rfc3339_date(item["updateddate"]),
        "authors": [{"name": item["author_name"]}] if item["author_name"] else [],
        "tags": list(item["categories"]),
        "language": item["language"],
        "attachments": [
            {"url": one["content"]["url"], "mime_type": one["content"]["type"]}
            for one in item["media"]
            if one["content"]["medium"] == "video" and "url" in one["content"]
        ],
    }
    return {name: value for name, value in told.items() if value}


FORMATS: dict[str, type[SyndicationFeed]] = {"rss": Rss, "atom": Atom, "json": JsonFeed}
