"""One whole story page, as readers get it. A change here is a change for readers: look at the diff, then keep it
with ``GOLDEN=write pytest tests/golden``.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles import lifecycle
from tests.bodies import every_kind
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, SectionFactory, TagFactory

pytestmark = pytest.mark.django_db

KEPT = Path(__file__).with_name("story.html")
MORNING = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)
TODAY = re.compile(r'(<p class="service"><time datetime=")[^"]+(">)[^<]+')
NUMBER = re.compile(r'(/a/|data-story=")\d+')


def steady_ids(document: dict) -> dict:
    """Ids of blocks are counted through a test run; here they begin anew."""
    numbers = iter(range(1, 1000))

    def named(node: dict) -> dict:
        attrs = {"attrs": node["attrs"] | {"id": f"golden{next(numbers):04}"}} if "id" in node.get("attrs", {}) else {}
        inside = {"content": [named(child) for child in node["content"]]} if "content" in node else {}
        return node | attrs | inside

    return named(document)


@pytest.fixture
def story():
    section = SectionFactory(name="Local", slug="local")
    person = PersonFactory(name="Ada Lindqvist", slug="ada-lindqvist")
    image = ImageFactory(
        renditions=True,
        key="1" * 32,
        caption="The crane at dawn",
        alt="A crane",
        agency__name="FB-Bild",
        photographer_name="J. Reimers",
    )
    clip = ClipFactory(
        slug="the-crack", title="The crack", teaser="Where the bearing broke.", typed_ms=23_000, poster=image
    )
    target = ArticleFactory(
        live=True,
        slug="flood",
        headline="The flood",
        lead="Water twice a day.",
        section=section,
        since=MORNING,
        language="en",
    )
    article = ArticleFactory(
        live=True,
        since=MORNING,
        language="en",
        slug="the-crane",
        kicker="Harbour",
        headline="The crane stands",
        lead="From spring on, ships are loaded again.",
        place="Fleetmünde",
        section=section,
        lead_image=image,
        bylines=[PersonFactory(name="Merle Hansohm", slug="merle-hansohm", author=True), "A guest"],
        people=[person],
        tags=[TagFactory(name="Harbour", slug="harbour")],
        body=steady_ids(every_kind(image=image, clip=clip, person=person, story=target)),
    )
    lifecycle.correct(article, by=None, text="The crane is from 1931.", now=MORNING + timedelta(hours=3))
    return article


def test_the_page_is_what_it_was(client, story):
    text = client.get("/artikel/the-crane/").content.decode()
    text = NUMBER.sub(r"\1NUMBER", TODAY.sub(r"\1TODAY\2TODAY", text))

    if os.environ.get("GOLDEN") == "write":
        KEPT.write_text(text, encoding="utf-8")
    assert text == KEPT.read_text(encoding="utf-8")
