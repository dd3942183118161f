"""Every page tells machines what it is, in words of schema.org and with all that search engines ask for."""

import copy
import json

import pytest
from lxml import html

from tests.judges.linked_data import complaints
from tests.judges.site import make_site

pytestmark = pytest.mark.django_db
SCRIPTS = "//script[@type = 'application/ld+json']/text()"
#: what each page is about; the way to it is told besides
ABOUT = {
    "home": {"WebSite", "NewsMediaOrganization"},
    "section": set(),
    "story": {"NewsArticle"},
    "long read": {"NewsArticle", "ReportageNewsArticle"},
    "opinion": {"NewsArticle", "OpinionNewsArticle"},
    "live blog": {"LiveBlogPosting"},
    "post of a live blog": {"LiveBlogPosting"},
    "person": {"ProfilePage"},
    "author": {"ProfilePage"},
    "clip with chapters": {"VideoObject"},
}
WITH_A_WAY = ("section", "story", "live blog", "topic", "person", "author", "clip with chapters", "day", "month")


def told(text: bytes) -> list[dict]:
    return [json.loads(one) for one in html.fromstring(text).xpath(SCRIPTS)]


def types(data: list[dict]) -> set[str]:
    found = set()
    for one in data:
        found |= {one["@type"]} if isinstance(one["@type"], str) else set(one["@type"])
    return found


@pytest.mark.once
def test_every_page_tells_machines_what_it_is(client):
    wrong = {}
    for name, path in make_site().items():
        data = told(client.get(path).content)
        found = [one for thing in data for one in complaints(thing)]
        kinds = types(data)
        if missing := ABOUT.get(name, set()) - kinds:
            found.append(f"says nothing of {missing}")
        if name in WITH_A_WAY and "BreadcrumbList" not in kinds:
            found.append("no way back")
        if found:
            wrong[name] = found

    assert wrong == {}


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Der Kran steht",
    "datePublished": "2026-03-02T07:10:00+01:00",
    "dateModified": "2026-03-02T07:10:00+01:00",
    "author": [{"@type": "Person", "name": "Ada Lohmann"}],
    "publisher": {"@id": "http://localhost:8000/#paper"},
    "mainEntityOfPage": "http://localhost:8000/artikel/kran/",
    "inLanguage": "de",
    "wordCount": 3,
}
VIDEO = {
    "@context": "https://schema.org",
    "@type": "VideoObject",
    "name": "Der Kran",
    "description": "Er steht.",
    "url": "http://localhost:8000/videos/kran/",
    "thumbnailUrl": ["http://localhost:8000/kran.jpeg"],
    "contentUrl": "http://localhost:8000/kran.mp4",
    "uploadDate": "2026-03-02T07:10:00+01:00",
    "duration": "PT2M33S",
    "hasPart": [
        {
            "@type": "Clip",
            "name": "A",
            "startOffset": 0,
            "endOffset": 9,
            "url": "http://localhost:8000/videos/kran/?t=0",
        }
    ],
}
WAY = {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": n, "name": f"{n}", "item": f"http://localhost:8000/{n}/"} for n in (1, 2)
    ],
}


@pytest.mark.once
@pytest.mark.parametrize(
    ("sound", "path", "value"),
    [
        (ARTICLE, ["@context"], None),
        (ARTICLE, ["@type"], "NewsStory"),
        (ARTICLE, ["headLine"], "Der Kran"),
        (ARTICLE, ["author"], []),
        (ARTICLE, ["author"], [{"@type": "VideoObject", "name": "Ada"}]),
        (ARTICLE, ["author", 0, "name"], ""),
        (ARTICLE, ["datePublished"], "2026-03-02"),
        (ARTICLE, ["dateModified"], "2026-03-02T07:10:00"),
        (ARTICLE, ["mainEntityOfPage"], "/artikel/kran/"),
        (ARTICLE, ["wordCount"], True),
        (VIDEO, ["thumbnailUrl"], []),
        (VIDEO, ["duration"], "2:33"),
        (VIDEO, ["uploadDate"], None),
        (VIDEO, ["hasPart", 0, "endOffset"], 0),
        (VIDEO, ["hasPart", 0, "url"], "http://localhost:8000/videos/other/?t=0"),
        (WAY, ["itemListElement", 0, "position"], 0),
        (WAY, ["itemListElement"], [WAY["itemListElement"][0]]),
    ],
)  # fmt: skip
def test_the_judge_of_structured_data_sees_what_is_wrong(sound, path, value):
    broken = copy.deepcopy(sound)
    *way, last = path
    place = broken
    for step in way:
        place = place[step]
    place[last] = value

    assert complaints(sound) == []
    assert complaints(broken)
