"""Findings in the open editor: said at the paragraph, mended by one step that Ctrl+Z takes back, left by one click."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Waiver
from tests.bodies import body, paragraph, words
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, WRONG, AFTER = "Bürgermeisterin Anklamer sprach am ", "Montag, dem 24. November 2026", ", im Rathaus."
SENTENCE = "Der 24. November 2026 ist ein Dienstag."


@pytest.fixture
def opened(page, live_server, cvd):
    client = Client()
    client.force_login(cvd)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    story = ArticleFactory(
        lead="Der Kran  steht.",
        story_date="2026-11-23",
        body=body(paragraph(BEFORE, words(WRONG[:12], "strong"), WRONG[12:] + AFTER), "Danach ist Schluss."),
    )
    page.goto(f"/admin/articles/article/{story.pk}/change/?open=why")
    page.wait_for_selector(".story-editor-host.is-live")
    expect(page.locator(".mnote.warn")).to_contain_text(SENTENCE, timeout=10_000)
    return page, story


def text_of(page):
    return page.locator(".ProseMirror > p").first


def test_one_click_mends_the_words_at_the_block_and_undo_brings_them_back(opened):
    page, _story = opened
    expect(page.locator(".mnote .btn")).to_have_text(["„23. November“ einsetzen", "„Dienstag“ einsetzen", "So lassen"])
    page.locator(".mnote").get_by_text("„23. November“ einsetzen").click()
    expect(text_of(page)).to_have_text(BEFORE + WRONG.replace("24", "23") + AFTER)
    expect(text_of(page).locator("strong")).to_have_text(WRONG[:12])
    expect(page.locator(".mnote")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(text_of(page)).to_have_text(BEFORE + WRONG + AFTER)
    expect(page.locator(".mnote.warn")).to_contain_text(SENTENCE, timeout=10_000)


def test_words_under_other_marks_keep_them(opened):
    page, _story = opened
    page.locator(".mnote").get_by_text("„Dienstag“ einsetzen").click()
    expect(text_of(page)).to_have_text(BEFORE + WRONG.replace("Montag", "Dienstag") + AFTER)
    expect(text_of(page).locator("strong")).to_have_text(WRONG[:12].replace("Montag", "Dienstag"))


def test_what_is_typed_is_looked_at_when_typing_pauses(opened):
    page, story = opened
    page.click(".ProseMirror > p:nth-of-type(2)")
    page.keyboard.press("End")
    page.keyboard.type(" Er er ging in in den Saal.")
    expect(page.locator(".mnote").nth(1)).to_contain_text("Ein Wort doppelt: „in in“.", timeout=10_000)
    assert Article.objects.get(pk=story.pk).version == 1


def test_left_so_it_is_gone_here_beside_the_story_and_at_the_next_opening(opened):
    page, story = opened
    page.locator(".mnote").get_by_text("So lassen").click()
    expect(page.locator(".mnote")).to_have_count(0)
    expect(page.locator("#side-why")).to_contain_text("So gelassen")
    assert Waiver.objects.get(article=story).rule == "weekday"
    page.reload()
    page.wait_for_selector(".story-editor-host.is-live")
    page.locator("#left-so summary").click()
    page.get_by_text("Wieder ansehen").click()
    expect(page.locator(".mnote.warn")).to_contain_text(SENTENCE, timeout=10_000)
    assert not Waiver.objects.exists()


def test_a_field_of_the_head_is_mended_and_its_own_undo_works(opened):
    page, _story = opened
    page.locator("#side-why").get_by_text("Ein Leerzeichen lassen").click()
    expect(page.locator("#id_lead")).to_have_value("Der Kran steht.")
    page.locator("#id_lead").press("Control+z")
    expect(page.locator("#id_lead")).to_have_value("Der Kran  steht.")


def test_on_a_phone_nothing_sticks_out_and_a_thumb_finds_the_buttons(opened):
    page, _story = opened
    page.set_viewport_size({"width": 390, "height": 844})
    buttons = page.locator(".mnote .btn")
    expect(buttons).to_have_count(3)
    boxes = [buttons.nth(number).bounding_box() for number in range(3)]
    assert max(box["x"] + box["width"] for box in boxes) <= 390
    assert min(box["height"] for box in boxes) >= 44
