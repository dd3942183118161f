"""The story form as one uses it: chips by keys, what is inherited and counted, suggestions, preview, links, languages."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Dismissal, PreviewLink
from people.models import Person
from tests.bodies import body
from tests.factories import ArticleFactory, ImageFactory, PersonFactory, SectionFactory, TagFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Somebody at the form of a story, in one window."""

    def __init__(self, page, user, origin):
        self.page, self.origin = page, origin
        self.complaints = []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": origin}])

    def open(self, story):
        self.page.goto(f"/admin/articles/article/{story.pk}/change/")
        self.page.wait_for_selector(".story-editor-host.is-live")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def save(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")

    def chips(self, name):
        return self.page.locator(f"#chips-{name} .name")


@pytest.fixture
def desk(page, cvd, live_server):
    desk = Desk(page, cvd, live_server.url)
    yield desk
    assert desk.complaints == []


@pytest.fixture
def story():
    return ArticleFactory(
        headline="Die Klappbrücke bleibt zu",
        kicker="Sperrung am Fleet",
        section=SectionFactory(name="Lokales"),
        body=body("Am Rand des Hafens steht Cem Yorgunlar.", "Der zweite Absatz."),
        bylines=["Ada", "Berta", "Cäcilie"],
    )


def test_bylines_are_sorted_added_and_taken_out_by_keys(desk, story):
    PersonFactory(name="Merle Hansohm", author=True)
    page = desk.open(story)
    expect(desk.chips("bylines")).to_have_text(["Ada", "Berta", "Cäcilie"])

    desk.chips("bylines").nth(2).focus()
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(desk.chips("bylines").nth(1)).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(page.locator(".field-bylines .chips-said")).to_contain_text("Platz 1 von 3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    expect(desk.chips("bylines")).to_have_text(["Cäcilie", "Berta"])
    page.keyboard.press("End")
    page.focus("#chips-bylines-add")
    page.keyboard.type("Merle")
    expect(page.locator(".field-bylines [role=option]").first).to_contain_text("Merle Hansohm")
    page.keyboard.press("Enter")
    page.keyboard.type("Ein Gast")
    page.keyboard.press("Enter")  # before the desk has answered: what was typed is meant
    expect(desk.chips("bylines")).to_have_text(["Cäcilie", "Berta", "Merle Hansohm", "Ein Gast"])
    desk.save()

    assert [line.shown_name for line in story.bylines.all()] == ["Cäcilie", "Berta", "Merle Hansohm", "Ein Gast"]
    assert Person.objects.count() == 1


def test_what_is_taken_out_comes_back_in_its_place(desk, story):
    page = desk.open(story)

    page.click("#chips-bylines li:nth-child(2) .out")
    expect(desk.chips("bylines")).to_have_text(["Ada", "Cäcilie"])
    page.click(".field-bylines .chips-said button")

    expect(desk.chips("bylines")).to_have_text(["Ada", "Berta", "Cäcilie"])


def test_an_empty_teaser_shows_in_grey_what_is_typed_above_and_counts_are_said(desk, story):
    page = desk.open(story)
    teaser = page.locator("#id_teaser_headline")
    expect(teaser).to_have_attribute("placeholder", "Die Klappbrücke bleibt zu")

    page.fill("#id_headline", "Die Brücke ist offen")

    expect(teaser).to_have_attribute("placeholder", "Die Brücke ist offen")
    expect(page.locator("#id_headline_count")).to_have_text("20")
    assert page.locator("#id_headline").get_attribute("aria-describedby").endswith("id_headline_count")
    page.fill("#id_headline", "x" * 75)
    expect(page.locator("#id_headline_count")).to_have_class(re.compile("over"))
    expect(page.locator("#article_form > .visually-hidden[role=status]")).to_contain_text("15 mehr")
    page.press("#id_headline", "Enter")
    expect(page.locator("#id_lead")).to_be_focused()


def test_a_chosen_picture_shows_itself_and_lends_its_words(desk, story):
    image = ImageFactory(caption="Der Kran am Abend", renditions=True)
    page = desk.open(story)

    page.evaluate(
        "key => { const f = document.getElementById('id_lead_image'); f.append(new Option('x', key)); f.value = key;"
        " django.jQuery(f).trigger('change'); }",
        str(image.pk),
    )

    expect(page.locator("#id_lead_image_caption")).to_have_attribute("placeholder", "Der Kran am Abend")
    expect(page.locator("#id_lead_image_credit")).to_have_attribute("placeholder", image.credit)
    expect(page.locator("lead-picture img")).to_have_attribute("src", re.compile(image.key))


def test_a_suggestion_is_taken_by_one_key_or_refused_and_brought_back(desk, story):
    TagFactory(name="Hafen"), TagFactory(name="Rand")
    PersonFactory(name="Cem Yorgunlar")
    page = desk.open(story)
    page.click("#tab-topics")
    offer = page.locator('[data-put-in="tags"][data-name="Hafen"]')
    expect(offer).to_be_visible()
    assert not story.tags.exists()

    offer.focus()
    page.keyboard.press("Enter")
    expect(desk.chips("tags")).to_have_text(["Hafen"])
    page.locator("li", has_text="Rand").locator("[data-stay] button").click()
    expect(page.locator("details.refused summary")).to_contain_text("1 Vorschlag passt nicht")
    expect(page.locator('[data-put-in="tags"]')).to_have_count(0)
    page.click("details.refused summary")
    page.click("details.refused button")
    expect(page.locator('[data-put-in="tags"][data-name="Rand"]')).to_be_visible()
    assert not Dismissal.objects.exists()
    page.click('[data-put-in="named"]')
    expect(desk.chips("named")).to_have_text(["Cem Yorgunlar"])
    desk.save()

    assert [tag.name for tag in story.tags.all()] == ["Hafen"]
    assert [person.name for person in story.people.all()] == ["Cem Yorgunlar"]


def test_the_preview_shows_what_is_typed_on_a_phone_wide_and_dark(desk, story):
    page = desk.open(story)
    page.keyboard.press("Control+p")
    frame = page.locator(".pv-stage iframe:not(.coming)")
    drawn = frame.content_frame
    expect(drawn.locator("h1.headline")).to_contain_text("Die Klappbrücke bleibt zu")
    pages = page.evaluate("history.length")

    page.fill("#id_headline", "Die Brücke ist offen")

    expect(drawn.locator("h1.headline")).to_contain_text("Die Brücke ist offen")
    assert drawn.locator("html").evaluate("() => window.innerWidth") == 390
    light = drawn.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
    page.click("[data-scheme]")
    assert drawn.locator("body").evaluate("node => getComputedStyle(node).backgroundColor") != light
    page.click('[data-width="1280"]')
    assert drawn.locator("html").evaluate("() => window.innerWidth") == 1280
    page.click("[data-whole]")
    assert frame.bounding_box()["width"] > 1000
    page.keyboard.press("Escape")
    assert frame.bounding_box()["width"] < 400
    assert page.evaluate("history.length") == pages  # no drawing is a page to go back to
    assert Article.objects.get(pk=story.pk).headline == "Die Klappbrücke bleibt zu"


def test_a_link_opens_the_story_to_a_stranger_until_it_is_taken_back(desk, story, browser, live_server):
    page = desk.open(story)
    page.click("#tab-preview")
    page.click(".outside summary")
    page.fill("#link-label", "Frau Anklamer")
    page.click(".newlink [type=submit]")
    address = page.locator(".linklist .fresh input[readonly]").input_value()
    assert page.url.endswith("/change/")  # nobody left the story

    stranger = browser.new_context(base_url=live_server.url, locale="de-DE").new_page()
    assert stranger.goto(address).status == 200
    expect(stranger.locator(".preview-note")).to_contain_text("Frau Anklamer")
    page.click(".linklist .fresh .word")
    expect(page.locator(".linklist")).to_contain_text("zurückgenommen")
    assert stranger.goto(address).status == 404
    stranger.context.close()
    assert PreviewLink.objects.get().revoked_at


def test_a_translation_and_the_next_part_of_a_series_are_offered(desk, story):
    ArticleFactory(series="120 Jahre Brücke", series_part=3)
    page = desk.open(story)

    page.fill("#id_series", "120 Jahre Brücke")
    page.locator("#id_series_part + .chip.add").click()
    expect(page.locator("#id_series_part")).to_have_value("4")
    desk.save()
    with page.expect_navigation():
        page.click('.translations [value="en"]')

    draft = Article.objects.get(translation_of=story)
    assert page.url.endswith(f"/{draft.pk}/change/")
    expect(page.locator("#id_language")).to_have_value("en")
    expect(page.locator(".kin-list")).to_contain_text("Die Klappbrücke bleibt zu")


def test_a_tool_that_cannot_be_loaded_says_so_and_tries_again(desk, story):
    page = desk.open(story)
    page.route("**/side/versions/", lambda route: route.abort())
    page.click("#tab-versions")
    panel = page.locator("#side-versions")
    expect(panel).to_contain_text("ließ sich nicht laden")

    page.unroute("**/side/versions/")
    page.click("#side-versions [data-again]")

    expect(panel.locator("#versions")).to_be_visible()
    page.keyboard.press("Home")
    page.focus("#tab-versions")
    page.keyboard.press("Home")
    expect(page.locator("[role=tab]").first).to_have_attribute("aria-selected", "true")
    desk.open(story)
    expect(page.locator("[role=tab]").first).to_have_attribute("aria-selected", "true")


def test_on_a_phone_the_tools_are_a_bar_below_that_opens_sheets(desk, story):
    desk.page.set_viewport_size({"width": 390, "height": 800})
    page = desk.open(story)
    for part in (".storybar", ".sheet", ".side"):
        box = page.locator(part).bounding_box()
        assert (part, box["x"] >= 0, box["x"] + box["width"] <= 390) == (part, True, True)
    expect(page.locator(".side > desk-panel:visible")).to_have_count(0)

    page.click("#tab-topics")
    sheet = page.locator("#side-topics")
    expect(sheet.locator("#topics")).to_be_visible()
    assert sheet.bounding_box()["y"] > 200
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(page.locator("#tab-topics")).to_be_focused()
