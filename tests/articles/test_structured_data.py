"""What machines are told of a page."""

import json
import re
from datetime import UTC, datetime

import pytest

from tests.bodies import body, video
from tests.factories import (
    ClipFactory,
    CorrectionFactory,
    EditionFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)
SITE = "http://localhost:8000"


def told(client, path: str) -> dict:
    """What the page says of what it is about; the way to it is told apart."""
    (data,) = [one for one in everything(client, path) if one["@type"] != "BreadcrumbList"]
    return data


def paper() -> dict:
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{SITE}/#paper",
        "name": "Fleetmünder Blatt",
        "url": f"{SITE}/",
        "logo": {"@type": "ImageObject", "url": f"{SITE}/static/img/icon-512.png", "width": 512, "height": 512},
        "publishingPrinciples": f"{SITE}/grundsaetze/",
        "correctionsPolicy": f"{SITE}/korrekturen/",
        "masthead": f"{SITE}/impressum/",
    }


def everything(client, path: str) -> list[dict]:
    text = client.get(path).content.decode()
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)]


def test_a_story_is_a_news_article_with_all_that_is_known_of_it(client, settings):
    image = ImageFactory(renditions=True, agency__name="FB-Bild", photographer_name="", caption="Der Kran")
    author, named = PersonFactory(name="Merle Hansohm", slug="hansohm"), PersonFactory(name="Ada Lindqvist", slug="ada")
    edition = EditionFactory(
        since=MORNING,
        slug="kran",
        headline="Der Kran steht",
        kicker="Hafen",
        lead="Drei Wörter mehr.",
        section=SectionFactory(name="Lokales"),
        lead_image=image,
        bylines=[author, "Ein Gast"],
        people=[named],
        tags=[TagFactory(name="Hafen")],
        body=body("Zwei Wörter."),
    )
    jpeg = max((size for size in image.renditions_list if size.format == "jpeg"), key=lambda size: size.width)

    assert told(client, edition.get_absolute_url()) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{SITE}/artikel/kran/",
        "url": f"{SITE}/artikel/kran/",
        "headline": "Der Kran steht",
        "alternativeHeadline": "Hafen",
        "description": "Drei Wörter mehr.",
        "datePublished": "2026-03-02T07:10:00+01:00",
        "dateModified": "2026-03-02T07:10:00+01:00",
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "author": [
            {"@type": "Person", "name": "Merle Hansohm", "url": f"{SITE}/autoren/hansohm/"},
            {"@type": "Person", "name": "Ein Gast"},
        ],
        "publisher": paper(),
        "articleSection": "Lokales",
        "keywords": ["Hafen"],
        "mentions": [{"@type": "Person", "name": "Ada Lindqvist", "url": f"{SITE}/personen/ada/"}],
        "wordCount": 5,
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{SITE}{jpeg.url}",
                "width": jpeg.width,
                "height": jpeg.height,
                "caption": "Der Kran",
                "creditText": "FB-Bild",
            }
        ],
    }


@pytest.mark.parametrize(
    ("kind", "types"), [("news", "NewsArticle"), ("opinion", ["NewsArticle", "OpinionNewsArticle"])]
)
def test_a_kind_of_story_has_its_type(client, kind, types):
    assert told(client, EditionFactory(kind=kind).get_absolute_url())["@type"] == types


def test_a_story_without_byline_is_the_paper_s(client, settings):
    assert told(client, EditionFactory().get_absolute_url())["author"] == [paper()]


def test_a_correction_is_told_to_machines_too(client):
    edition = EditionFactory(since=MORNING)
    CorrectionFactory(article=edition.article, text="Richtig ist 1931.")

    data = told(client, edition.get_absolute_url())

    assert [(one["@type"], one["text"]) for one in data["correction"]] == [("CorrectionComment", "Richtig ist 1931.")]
    assert data["datePublished"] == "2026-03-02T07:10:00+01:00"
    assert data["dateModified"] > data["datePublished"]


def test_a_clip_is_a_video_object(client):
    clip = ClipFactory(
        slug="riss", title="Der Riss", teaser="Im Lager.", typed_ms=23_000, poster=ImageFactory(renditions=True)
    )
    edition = EditionFactory(since=MORNING, body=body(video(clip)))

    alone = told(client, "/videos/riss/")

    assert alone["@type"] == "VideoObject"
    assert (alone["name"], alone["description"], alone["duration"]) == ("Der Riss", "Im Lager.", "PT23S")
    assert (alone["uploadDate"], alone["dateCreated"]) == ("2026-03-02T07:10:00+01:00", "2026-05-04")
    assert all(url.startswith(f"{SITE}/bilder/") for url in alone["thumbnailUrl"])
    assert told(client, edition.get_absolute_url())["video"] == [
        {name: value for name, value in alone.items() if name != "@context"}
    ]


def test_the_page_of_a_person_is_a_profile(client):
    EditionFactory(people=[PersonFactory(name="Oskar Lammerting", slug="lammerting", born=1861, died=1929)])

    assert told(client, "/personen/lammerting/") == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "name": "Oskar Lammerting",
            "url": f"{SITE}/personen/lammerting/",
            "birthDate": "1861",
            "deathDate": "1929",
        },
    }


def test_the_page_of_an_author_says_for_whom_they_write(client):
    EditionFactory(bylines=[PersonFactory(name="Merle Hansohm", slug="hansohm", author=True)])

    author = told(client, "/autoren/hansohm/")["mainEntity"]

    assert author["url"] == f"{SITE}/autoren/hansohm/"
    assert author["worksFor"]["publishingPrinciples"] == f"{SITE}/grundsaetze/"
    assert author["worksFor"]["correctionsPolicy"] == f"{SITE}/korrekturen/"


def test_the_way_to_a_page_is_told_as_it_is_shown(client):
    section = SectionFactory(name="Lokales", slug="lokales")
    EditionFactory(slug="kran", headline="Der Kran steht", section=section)

    (way,) = [one for one in everything(client, "/artikel/kran/") if one["@type"] == "BreadcrumbList"]

    assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
        (1, "Startseite", f"{SITE}/"),
        (2, "Lokales", f"{SITE}/rubrik/lokales/"),
        (3, "Der Kran steht", f"{SITE}/artikel/kran/"),
    ]
