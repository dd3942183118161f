"""What one sees and hears of the editor: narrow, dark, by keys, by name, in German; and how long the story is."""

import re

import pytest
from playwright.sync_api import expect

from tests import bodies
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory

#: what reaches over the right edge and makes the page scroll; nothing, if it does not
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.className || one.localName)"""


@pytest.fixture
def everything(db):
    return bodies.every_kind(
        image=ImageFactory(), clip=ClipFactory(), person=PersonFactory(), story=ArticleFactory(headline="Nebenan")
    )


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_scrolls_sideways(writer, everything, width):
    writer.page.set_viewport_size({"width": width, "height": 844})
    page = writer.open_form(everything)
    assert page.evaluate(WIDER) == []
    page.click(".blk.clip .words")
    assert page.evaluate(WIDER) == []


def test_dark_is_dark(writer, everything):
    writer.page.emulate_media(color_scheme="dark")
    page = writer.open_form(everything)
    look = "(name) => getComputedStyle(document.querySelector(name))"
    lightness = page.evaluate(f"""() => {{
      const look = {look};
      const sum = (colour) => colour.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b);
      return [sum(look('.editor-sheet').backgroundColor), sum(look('.ProseMirror').color)];
    }}""")
    assert lightness[0] < 150
    assert lightness[1] > 600


def test_the_toolbar_is_one_stop_that_arrows_walk(writer):
    page = writer.open(bodies.body("Text"))
    page.click(".ProseMirror p")
    writer.press("Alt+F10")
    here = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(here) == "Fett"
    expect(page.locator(".tools > [tabindex='0']")).to_have_count(1)
    writer.press("ArrowRight", "ArrowRight")
    assert page.evaluate(here) == "Verweis"
    writer.press("Home", "ArrowLeft")
    assert page.evaluate(here) == "Suchen und ersetzen"
    expect(page.locator(".tools > [tabindex='0']")).to_have_count(1)
    writer.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Text der Geschichte"


def test_bold_is_said_to_be_pressed(writer):
    page = writer.open(bodies.body("Text"))
    page.click(".ProseMirror p")
    writer.press("Control+a", "Control+b")
    expect(page.locator(".tools [aria-label=Fett]")).to_have_attribute("aria-pressed", "true")
    assert writer.written()[0]["content"][0]["marks"] == [{"type": "strong"}]


def test_every_card_and_field_has_a_name(writer, everything):
    page = writer.open(everything)
    assert page.get_attribute(".ProseMirror", "role") == "textbox"
    names = page.locator(".blk").evaluate_all("cards => cards.map(card => card.getAttribute('aria-label'))")
    assert len(names) == 10  # eight cards, two pictures inside the gallery
    assert all(names)
    assert names[0].startswith("Zitat: ")
    nameless = page.locator(".story-editor-host :is(input, button)").evaluate_all(
        "found => found.filter(one => !(one.getAttribute('aria-label') || one.labels?.length || one.innerText.trim()))"
        ".map(one => one.outerHTML)"
    )
    assert nameless == []


def test_the_rail_counts_words_reading_and_watching_and_leads_to_the_block(writer):
    clip = ClipFactory(typed_ms=153_000)
    page = writer.open(bodies.body("eins zwei drei", bodies.crosshead("vier fünf"), bodies.video(clip), "sechs"))
    expect(page.locator(".rail .counts")).to_have_text(
        re.compile(r"^6 Wörter · \d+ Zeichen · 1 min Lesezeit · 2:33 min Video$")
    )
    page.locator(".rail li button").nth(2).click()
    expect(page.locator(".blk.clip")).to_have_class(re.compile(r"\bsel\b"))
    writer.end()
    writer.type(" sieben acht")
    expect(page.locator(".rail .counts")).to_contain_text("8 Wörter")


def test_what_is_wrong_with_a_card_stands_at_it_and_on_the_rail(writer):
    page = writer.open(bodies.body(bodies.picture(ImageFactory(bare=True)), bodies.teaser(None, kicker="Hafen")))
    expect(page.locator(".blk.image .must")).to_have_count(2)
    expect(page.locator(".rail .sign")).to_have_count(2)


def test_leaving_with_unsaved_words_asks_first(writer):
    page = writer.open(bodies.body("Text"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    writer.end()
    writer.type(" mehr")
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_leaving_without_a_change_does_not_ask(writer):
    page = writer.open(bodies.body("Text"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    writer.end()
    writer.type("x")
    writer.press("Backspace")
    page.goto("about:blank")
    assert asked == []
