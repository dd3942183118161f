"""Arranging with hand and keys in a real browser, on a phone, in the dark; what axe finds there: nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from fronts.body.sight import look
from fronts.models import BreakingNews, Front
from tests.conftest import PASSWORD
from tests.factories import HOUR, ArticleFactory, EditionFactory, ImageFactory, SectionFactory

RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
HOME = "/admin/fronts/front/home/"


def wrong(page, where: str):
    """Light and dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)
        found += Axe().run(page, context={"include": [[where]]}, options=RULES).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.fixture
def town(transactional_db, cast):
    section, now = SectionFactory(name="Hafen"), timezone.now()
    picture = ImageFactory(renditions=True)
    editions = [
        EditionFactory(section=section, headline=f"Alter {age}", since=now - age * HOUR, lead_image=picture)
        for age in range(1, 15)
    ]
    ArticleFactory(headline="Kommt noch", section=section, planned=True, plan=now + 5 * HOUR)
    return editions


@pytest.fixture
def desk(page, town):
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto("/admin/login/")
    page.fill("[name=username]", "CvD")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    page.goto(HOME)
    page.wait_for_selector(".stage.drawn")
    yield page
    assert complaints == []


def slot(page, number: int):
    return page.locator(".fslots a").nth(number - 1)


def settled(page, number: int, headline: str) -> None:
    """The slot shows it, and the focus is there."""
    page.wait_for_function(
        "([n, words]) => document.querySelectorAll('.fslots a')[n - 1].textContent.includes(words)"
        " && !document.querySelector('front-desk').ariaBusy",
        arg=[number, headline],
    )


def test_a_front_is_arranged_by_hand_and_by_keys_and_published_in_one_act(desk):
    box = slot(desk, 1).bounding_box()
    shown = desk.frame_locator("iframe").locator('[data-slot="opening-0"]').inner_text()
    assert "Alter 1" in shown
    assert box["width"] > 300  # the slot lies over its story in the picture

    slot(desk, 5).drag_to(slot(desk, 1))
    settled(desk, 1, "Alter 5")
    assert desk.evaluate("document.activeElement.dataset.slot") == "opening-0"

    desk.keyboard.press("Alt+ArrowDown")
    settled(desk, 2, "Alter 5")
    desk.keyboard.press("ArrowUp")
    assert desk.evaluate("document.activeElement.dataset.slot") == "opening-0"

    desk.locator(".pool li", has_text="Alter 9").locator("button").focus()
    desk.keyboard.press("1")
    settled(desk, 1, "Alter 9")
    assert "Alter 9" not in desk.request.get("/").text().partition('class="seconds')[0].partition("lead-story")[2]

    desk.click("text=Jetzt veröffentlichen")
    desk.wait_for_selector("text=Leser sehen es jetzt")
    assert look(None).opening.lead.edition.headline == "Alter 9"
    assert [item.edition.headline for item in look(None).opening.seconds][0] == "Alter 5"


def test_time_is_walked_through_by_keys(desk):
    desk.focus("input[type=range]")
    desk.keyboard.press("Shift+ArrowRight")
    desk.wait_for_selector(".insp:has-text('Kommt noch')")

    assert "um " in desk.locator("h1").inner_text()
    assert desk.frame_locator("iframe").locator(".lead-story", has_text="Kommt noch").count() <= 1
    desk.locator(".fslots a").first.focus()
    desk.keyboard.press("0")
    desk.wait_for_selector("h1:has-text('jetzt')")


def test_axe_finds_nothing_wide_or_on_a_phone(desk):
    slot(desk, 3).click()
    desk.click("text=Diese Geschichte hier festhalten")
    desk.wait_for_selector("text=Arbeitsstand, geändert")
    assert wrong(desk, "#content") == []

    desk.set_viewport_size({"width": 390, "height": 844})
    desk.reload()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    assert wrong(desk, "#content") == []
    for path in ("/admin/fronts/front/", f"{HOME}editions/", "/admin/fronts/breakingnews/add/"):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= 390
        assert wrong(desk, "#content") == []


def test_breaking_news_takes_one_key_one_line_and_enter(desk):
    desk.locator("h1").click()
    desk.keyboard.press("e")
    desk.wait_for_selector("#id_headline:focus")
    desk.keyboard.type("Sperrtor zu")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=Sie steht")

    assert BreakingNews.objects.live().get().headline == "Sperrtor zu"
    desk.goto("/")
    assert desk.locator(".alarm a").inner_text() == "Sperrtor zu"
    assert wrong(desk, ".alarm") == []
    assert not Front.objects.exclude(layout={}).exists()
