"""What is wrong with structured data: words schema.org does not know, and what search engines ask for and do not get.

The vocabulary is schema.org's own, cut to the types we use (``vocabulary.py``). What Google wants of each type stands below, as
its documentation had it in autumn 2026: required is an error there, recommended a warning. Both are errors here, except
what there may truly be none of: a portrait, a picture, the file of a video that is still to come.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

Json = dict[str, Any]
TYPES = json.loads((Path(__file__).parent / "schemas/schema-org.json").read_text(encoding="utf-8"))["types"]
ARTICLE = ("headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "inLanguage")
WANTED: dict[str, tuple[str, ...]] = {
    "NewsArticle": ARTICLE,
    "LiveBlogPosting": (*ARTICLE, "coverageStartTime", "liveBlogUpdate"),
    "BlogPosting": ("headline", "datePublished", "articleBody", "author", "url"),
    "VideoObject": ("name", "description", "thumbnailUrl", "uploadDate"),
    "Clip": ("name", "startOffset", "endOffset", "url"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "ProfilePage": ("mainEntity",),
    "Person": ("name",),
    "NewsMediaOrganization": ("name", "url", "logo", "publishingPrinciples"),
    "WebSite": ("name", "url", "publisher"),
    "ImageObject": ("url", "width", "height"),
    "CorrectionComment": ("text", "datePublished"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
MOMENTS = {"datePublished", "dateModified", "uploadDate", "coverageStartTime", "coverageEndTime", "expires"}
ADDRESSES = {
    "url",
    "contentUrl",
    "thumbnailUrl",
    "mainEntityOfPage",
    "item",
    "publishingPrinciples",
    "correctionsPolicy",
}
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?")


def complaints(data: Json) -> list[str]:
    found = [] if data.get("@context") == "https://schema.org" else ["no @context"]
    return found + list(_thing(data, "$"))


def _thing(data: Json, at: str) -> Iterator[str]:
    names = data.get("@type", [])
    names = [names] if isinstance(names, str) else names
    if not names or not set(names) <= set(TYPES):
        yield f"{at}: schema.org knows no {names or 'thing without a type'}, or we have not cut it out yet"
        return
    known: dict[str, list[str]] = {}
    for name in names:
        known |= TYPES[name]["has"]
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{at}: {names} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _value(one, known[name], f"{at}.{name}", name)
    for name in names:
        yield from (
            f"{at}: {name} without {field}" for field in WANTED.get(name, ()) if data.get(field) in (None, "", [])
        )
    if "BreadcrumbList" in names:
        yield from _way(data.get("itemListElement", []), at)
    if "VideoObject" in names:
        yield from _parts(data, at)


def _value(value: Any, ranges: list[str], at: str, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return
        yield from _thing(value, at)
        kinds = TYPES.get(str(value.get("@type")), {"is": ranges})["is"]
        if not set(kinds) & set(ranges):
            yield f"{at}: a {value['@type']} where {ranges} belongs"
        return
    if isinstance(value, bool) and "Boolean" not in ranges:
        yield f"{at}: yes or no where {ranges} belongs"
    # Width and height are lengths with a unit in schema.org, and plain pixels for every search engine.
    counted = {"Integer", "Number"} & set(ranges) or name in ("width", "height")
    if isinstance(value, int) and not isinstance(value, bool) and not counted:
        yield f"{at}: a number where {ranges} belongs"
    if isinstance(value, str):
        yield from _text(value, at, name)


def _text(value: str, at: str, name: str) -> Iterator[str]:
    if value != value.strip() or not value:
        yield f"{at}: {value!r} with spaces around it, or nothing"
    if name in MOMENTS and not _is_moment(value):
        yield f"{at}: {value} is no moment with its offset"
    if name in ADDRESSES and not value.startswith(f"{settings.SITE_URL}/"):
        yield f"{at}: {value} is not ours, or not absolute"
    if name == "duration" and not DURATION.fullmatch(value):
        yield f"{at}: {value} is no duration"


def _is_moment(value: str) -> bool:
    return bool(MOMENT.fullmatch(value)) and datetime.fromisoformat(value).year > 1900


def _way(items: list[Json], at: str) -> Iterator[str]:
    if [one.get("position") for one in items] != list(range(1, len(items) + 1)):
        yield f"{at}: positions are not counted from 1"
    if len(items) < 2:
        yield f"{at}: a way has two steps at least"


def _parts(data: Json, at: str) -> Iterator[str]:
    starts = [one.get("startOffset", -1) for one in data.get("hasPart", [])]
    if starts != sorted(set(starts)):
        yield f"{at}: parts are not in order: {starts}"
    for one in data.get("hasPart", []):
        if one.get("url", "").partition("?")[0] != data.get("url"):
            yield f"{at}: a part on another page than its video"
        if one.get("endOffset", 1) <= one.get("startOffset", 0):
            yield f"{at}: a part that ends before it begins"
