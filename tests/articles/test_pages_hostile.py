"""Markup in every field stays text: on pages, in structured data, in the 410."""

import json
import re

import pytest

from articles import lifecycle
from tests.bodies import (
    body,
    embed,
    every_kind,
    factbox,
    gallery,
    paragraph,
    picture,
    quote,
    table,
    teaser,
    video,
    words,
)
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    EditionFactory,
    ImageFactory,
    PersonFactory,
    PortraitFactory,
    RoleFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
#: What may legitimately begin a tag of ours with one of these words.
SCRIPTS = re.compile(
    r"<script(?! type=\"module\" src=\"/static/js/site/(?:news-player|story-tools)\.js\"></script>)(?! type=\"application/ld\+json\">)"
)


def harmless(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == status
    assert not SCRIPTS.search(text), SCRIPTS.search(text)
    assert "<img src=x" not in text
    assert not re.search(r"<[^>]+\son\w+=", re.sub(r'"[^"]*"', '""', text))
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
        json.loads(data)
    return text


@pytest.fixture
def everything():
    """A story, and all it touches, with markup wherever somebody can type."""
    person = PersonFactory(slug="boese", name=EVIL[:120], about=EVIL, author=True)
    RoleFactory(person=person, title=EVIL)
    image = ImageFactory(renditions=True, caption=EVIL, alt=EVIL, photographer_name=EVIL, agency__name=EVIL)
    PortraitFactory(person=person, image=image)
    clip = ClipFactory(slug="boese", title=EVIL, teaser=EVIL, poster=image)
    clip.people.add(person)
    tag = TagFactory(slug="boese", name=EVIL[:100], description=EVIL)
    clip.tags.add(tag)
    target = ArticleFactory(live=True, headline=EVIL, kicker=EVIL[:60], lead=EVIL)
    blocks = [
        paragraph(EVIL, words(EVIL, "strong", "emphasis"), words(EVIL, link="https://boese.example/?a='&b=%22")),
        quote(EVIL, person=person, name=EVIL, role=EVIL),
        picture(image, EVIL, alt=EVIL, credit=EVIL),
        gallery(image, title=EVIL),
        video(clip, EVIL),
        video(clip),
        teaser(target, EVIL, kicker=EVIL, title=EVIL, label=EVIL[:60]),
        factbox(EVIL, EVIL),
        table([EVIL, EVIL], [EVIL, EVIL], caption=EVIL, source=EVIL),
        embed("https://boese.example/", title=EVIL, provider=EVIL[:60]),
    ]
    return EditionFactory(
        slug="boese",
        headline=EVIL,
        kicker=EVIL,
        lead=EVIL,
        place=EVIL[:80],
        lead_image=image,
        lead_image_caption=EVIL,
        lead_image_credit=EVIL,
        teaser_kicker=EVIL,
        teaser_headline=EVIL,
        teaser_text=EVIL,
        section=SectionFactory(slug="boese", name=EVIL[:60], description=EVIL),
        bylines=[person, EVIL[:120]],
        people=[person],
        tags=[tag],
        body=body(*blocks),
    )


@pytest.mark.parametrize(
    "path",
    [
        "/artikel/boese/",
        "/",
        "/rubrik/boese/",
        "/thema/boese/",
        "/personen/boese/",
        "/autoren/boese/",
        "/videos/boese/",
        "/videos/",
    ],
)
def test_markup_in_any_field_stays_text(client, everything, path):
    assert "alert(1)" in harmless(client, path)


def test_markup_in_a_correction_and_in_a_notice_stays_text(client, everything):
    CorrectionFactory(article=everything.article, text=EVIL)
    harmless(client, "/artikel/boese/")
    lifecycle.withdraw(everything.article, by=None, reason=EVIL, notice=EVIL)
    harmless(client, "/artikel/boese/", status=410)


@pytest.mark.parametrize(
    "path", ["/%3Cscript%3Ealert(1)%3C/script%3E", "/artikel/%22onload=alert(1)/", "/?seite=%3Cscript%3E"]
)
def test_markup_in_an_address_is_not_repeated(client, path):
    harmless(client, path, status=404)


@pytest.mark.parametrize("words_in", ["😀 Möwe", "שלום עולם", "a" * 300, "Wort\u00ad\u00adtrennung"])
def test_odd_headlines_are_pages_like_others(client, words_in):
    edition = EditionFactory(slug="seltsam", headline=words_in)

    for path in (edition.get_absolute_url(), "/", edition.section.get_absolute_url()):
        assert words_in in client.get(path).content.decode()


def test_a_page_holds_no_inline_script_and_no_inline_style(client):
    edition = EditionFactory(
        lead_image=ImageFactory(renditions=True, focal_x=0.1, focal_y=0.9),
        body=every_kind(
            image=ImageFactory(renditions=True),
            clip=ClipFactory(),
            person=PersonFactory(),
            story=ArticleFactory(live=True),
        ),
    )

    text = harmless(client, edition.get_absolute_url())

    assert " style=" not in text
    assert "<style" not in text
    assert 'class="fx1 fy9"' in text
