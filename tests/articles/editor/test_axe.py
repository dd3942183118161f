"""What axe finds in the editor, its menus and its dialogs, light and dark: nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import bodies
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory

RULES = {
    "preload": False,  # it would read the sheets' imports from the wrong place
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def wrong(page, where):
    """Rules that are broken, each with the elements that break it; the page around the editor has its own tests."""
    page.wait_for_timeout(250)  # colours that fade in are measured when they are there
    found = Axe().run(page, context={"include": [[part] for part in where]}, options=RULES).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.fixture(params=["light", "dark"])
def page(request, page):
    page.emulate_media(color_scheme=request.param)
    return page


@pytest.fixture
def everything(db):
    return bodies.every_kind(
        image=ImageFactory(), clip=ClipFactory(), person=PersonFactory(), story=ArticleFactory(headline="Nebenan")
    )


def test_the_whole_editor_with_every_kind_of_block_and_its_tools(writer, everything):
    page = writer.open_form(everything)
    assert wrong(page, [".story-editor-host"]) == []
    page.click(".blk.quote .words")
    assert wrong(page, [".story-editor-host"]) == []


def test_menus_bars_and_the_library(writer, everything):
    page = writer.open_form(bodies.body("Kran"))
    writer.end()
    writer.press("Enter")
    writer.type("/")
    page.wait_for_selector(".editor-menu [role=option]")
    assert wrong(page, [".story-editor-host"]) == []
    writer.press("Escape", "Backspace", "Control+f")
    writer.type("Kran")
    assert wrong(page, [".findbar"]) == []
    writer.press("Escape", "Control+a", "Control+l")
    assert wrong(page, [".linkbar"]) == []
    writer.press("Escape")
    page.click(".tools [aria-label=Mehr]")
    assert wrong(page, [".tools"]) == []
    writer.press("Escape")
    page.click(".tools [aria-label=Bild]")
    page.wait_for_selector("dialog.story-picker li")
    assert wrong(page, ["dialog.story-picker"]) == []
