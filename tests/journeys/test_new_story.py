"""A story begun from nothing: kept from the first words on, one story however it is saved, offered after a crash."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Draft
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/articles/article/add/"


@pytest.fixture
def new(page, cvd):
    page.goto("/admin/login/")
    page.fill("#id_username", "CvD")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(ADD)
    page.wait_for_selector(".story-editor-host.is-live")
    return page


def write(page):
    page.click(".ProseMirror > p")
    page.keyboard.type("Der Kran steht still.")


def test_opening_the_form_makes_nothing_and_the_first_words_are_kept_at_once(new):
    assert not Article.objects.exists()
    write(new)
    expect(new.locator(".keeping")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=4000)

    story = Article.objects.get()
    assert "Der Kran steht still." in Draft.objects.get().fields["body"]
    expect(new.locator(".storygrid > .side")).to_have_count(1)
    assert new.url.endswith(f"/{story.pk}/change/?unsaved=1")

    new.keyboard.type(" Seit heute früh.")
    with new.expect_navigation():
        new.keyboard.press("Control+s")

    assert new.url.endswith(f"/{story.pk}/change/")
    saved = Article.objects.get()
    assert saved.body["content"][0]["content"][0]["text"] == "Der Kran steht still. Seit heute früh."
    assert not Draft.objects.exists()


def test_read_again_the_page_shows_what_was_typed(new):
    write(new)
    expect(new.locator(".keeping")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=4000)
    new.on("dialog", lambda dialog: dialog.accept())
    new.reload()
    expect(new.locator(".ProseMirror > p").first).to_have_text("Der Kran steht still.")


def test_saved_while_the_first_words_are_on_their_way_it_is_one_story(new):
    def slowly(route):
        new.wait_for_timeout(600)
        route.continue_()

    new.route("**/begin/", slowly)
    write(new)
    with new.expect_request("**/begin/"):
        pass
    new.keyboard.press("Control+s")
    new.wait_for_url(re.compile(r"/change/$"))

    assert Article.objects.get().body["content"][0]["content"][0]["text"] == "Der Kran steht still."


def test_saved_before_anything_was_kept_it_is_one_story(new):
    """Not even while the page goes away: that is when the last words are usually sent."""
    asked = []
    new.on("request", lambda request: asked.append(request.url) if request.url.endswith("/begin/") else None)
    write(new)
    new.keyboard.press("Control+s")
    new.wait_for_url(re.compile(r"/change/$"))
    assert "still" in str(Article.objects.get().body)
    assert asked == []


def test_without_network_the_browser_keeps_it_and_offers_it_to_the_next_new_story(new):
    new.context.set_offline(True)
    write(new)
    expect(new.locator(".keeping.warn")).to_be_visible(timeout=4000)
    new.wait_for_timeout(900)  # a crash may take a second
    other = new.context.new_page()
    new.close(run_before_unload=False)
    other.context.set_offline(False)

    other.goto(ADD)
    other.wait_for_selector(".story-editor-host.is-live")
    other.locator("[data-deed=take]").click()

    expect(other.locator(".ProseMirror > p").first).to_have_text("Der Kran steht still.")
