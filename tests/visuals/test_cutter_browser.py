"""As video staff cuts: by keys, to the frame, by words, by mouse; undone step by step; on a phone, dark, with the policy.

The film counts its own frames in black and white squares, so that a test reads which picture really is on the screen.
"""

import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD
from tests.visuals.footage_files import BITS, film, ready_footage
from visuals import lifecycle
from visuals.models import Clip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

CAPTIONS = """WEBVTT

00:02.000 --> 00:04.000
<v Moderation>Was ist da eigentlich gebrochen?

00:04.000 --> 00:08.000
<v Anklamer>Ein einzelnes Zahnrad von 1931 hat keiner getauscht.
"""
SEEN = """() => {
  const video = document.querySelector("clip-cutter video");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const look = canvas.getContext("2d", { willReadFrequently: true });
  look.drawImage(video, 0, 0);
  const side = Math.floor(canvas.width / BITS);
  let number = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    const [level] = look.getImageData(bit * side + side / 2, side / 2, 1, 1).data;
    if (level > 128) number += 2 ** bit;
  }
  return number;
}""".replace("BITS", str(BITS))


@pytest.fixture
def desk(page, video_desk):
    page.set_default_timeout(40_000)
    page.goto("/admin/login/")
    page.fill("#id_username", video_desk.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def until(desk, expression):
    """Polled from here: in the page it would be an eval, which its policy refuses."""
    for _try in range(400):
        if desk.evaluate(expression):
            return
        desk.wait_for_timeout(25)
    raise AssertionError(expression)


def opened(desk, footage, more=""):
    desk.goto(f"/admin/visuals/footage/{footage.pk}/cut/{more}")
    until(desk, "document.querySelector('clip-cutter')?.screen?.video.readyState >= 2")
    expect(desk.locator("clip-cutter")).to_be_focused()
    desk.evaluate("window.seen = " + SEEN)


def settled(desk):
    """Until the picture that was aimed at has been drawn."""
    until(
        desk, "!document.querySelector('video').seeking && document.querySelector('clip-cutter').screen.aimed === null"
    )
    desk.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def pressed(desk, *keys):
    for key in keys:
        desk.keyboard.press(key)
        settled(desk)


def marks(desk):
    return desk.evaluate("document.querySelector('clip-cutter').marks.pair")


def seen(desk):
    return desk.evaluate("window.seen()")


@pytest.mark.parametrize(("fps", "frame"), [("25", 40.0), ("30000/1001", 1001 / 30)])
def test_marks_fall_on_the_very_frame_that_is_seen(desk, fps, frame):
    footage = ready_footage(film(9.0, size=(640, 360), fps=fps))
    opened(desk, footage)
    rate = round(1000 / frame)

    pressed(desk, "Home", *["ArrowRight"] * 3, "Shift+ArrowRight")
    first = seen(desk)
    assert abs(first - (3 + rate)) <= 1
    pressed(desk, "i", "Shift+ArrowRight", "Shift+ArrowRight", "ArrowLeft", "o")
    last = seen(desk)

    begin, end = marks(desk)
    assert int(begin / frame + 0.001) == first  # the picture that was seen is the first one …
    assert int((end - 1) / frame + 0.001) == last  # … and the last one of the cut
    pressed(desk, "Shift+i")
    assert seen(desk) == first
    pressed(desk, "Shift+o")
    assert seen(desk) == last

    # P plays the stretch and stops at its last picture
    desk.keyboard.press("p")
    until(desk, "!document.querySelector('video').paused")
    until(desk, "document.querySelector('video').paused")
    settled(desk)
    assert abs(seen(desk) - last) <= 1


def test_three_segments_by_keys_and_one_by_its_words(desk):
    footage = ready_footage(film(9.0, size=(640, 360)), title="Hafenmagazin")
    lifecycle.take_captions(footage, CAPTIONS, by=None)
    opened(desk, footage)

    for number in range(3):
        pressed(desk, "i", *["Shift+ArrowRight"] * 2, "o")
        desk.fill("#id_title", f"Teil {number + 1}")
        with desk.expect_navigation():
            desk.keyboard.press("Control+s")
        until(desk, "document.querySelector('clip-cutter')?.screen?.video.readyState >= 2")
        settled(desk)
        expect(desk.locator(".madeline")).to_contain_text(f"Teil {number + 1}")
    cuts = list(Clip.objects.order_by("in_ms").values_list("in_ms", "out_ms"))
    assert cuts == [(0, 2040), (2040, 4080), (4080, 6120)]  # each goes on where the one before it ends

    # T, three words on, the next one and four more with Shift: those words become the cut
    desk.keyboard.press("t")
    expect(desk.locator(".transcript")).to_be_focused()
    for key in ["ArrowDown", "ArrowRight", "ArrowRight", *["Shift+ArrowRight"] * 3]:
        desk.keyboard.press(key)
    assert desk.locator(".transcript .cut").all_text_contents() == ["Zahnrad", "von", "1931", "hat"]
    begin, end = marks(desk)
    assert 4_000 < begin < end < 8_000
    desk.keyboard.press("Escape")
    desk.fill("#id_title", "Das Zahnrad")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    assert Clip.objects.get(title="Das Zahnrad").in_ms == begin

    # kept by mistake: one press takes it back
    with desk.expect_navigation():
        desk.locator(".madeline button").click()
    assert not Clip.objects.filter(title="Das Zahnrad").exists()
    expect(desk.locator(".segs li")).to_have_count(3)


def test_undo_brings_back_every_pair_and_letters_in_fields_are_letters(desk):
    footage = ready_footage(film(9.0, size=(640, 360)))
    opened(desk, footage)
    pressed(desk, "i", "Shift+ArrowRight", "Shift+ArrowRight", "o", "Shift+ArrowRight", "i")
    pairs = [(3000, None), (0, 2040), (0, None), (None, None)]
    for pair in pairs:
        assert tuple(marks(desk)) == pair
        pressed(desk, "Control+z")
    pressed(desk, "Control+Shift+z")
    assert tuple(marks(desk)) == (0, None)

    desk.locator("#id_title").press_sequentially("Kiosk, jo")
    desk.locator("#id_out_ms").fill("0:05,5")
    desk.locator("#id_out_ms").press("Tab")
    assert tuple(marks(desk)) == (0, 5500)
    expect(desk.locator("#id_title")).to_have_value("Kiosk, jo")


def test_the_line_is_stretched_sought_and_dragged_and_words_are_selected_with_the_mouse(desk):
    footage = ready_footage(film(9.0, size=(640, 360)))
    lifecycle.take_captions(footage, CAPTIONS, by=None)
    opened(desk, footage, "?in=0")
    line = desk.locator(".tl")
    box = line.bounding_box()
    desk.mouse.click(box["x"] + box["width"] / 2, box["y"] + 45)
    settled(desk)
    assert abs(desk.evaluate("document.querySelector('clip-cutter').screen.now") - 4500) < 60
    assert line.locator("image").count() > 3  # the storyboard

    pressed(desk, "i", "End", "o")
    until(desk, "document.querySelectorAll('.tl .wave').length === 2")  # the sound has come
    bars = "[...document.querySelectorAll('.tl .wave')].map((path) => path.getAttribute('d').split('M').length - 1)"
    outside, inside = desk.evaluate(bars)
    assert outside > 50
    assert abs(outside - inside) < 5  # the second half is cut
    grip = line.locator("[data-grip=I] rect").bounding_box()
    desk.mouse.move(grip["x"] + 7, grip["y"] + 20)
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] / 4, box["y"] + 45, steps=5)
    desk.mouse.up()
    begin, end = marks(desk)
    assert (abs(begin - 2250) < 60, end) == (True, 9000)
    pressed(desk, "Control+z")  # a drag is one step
    assert abs(marks(desk)[0] - 4500) < 60

    pressed(desk, "+", "+")
    first, last = desk.evaluate("document.querySelector('clip-cutter').timeline.view")
    assert last - first < 2500

    words = desk.locator(".transcript [data-from]")
    words.last.scroll_into_view_if_needed()
    one, other = words.nth(5).bounding_box(), words.nth(9).bounding_box()
    desk.mouse.move(one["x"] + 2, one["y"] + one["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(other["x"] + other["width"] - 2, other["y"] + other["height"] / 2, steps=6)
    desk.mouse.up()
    expect(desk.locator(".transcript .cut")).to_have_count(5)
    assert marks(desk)[0] == 4000


def test_on_a_phone_nothing_scrolls_sideways_and_the_policy_is_kept(desk):
    broken = []
    desk.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    desk.set_viewport_size({"width": 390, "height": 844})
    opened(desk, ready_footage(film(9.0, size=(640, 360))))
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    assert broken == []
