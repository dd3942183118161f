"""The reader's player in a real browser, on real footage: nothing before it is asked for, exact at both ends."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.bodies import body, video
from tests.factories import ClipFactory, EditionFactory
from tests.visuals.footage_files import film, ready_footage
from visuals import lifecycle

pytestmark = pytest.mark.django_db(transaction=True)

FRAME = 40  # ms
IN, OUT = 3_200, 7_600
SAID = """WEBVTT

00:03.000 --> 00:05.000
<v Nils Averbeck>Hier sitzt der Riss.

00:05.500 --> 00:09.000
<v Reporterin>Wie lang ist er?
"""
#: the number that is burned into the picture on the screen: twelve squares, black or white
SHOWN = """() => {
  const video = document.querySelector("video"), canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const pen = canvas.getContext("2d");
  pen.drawImage(video, 0, 0);
  const side = Math.floor(canvas.width / 12);
  let number = 0;
  for (let bit = 0; bit < 12; bit++) {
    const [lit] = pen.getImageData(bit * side + side / 2, side / 2, 1, 1).data;
    if (lit > 128) number += 2 ** bit;
  }
  return number;
}"""
VIDEO = "document.querySelector('video')"
NOW = f"{VIDEO}.currentTime"
PAST = f"{NOW} > {{}}"
RESTS = f"{VIDEO}?.paused && !document.querySelector('.after').hidden"


def until(page, condition):
    """By the page's own clock: the content policy of the site forbids what Playwright's waiting would need."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise((next) => setTimeout(next, 20)); }}")


class Watched:
    """A page, what it asked for, and what its content policy refused."""

    def __init__(self, page):
        self.page, self.asked, self.refused = page, [], []
        page.on("request", lambda request: self.asked.append(re.sub(r"^https?://[^/]+", "", request.url)))
        page.on(
            "console", lambda said: self.refused.append(said.text) if "Content Security Policy" in said.text else None
        )

    def media(self):
        return [path for path in self.asked if re.search(r"/sendungen/(?!.*/poster/)|hls\.light", path)]


@pytest.fixture
def clip(video_desk):
    with transaction.atomic():  # else its jobs would be done here a second time
        footage = ready_footage(film(12.0, size=(640, 360)), title="Hafenmagazin, Folge 3")
    track = lifecycle.take_captions(footage, SAID, by=video_desk).track
    lifecycle.approve_captions(track, by=video_desk)
    lifecycle.set_chapters(footage, "0:00 Vorspann\n0:03 Unter der Fahrbahn\n0:05 Das Lager", by=video_desk)
    clip = ClipFactory(title="Wo der Riss sitzt", footage=footage, in_ms=IN, out_ms=OUT, typed_ms=None)
    other = ClipFactory(title="Die ganze Sendung", footage=footage, typed_ms=None)
    EditionFactory(body=body(video(clip), video(other)), slug="bruecke")
    return clip


def test_a_clip_begins_and_ends_to_the_frame_and_nothing_is_fetched_before(page, clip):
    seen = Watched(page)
    page.goto(clip.get_absolute_url())
    expect(page.locator("news-player .start")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert seen.media() == []

    page.locator("news-player .start").click()
    until(page, PAST.format(IN / 1000 + 0.2))
    assert abs(page.evaluate(SHOWN) - page.evaluate(NOW) * 25) <= 2  # the picture is the one of this moment

    page.keyboard.press("c")
    expect(page.locator(".said")).to_have_text("Untertitel an")
    until(page, f"{VIDEO}.textTracks[0].activeCues?.length")
    expect(page.locator(".transcript [data-now] p")).to_contain_text("Hier sitzt der Riss.")
    until(page, RESTS)
    assert page.evaluate(SHOWN) in (OUT // FRAME - 2, OUT // FRAME - 1, OUT // FRAME)
    expect(page.locator(".after a")).to_have_text("Als Nächstes: Die ganze Sendung")
    assert any(path.endswith("index.m3u8") for path in seen.media())
    assert not any("/mp4/" in path or "/board/" in path for path in seen.media())

    # A glimpse of what stands in the middle of the bar: 5.4 s are the third tile, of two seconds each.
    with page.expect_response("**/board/000.jpg") as sheet:
        page.locator(".reel input").hover()
    glimpse = page.locator(".glimpse")
    expect(glimpse).to_have_css("background-position", "-320px 0px")
    assert (sheet.value.status, glimpse.bounding_box()["width"]) == (200, 160)
    page.mouse.move(0, 0)
    expect(glimpse).to_be_hidden()

    page.get_by_role("button", name="Weiter in „Hafenmagazin, Folge 3“").click()
    until(page, PAST.format(OUT / 1000 + 0.3))
    expect(page.locator(".reel")).to_be_hidden()
    assert seen.refused == []


def test_links_into_a_clip_and_its_keys_lead_to_the_second(page, clip):
    page.goto(f"{clip.get_absolute_url()}?t=0m2s")
    expect(page.locator(".start")).to_have_text("Abspielen ab 0:02, 0:02 / 0:04 min")

    page.locator(".start").click()
    until(page, f"{PAST.format(5.2)} && {PAST.format(0)}")
    page.keyboard.press("k")
    expect(page.locator(".reel output")).to_have_text(re.compile(r"0:0[23] / 0:04"))
    page.keyboard.press("5")
    until(page, f"Math.abs({NOW} - 5.38) < 0.1")
    page.keyboard.press("ArrowLeft")  # never before the clip
    until(page, f"Math.abs({NOW} - 3.2) < 0.05")
    page.locator(".transcript a").last.click()
    until(page, f"!{VIDEO}.paused && {PAST.format(5.5)}")
    page.get_by_role("navigation", name="Kapitel").get_by_role("link", name="Unter der Fahrbahn").click()
    until(page, f"{NOW} < 4.5 && {PAST.format(3.2)}")
    expect(page.locator(".chapters [data-now]")).to_have_text(re.compile("Unter der Fahrbahn"))


def test_in_a_story_on_a_phone_it_plays_in_place_with_captions(browser, live_server, clip):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    seen = Watched(page)
    page.goto("/artikel/bruecke/")
    assert (page.locator("video").count(), seen.media()) == (0, [])

    page.locator("news-player a").first.tap()
    until(page, PAST.format(IN / 1000 + 0.1))
    page.evaluate(f"{VIDEO}.textTracks[0].mode = 'showing'")
    until(page, f"{VIDEO}.textTracks[0].activeCues?.length")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    until(page, RESTS)
    assert page.url.endswith("/artikel/bruecke/")
    assert seen.refused == []
    context.close()


def test_without_script_the_file_begins_and_ends_where_the_clip_does(browser, live_server, clip, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/artikel/bruecke/")
    page.locator("news-player a").first.click()
    page.get_by_role("link", name="0:02").first.click()  # a line of the transcript
    assert page.url.endswith("?t=2")
    video = page.locator("news-player video")
    assert video.get_attribute("src").endswith("#t=5.200,7.600")

    page.evaluate(f"{VIDEO}.muted = true; void {VIDEO}.play()")  # as a reader does on the native button
    deadline = 100
    while not page.evaluate(f"{NOW} > 7.5 && {VIDEO}.paused") and (deadline := deadline - 1):
        page.wait_for_timeout(100)
    # Here the browser itself stops, by a timer: to the frame when it has time, a little later when it has not.
    assert 0 <= page.evaluate(SHOWN) - OUT // FRAME + 1 < 12
    context.close()
