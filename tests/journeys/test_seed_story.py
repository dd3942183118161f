"""The whole way, in a browser: an editor pastes, confirms, publishes, mends and withdraws; a reader reads along."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Edition
from tests.conftest import PASSWORD
from tests.factories import SectionFactory

SAMPLE = (Path(__file__).parent.parent / "samples" / "bruecke.txt").read_text()
#: the seed's elements: 1 lead, 1 picture, 12 paragraphs, 4 crossheads, 2 quotes, 4 clips, 1 teaser
ELEMENTS = {"lead": 1, "image": 1, "paragraph": 12, "crosshead": 4, "quote": 2, "clip": 4, "teaser": 1}


def read_by_a_reader(browser, base_url, path):
    """Nobody who is logged in: a window of its own, without any cookie."""
    window = browser.new_context(base_url=base_url, locale="de-DE")
    page = window.new_page()
    status = page.goto(path).status
    blocks = [(block.get_attribute("data-block"), block.inner_text()) for block in page.locator("[data-block]").all()]
    assert len({block.get_attribute("id") for block in page.locator("[data-block]").all()}) == len(blocks)
    window.close()
    return status, blocks


def send(page, button):
    """Press a button and wait for the answer: only then is anything in the database."""
    with page.expect_navigation():
        page.click(button)


@pytest.mark.django_db(transaction=True)
def test_from_a_pasted_story_to_a_published_page_and_back(page, browser, cvd, live_server):
    section = SectionFactory(name="Lokales", slug="lokales")
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/admin/")
    page.fill("#id_username", cvd.username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")

    # Paste, look, confirm
    with page.expect_navigation():
        page.locator(".masthead-deeds a").last.click()
    page.fill("#id_text", SAMPLE)
    send(page, "[name=read]")
    assert page.locator(".pair").count() == 26  # 25 elements and the line of kicker and headline
    page.select_option("#id_section", str(section.pk))
    send(page, "[name=take]")

    # What is missing is said; this sample's picture has neither file nor alternative text
    send(page, ".storybar [name=_publish]")
    expect(page.locator("#why .finding:has(> .must)")).to_have_count(2)
    assert not Edition.objects.exists()
    page.fill("#override_reason", "Die Brücke öffnet gerade.")
    send(page, ".overrides [name=_publish]")
    address = Edition.objects.live().get().get_absolute_url()

    # A reader gets the elements in the order of the text
    status, blocks = read_by_a_reader(browser, live_server.url, address)
    kinds = [kind for kind, _text in blocks]
    assert (status, len(blocks)) == (200, 25)
    assert {kind: kinds.count(kind) for kind in ELEMENTS} == ELEMENTS
    assert_in_order_of_the_text(blocks)

    # A changed paragraph is the desk's alone until it is published again
    page.locator(".ProseMirror > p").first.click(click_count=3)
    page.keyboard.type("Ein neuer erster Absatz, von Hand geschrieben.")
    send(page, ".storybar [name=_save]")
    assert read_by_a_reader(browser, live_server.url, address)[1] == blocks
    page.click("#tab-why")
    page.fill("#override_reason", "Die Brücke öffnet gerade.")
    send(page, ".overrides [name=_publish]")
    changed = read_by_a_reader(browser, live_server.url, address)[1]
    assert changed[2][1] == "Ein neuer erster Absatz, von Hand geschrieben."
    assert changed[:2] + changed[3:] == blocks[:2] + blocks[3:]

    # Withdrawn: the address says so
    page.click("#tab-plan")
    page.click("#withdraw summary")
    page.fill("#id_withdraw-reason", "Ein Fehler in den Zahlen.")
    page.fill("#id_withdraw-notice", "Wir prüfen die Zahlen.")
    send(page, "#withdraw button")
    assert read_by_a_reader(browser, live_server.url, address) == (410, [])
    assert complaints == []  # no script failed, and the content policy was never in the way


def assert_in_order_of_the_text(blocks):
    """The first words of each block follow one another in the sample as they do on the page."""
    plain, place = " ".join(SAMPLE.split()), 0
    for kind, text in blocks:
        if kind in ("teaser", "image", "clip"):
            continue  # their words stand beside a date, a credit, a label: the order of the others places them
        opening = " ".join(text.strip(' „“»«"').split()[:4])
        found = plain.find(opening, place)
        assert found >= place, (kind, opening)
        place = found
