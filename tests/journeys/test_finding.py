"""By one key to anything, a search that is kept, many stories moved and moved back: in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from people.models import SavedSearch
from tests.factories import ArticleFactory, ImageFactory, SectionFactory, TagFactory

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(page, cvd, live_server):
    page.set_default_timeout(15_000)
    client = Client()
    client.force_login(cvd)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    expect.set_options(timeout=15_000)
    yield page
    expect.set_options(timeout=5_000)


def faults(page):
    """What axe finds against WCAG 2.2 AA, by rule and place."""
    found = (
        Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}).response
    )
    return [(rule["id"], node["target"]) for rule in found["violations"] for node in rule["nodes"]]


def options(page):
    return page.locator("#desk-palette [role=option]")


def test_from_any_page_to_a_story_by_keys_alone(desk):
    story = ArticleFactory(headline="Die Klappbrücke bleibt zu")
    ImageFactory(caption="Klappbrücke am Abend")
    TagFactory(name="Klappbrücke")
    desk.goto("/admin/topics/tag/")

    desk.keyboard.press("Control+k")
    expect(desk.locator("#desk-palette")).to_be_visible()
    expect(options(desk).first).to_be_visible()
    assert faults(desk) == []
    desk.keyboard.type("klappbruecken")
    expect(options(desk).filter(has_text="Die Klappbrücke bleibt zu")).to_be_visible()
    expect(options(desk).filter(has_text="Klappbrücke am Abend")).to_be_visible()
    expect(options(desk).first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowDown")
    expect(options(desk).nth(1)).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowUp")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url.endswith(f"{LIST}{story.pk}/change/")


def test_a_few_letters_are_enough_for_a_command_and_escape_gives_the_focus_back(desk):
    desk.goto(LIST)
    desk.locator("#searchbar").focus()
    desk.keyboard.press("Control+k")
    expect(options(desk).first).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#searchbar")).to_be_focused()

    desk.keyboard.press("Control+k")
    expect(options(desk).first).to_be_visible()
    desk.keyboard.type("texei")
    expect(options(desk).first).to_have_text(re.compile("Text einfügen"))
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url.endswith("/paste/")


def test_letters_are_keys_outside_of_fields_and_can_be_switched_off(desk):
    ArticleFactory.create_batch(3)
    desk.goto(LIST)
    desk.locator("#searchbar").focus()
    desk.keyboard.type("njxg")
    expect(desk.locator("#searchbar")).to_have_value("njxg")
    desk.locator("#searchbar").blur()

    for key in "jjx":
        desk.keyboard.press(key)
    expect(desk.locator("#result_list tbody tr").nth(1).locator(".action-select")).to_be_checked()
    expect(desk.locator(".actions.dock")).to_be_visible()
    assert faults(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.locator(".actions.dock")).to_be_hidden()

    desk.keyboard.press("?")
    expect(desk.locator("#desk-keys")).to_be_visible()
    assert faults(desk) == []
    desk.locator("#desk-keys input").uncheck()
    desk.locator("#desk-keys button").click()
    desk.keyboard.press("n")
    assert desk.url.endswith(LIST)
    desk.keyboard.press("?")
    desk.locator("#desk-keys input").check()
    desk.locator("#desk-keys button").click()
    desk.keyboard.press("g")
    with desk.expect_navigation():
        desk.keyboard.press("t")

    assert desk.url.endswith("/admin/topics/tag/")


def test_a_search_is_kept_and_is_one_click_away_afterwards(desk):
    ArticleFactory(headline="Kran eins", live=True)
    ArticleFactory(headline="Kran zwei")
    desk.goto(f"{LIST}?q=kran&state=live")
    desk.locator(".keepsearch summary").click()
    desk.locator("#search-name").fill("Kräne live")
    with desk.expect_navigation():
        desk.locator(".keepsearch .go").click()

    desk.goto(LIST)
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    with desk.expect_navigation():
        desk.locator(".saved .tabs a", has_text="Kräne live").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    assert SavedSearch.objects.get().query == "q=kran&state=live"


def test_many_stories_are_moved_and_moved_back(desk):
    old = SectionFactory(name="Lokales")
    SectionFactory(name="Sport")
    ArticleFactory.create_batch(3, section=old)
    desk.goto(LIST)
    expect(desk.locator(".actions.dock")).to_be_hidden()
    desk.locator("#action-toggle").check()
    desk.locator(".dock button[value=section_many]").click()
    desk.locator("#id_section").select_option("Sport")
    with desk.expect_navigation():
        desk.locator(".withdraw-many .go").click()
    expect(desk.locator(".field-section_name", has_text="Sport")).to_have_count(3)

    with desk.expect_navigation():
        desk.locator(".messagelist button").click()

    expect(desk.locator(".field-section_name", has_text="Lokales")).to_have_count(3)
    assert Article.objects.filter(section=old).count() == 3
    desk.set_viewport_size({"width": 390, "height": 844})
    assert desk.evaluate("document.documentElement.scrollWidth") == 390


def test_a_picture_says_where_it_stands_below_its_form(desk):
    image = ImageFactory(file=True)
    ArticleFactory(headline="Am Kai", lead_image=image, live=True)

    desk.goto(f"/admin/visuals/image/{image.pk}/change/")

    expect(desk.locator(".uses")).to_contain_text("Am Kai")
    expect(desk.locator(".uses h2")).to_have_text("Steht in 1 Geschichte, öffentlich.")
