"""Saving draws the page anew, and nobody loses her place: not the line, not the caret, not what the desk says."""

import pytest
from playwright.sync_api import expect

from articles import lifecycle
from tests.bodies import body, paragraph
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)
CARET = "getSelection().getRangeAt(0).getBoundingClientRect().top"


@pytest.fixture
def story(page, cvd):
    made = ArticleFactory(body=body(*(f"Absatz {number}. {'Der Kran steht still. ' * 8}" for number in range(1, 31))))
    page.goto("/admin/login/")
    page.fill("#id_username", cvd.username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    page.goto(f"/admin/articles/article/{made.pk}/change/")
    page.wait_for_selector(".story-editor-host.is-live")
    return made


def saved(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector(".story-editor-host.is-live")


def test_the_caret_stays_in_its_line_and_the_line_where_it_was(page, story):
    page.locator(".ProseMirror > p", has_text="Absatz 20.").click()
    page.keyboard.press("Home")
    page.keyboard.type("Neu. ")
    height = page.evaluate(CARET)

    saved(page)
    expect(page.locator(".ProseMirror")).to_be_focused()
    expect(page.locator(".storybar .keeping")).to_contain_text("Gesichert")
    assert abs(page.evaluate(CARET) - height) < 4
    page.keyboard.type("Und weiter. ")
    saved(page)

    story.refresh_from_db()
    assert "Neu. Und weiter. " in story.body["content"][19]["content"][0]["text"]


def test_a_field_keeps_its_caret_too_and_a_pressed_button_gives_it_back(page, story):
    page.locator("#id_teaser_text").click()
    page.keyboard.type("Der Kran steht.")
    page.keyboard.press("ArrowLeft")
    with page.expect_navigation():
        page.click(".storybar [name=_save]")

    expect(page.locator("#id_teaser_text")).to_be_focused()
    page.keyboard.type(" still")
    expect(page.locator("#id_teaser_text")).to_have_value("Der Kran steht still.")


def test_where_something_is_asked_the_page_begins_at_its_top(page, story):
    page.fill("#id_story_date", "im Mai")
    page.locator(".ProseMirror > p", has_text="Absatz 20.").click()
    saved(page)

    expect(page.locator(".errornote")).to_be_in_viewport()


def test_what_the_desk_says_of_more_than_saving_is_in_sight_above_the_tools(page, story):
    page.locator(".ProseMirror > p", has_text="Absatz 20.").click()
    page.keyboard.type("Neu. ")
    theirs = body(paragraph("Ganz neu."), *story.body["content"][1:])
    lifecycle.settle(story, lifecycle.Typed(body=theirs), by=None, base_version=1)
    saved(page)

    told = page.locator("unsaved-text .messagelist")
    expect(told).to_contain_text("Gesichert")
    below = told.bounding_box()["y"] + told.bounding_box()["height"]
    for sticking in (".story-editor-host .tools", ".side"):
        page.wait_for_function(f"document.querySelector('{sticking}').getBoundingClientRect().top >= {below} - 1")
    page.keyboard.type("Gelesen.")
    expect(told).to_have_count(0)
