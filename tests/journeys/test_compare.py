"""Two states side by side, walked by keys: what changed, whose it is, and one block fetched back."""

import re

import pytest
from playwright.sync_api import expect

from articles import lifecycle
from articles.body import diff
from articles.models import Article
from tests.bodies import body
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def compared(page, cvd):
    story = ArticleFactory(headline="Der Kran steht", body=body("Eins.", "Zwei.", "Drei.", "Vier."))
    one, two, three, four = story.body["content"]
    new = {**two, "content": [{"type": "text", "text": "Zwei, neu."}]}
    lifecycle.settle(story, lifecycle.Typed(body=body(four, one, new)), by=cvd, base_version=1)
    page.set_default_timeout(15_000)
    page.goto("/admin/login/")
    page.fill("#id_username", "CvD")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/articles/article/{story.pk}/compare/?old=v1&new=v2")
    page.wait_for_selector(".cmp.is-live")
    return story


def test_keys_walk_the_changes_and_fetch_one_back(page, compared):
    changes = page.locator("[data-change]")
    expect(changes).to_have_count(3)  # moved, changed, removed
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".bp.cur")).to_contain_text("Zwei, neu.")
    expect(page.locator(".bp.cur .new .kd")).to_contain_text("CvD")
    expect(page.locator(".toc [aria-current]")).to_have_count(1)
    page.keyboard.press("k")
    expect(page.locator(".bp.cur")).to_have_class(re.compile("moved"))
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("z")

    assert [diff.text_of(block) for block in Article.objects.get().body["content"]] == ["Vier.", "Eins.", "Zwei."]


def test_single_keys_can_be_switched_off_and_states_laid_one_below_the_other(page, compared):
    page.keyboard.press("u")
    expect(page.locator("#stacked")).to_have_attribute("aria-pressed", "true")
    page.uncheck("#letters")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator(".bp.cur")).to_have_count(0)
    expect(page.locator("#stacked")).to_have_attribute("aria-pressed", "true")
    page.uncheck("#only-changes")
    expect(page.locator(".quietrows").first).to_have_attribute("open", "")


def test_who_wrote_it_stands_in_the_margin_when_asked(page, compared):
    page.goto(f"/admin/articles/article/{compared.pk}/change/?open=versions")
    page.wait_for_selector(".story-editor-host.is-live")
    page.click("[data-who]")
    expect(page.locator(".mbadge.who")).to_have_count(3)
    expect(page.locator(".mbadge.who").nth(2)).to_have_attribute("aria-label", re.compile("CvD, Fassung 2"))
    page.fill("#version-name", "Vor dem Umbau")
    with page.expect_navigation():
        page.locator(".name-it button").click()
    assert compared.revisions.first().label == "Vor dem Umbau"
