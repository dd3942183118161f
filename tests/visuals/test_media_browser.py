"""A story page in a real browser: clips play in place, nothing is refused by the content policy, nothing sticks out."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles.models import Edition
from tests.bodies import body, every_kind, gallery, node, words
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

    expect(page.locator("news-player video")).to_have_count(0)
    page.locator("news-player a").click()

    video = page.locator("news-player video")
    assert page.url.endswith(edition.get_absolute_url())
    assert "/sendungen/" in video.get_attribute("src")
    assert video.get_attribute("aria-label") == "Video: Der Riss"
    assert video.get_attribute("poster")


def test_without_script_the_clip_is_a_link(browser, live_server, edition, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(edition.get_absolute_url())

    page.locator("news-player a").click()

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


# What ``sizes`` says at this window, and how wide the picture is: a browser chooses its file by the first alone.
MEASURED = """() => [...document.images].filter((image) => image.sizes && image.width).map((image) => {
  const ruler = document.body.appendChild(document.createElement("div"));
  const asked = /^\\([a-z-]+: [^)]*\\)(?: and \\([a-z-]+: [^)]*\\))*/;
  const choice = image.sizes.split(/,\\s*(?![^()]*\\))/).find((one) => {
    const condition = one.match(asked);
    return !condition || matchMedia(condition[0]).matches;
  });
  ruler.style.cssText = `position: absolute; inline-size: ${choice.replace(asked, "")}`;
  const said = ruler.getBoundingClientRect().width;
  ruler.remove();
  return [image.sizes, said / image.getBoundingClientRect().width];
})"""


def test_sizes_are_true_to_the_layout(page, edition):
    one = ImageFactory(renditions=True, file=picture_bytes(640, 360))
    ArticleFactory(headline="Drei", live=True, lead_image=one, body=body("Text.", gallery(one, one, one)))
    three = Edition.objects.get(headline="Drei").get_absolute_url()
    wrong = set()  # a front page of two stories is wider than one with a log beside them
    for path in (edition.get_absolute_url(), three, "/", edition.section.get_absolute_url(), "/videos/"):
        page.goto(path)
        for width in (390, 700, 960, 1200, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            wrong |= {(path, width, *one) for one in page.evaluate(MEASURED) if not 0.7 < one[1] < 1.4}
    assert not wrong, "\n".join(map(str, sorted(wrong)))
