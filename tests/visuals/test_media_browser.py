"""A story page in a real browser: clips play in place, nothing is refused by the content policy, nothing sticks out."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from tests.bodies import every_kind, node, words
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    PersonFactory,
    picture_bytes,
)

pytestmark = pytest.mark.django_db(transaction=True)

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def edition():
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(b"\x00\x00\x00\x20ftypisom" + bytes(64)))
    image = ImageFactory(renditions=True, file=picture_bytes(640, 360))
    clip = ClipFactory(cut=True, footage=footage, title="Der Riss", poster=image)
    story = every_kind(image=image, clip=clip, person=PersonFactory(), story=ArticleFactory(live=True))
    story["content"].append(node("paragraph", [words("Rechtsschutzversicherungsgesellschaften" * 4)]))
    return EditionFactory(headline="Donaudampfschifffahrtsgesellschaftskapitän " * 3, lead_image=image, body=story)


def test_a_clip_plays_in_place_once_asked(page, edition):
    page.goto(edition.get_absolute_url())

    expect(page.locator("clip-teaser video")).to_have_count(0)
    page.locator("clip-teaser a").click()

    video = page.locator("clip-teaser video")
    assert page.url.endswith(edition.get_absolute_url())
    assert "/sendungen/" in video.get_attribute("src")
    assert video.get_attribute("aria-label") == "Der Riss"
    assert video.get_attribute("poster")


def test_without_script_the_clip_is_a_link(browser, live_server, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(edition.get_absolute_url())

    page.locator("clip-teaser a").click()

    assert "/videos/" in page.url
    assert page.locator("h1").inner_text() == "Der Riss"
    context.close()


def test_no_page_scrolls_sideways_or_offends_the_content_policy(page, edition):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)

    for path in (edition.get_absolute_url(), "/", edition.section.get_absolute_url(), "/videos/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for width in (320, 390, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert not page.evaluate(SIDEWAYS), (path, width)
    assert said == []


def test_pictures_have_their_measure_and_their_words_in_the_markup(page, edition):
    page.goto(edition.get_absolute_url())

    measures = "[...document.images].map((image) => [image.getAttribute('width'), image.getAttribute('height')])"
    assert page.evaluate(measures) == [["640", "360"]] * 5  # lead, picture, two of the gallery, poster
    expect(page.locator("img:not([alt])")).to_have_count(0)
