"""A whole story written by keys alone: no mouse from the empty form to the saved story."""

import re

import pytest
from playwright.sync_api import expect

from articles.body import validate
from articles.models import Article, Correction, Edition
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, RoleFactory, SectionFactory

pytestmark = pytest.mark.django_db(transaction=True)
MENU = ".editor-menu [role=option]"


@pytest.fixture
def keys(page, cvd):
    page.goto("/admin/login/")
    page.keyboard.type(cvd.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector(".story-editor-host.is-live")
    return page.keyboard


def into(page, selector, most=60):
    """Tab until the focus is there: whoever has no mouse gets there, too."""
    for _step in range(most):
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def block(page, query):
    page.keyboard.type(f"/{query}")
    page.wait_for_selector(MENU)
    page.keyboard.press("Enter")


def chosen(page, words):
    page.wait_for_selector("dialog.story-picker li")
    page.keyboard.type(words)
    expect(page.locator("dialog.story-picker li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.story-picker")).to_have_count(0)


def test_a_story_with_every_important_block_is_written_by_keys_alone(page, keys):
    ada = PersonFactory(name="Ada Lindqvist")
    RoleFactory(person=ada, title="Hafenmeisterin")
    image, clip = (
        ImageFactory(caption="Nebel über dem Fleet"),
        ClipFactory(title="So lief der Abend", teaser="Ein Abend."),
    )
    other = ArticleFactory(headline="Sturmflut am Wochenende", section=SectionFactory())

    expect(page.locator("#id_headline")).to_be_focused()
    keys.type("Der Kran steht still")
    into(page, "#id_lead")
    keys.type("Niemand weiß, wann er sich wieder dreht.")
    into(page, ".ProseMirror")
    keys.type("Seit heute früh steht er, sagt @ada l")
    page.wait_for_selector(MENU)
    keys.press("Enter")
    keys.type("im ")
    keys.press("Control+b")
    keys.type("Hafen")
    keys.press("Control+b")
    keys.type(".")
    keys.press("Enter")
    block(page, "zwi")
    keys.type("Was jetzt geschieht")
    keys.press("Enter")
    block(page, "bild")
    chosen(page, "nebel")
    keys.press("Escape")  # from the words of the card to the card, and on below it
    keys.press("Escape")
    block(page, "zit")
    keys.type("Wir fangen von vorn an.")
    keys.press("Alt+F9")  # the tools of the quote: who said it
    assert page.evaluate("document.activeElement.parentElement.getAttribute('aria-label')") == "Werkzeuge: Zitat"
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Enter")
    chosen(page, "ada")
    keys.press("Escape")
    keys.press("Escape")
    block(page, "vid")
    chosen(page, "abend")
    keys.press("Escape")
    keys.press("Escape")
    block(page, "liste")
    keys.type("Erstens")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("Darunter")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Enter")
    block(page, "fak")
    keys.type("Gebaut 1931.")
    keys.press("Escape")
    keys.press("Escape")
    block(page, "tea")
    chosen(page, "sturmflut")
    keys.press("Escape")
    keys.press("Escape")
    keys.type("Letzter Satz.")
    keys.press("Alt+Shift+ArrowUp")
    keys.press("Control+z")
    keys.press("Control+s")
    page.wait_for_url(re.compile(r"/change/$"))

    story = Article.objects.exclude(pk=other.pk).get()
    validate.check(story.body)
    assert (story.headline, story.lead) == ("Der Kran steht still", "Niemand weiß, wann er sich wieder dreht.")
    blocks = story.body["content"]
    kinds = ["paragraph", "crosshead", "image", "quote", "clip", "list", "factbox", "teaser", "paragraph"]
    assert [one["type"] for one in blocks] == kinds
    assert [inline["type"] for inline in blocks[0]["content"]] == ["text", "mention", "text", "text", "text"]
    assert (blocks[2]["attrs"]["image"], blocks[4]["attrs"]["clip"]) == (image.pk, clip.pk)
    assert {**blocks[3]["attrs"], "id": ""} == {
        "id": "", "person": ada.pk, "name": "Ada Lindqvist", "role": "Hafenmeisterin",
    }  # fmt: skip
    assert blocks[7]["attrs"]["article"] == other.pk


def palette(page, words):
    """Ctrl K, a few letters, Enter: what this page can do comes first."""
    page.keyboard.press("Control+k")
    expect(page.locator("#desk-palette [role=option]").first).to_be_visible()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def opened(page, words, selector):
    """A tool beside the story, and in it the first that fits."""
    palette(page, words)
    page.wait_for_selector(selector)
    into(page, selector)


def sent(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".story-editor-host.is-live")


def test_a_story_is_published_corrected_compared_and_withdrawn_by_keys_alone(page, keys):
    story = ArticleFactory(section=SectionFactory(), lead_image=ImageFactory(file=True))
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".story-editor-host.is-live")

    with page.expect_navigation():
        palette(page, "veröff")
    expect(page.locator(".storybar .st-live")).to_be_visible()

    into(page, ".ProseMirror")
    keys.press("Control+End")
    keys.type("Es waren 31 Meter.")
    opened(page, "ersch", "#correction summary")
    keys.press("Enter")
    into(page, "#id_correction-text")
    keys.type("Wir hatten die Länge falsch angegeben.")
    into(page, "#correction button")
    sent(page)
    assert Correction.objects.get().text == "Wir hatten die Länge falsch angegeben."
    assert Edition.objects.live().get().number == 2

    opened(page, "fassu", "#versions a[href$='compare/']")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("ins").filter(has_text="Es waren 31 Meter.")).to_be_visible()
    page.go_back()
    page.wait_for_selector(".story-editor-host.is-live")

    opened(page, "ersch", "#withdraw summary")
    keys.press("Enter")
    into(page, "#id_withdraw-reason")
    keys.type("Die Zahlen stimmen nicht.")
    into(page, "#withdraw button")
    sent(page)
    expect(page.locator(".storybar .st-withdrawn")).to_be_visible()
    assert not Edition.objects.live().exists()


def test_looking_at_a_tool_is_not_typing(page, keys):
    story = ArticleFactory(section=SectionFactory(), live=True)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".story-editor-host.is-live")

    with page.expect_response("**/side/plan/"):
        page.click("#tab-plan")
    page.click("#withdraw summary")
    page.click("#id_headline")
    page.wait_for_timeout(1400)  # what is typed is on its way 0.9 s later

    assert not story.drafts.exists()
