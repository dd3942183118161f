"""Workflow and remarks in the browser, beside a text that is being written: nothing typed is lost by any of it."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from articles.lifecycle import holding
from articles.models import Article, Check, Comment
from tests.bodies import body
from tests.factories import SectionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jonte(writer):
    return UserFactory(username="jonte", first_name="Jonte", last_name="Reimers", role="CvD", email="jonte@example.org")


def opened(writer, panel: str, **fields):
    page = writer.open_form(body("Das Wasser kommt zweimal.", "Der zweite Absatz."), **fields)
    page.click(f"#tab-{panel}")
    expect(page.locator(f"#{panel}")).to_be_visible()
    return page


def test_a_remark_goes_to_the_block_of_the_caret_names_a_colleague_and_stands_in_the_margin(writer, jonte):
    page = opened(writer, "remarks")
    page.click(".ProseMirror > p:first-child")
    writer.press("Control+Home")
    writer.type("Neu: ")
    expect(page.locator("#remarks .at")).to_contain_text("Das Wasser kommt")
    page.focus("#remark-text")
    page.keyboard.type("Stimmt das, @jo")
    expect(page.locator("#remarks [role=option]")).to_have_text(["Jonte Reimers · jonte"])
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    page.click("#remarks .remark-form button[type=submit]")
    expect(page.locator(".thread")).to_have_count(1)

    remark = Comment.objects.get()
    assert (remark.text, remark.excerpt, [*remark.mentioned.all()]) == (
        "Stimmt das, @jonte ?",
        "Das Wasser kommt zweimal.",
        [jonte],
    )
    assert [letter.to for letter in mail.outbox] == [["jonte@example.org"]]
    expect(page.locator("#tab-remarks .num")).to_have_text("1")
    badge = page.locator(".remark-badge")
    expect(badge).to_have_text("1")
    assert writer.written()[0]["content"][0]["text"] == "Neu: Das Wasser kommt zweimal."  # unsaved, and still there

    page.click("#tab-why")
    badge.click()
    expect(page.locator(f"#remark-{remark.pk}")).to_be_focused()
    page.click(".thread >> text=Erledigt")
    expect(badge).to_have_count(0)
    expect(page.locator("#remarks .done > summary")).to_have_text("1 erledigte Anmerkung")


def test_a_check_that_the_section_insists_on_is_jumped_to_and_signed(writer):
    writer.section = SectionFactory(needs_proofreading=True)
    page = opened(writer, "why")
    expect(page.locator("#why")).to_contain_text("Niemand hat die Geschichte korrigiert")
    page.click("#why >> text=Zu Prüfungen und Sperren")
    page.click("text=Ich habe korrigiert")
    expect(page.locator("#workflow .check").nth(1)).to_contain_text("erledigt")
    page.click("#tab-why")
    expect(page.locator("#why")).not_to_contain_text("Niemand hat die Geschichte korrigiert")
    assert Check.objects.get().by.username == "CvD"


def test_publish_all_the_same_asks_for_the_reason(writer):
    writer.section = SectionFactory(needs_editing=True)
    page = opened(writer, "why")
    page.fill("#override_reason", "Großbrand am Hafen")
    with page.expect_navigation():
        page.click("button >> text=Trotzdem veröffentlichen")
    expect(page.locator(".messagelist")).to_contain_text("Ausgabe 1 ist live")
    assert writer.article.editions.live().exists()


def test_a_lock_is_seen_at_once_and_the_publish_button_says_why_not(writer):
    page = opened(writer, "workflow")
    page.click("text=Geschichte sperren …")
    page.fill("#lock-reason", "Der Anwalt liest")
    page.click("#workflow button.danger")
    expect(page.locator(".storybar [data-held]")).to_contain_text("Gesperrt")
    with page.expect_navigation():
        page.click('.storybar [name="_publish"]')
    expect(page.locator(".messagelist")).to_contain_text("hat die Geschichte gesperrt: Der Anwalt liest")
    assert not writer.article.editions.exists()

    page.click("#tab-workflow")
    page.click("text=Sperrvermerk aufheben")
    expect(page.locator(".storybar [data-held]")).not_to_contain_text("Gesperrt")
    assert Article.objects.get(pk=writer.article.pk).locked_at is None


def test_an_hour_that_comes_twice_is_chosen_and_one_that_never_comes_is_refused(writer):
    page = opened(writer, "plan")
    for day, sentence in (("2099-03-29", "gibt es kein 02:30"), ("2099-10-25", "zeigen zweimal 02:30")):
        page.fill('[name="plan-at_0"]', day)
        page.fill('[name="plan-at_1"]', "02:30")
        with page.expect_navigation():
            page.click("text=Sichern und planen")
        expect(page.locator(".messagelist")).to_contain_text(sentence)
        expect(page.locator('[name="plan-at_0"]')).to_have_value(day)
    page.check('input[type="radio"][value="UTC+1"]')
    with page.expect_navigation():
        page.click("text=Sichern und planen")
    expect(page.locator(".messagelist")).to_contain_text("25.10.2099 02:30 (UTC+1)")
    assert writer.article.editions.get().live_from.hour == 1


def test_an_embargo_typed_wrong_keeps_what_was_typed(writer, complaints):
    page = opened(writer, "workflow")
    page.fill('[name="embargo-until_0"]', "2020-01-01")
    page.fill('[name="embargo-until_1"]', "10:00")
    page.click("text=Sperrfrist eintragen")
    expect(page.locator("#workflow .refused")).to_contain_text("schon vorbei")
    expect(page.locator('[name="embargo-until_0"]')).to_have_value("2020-01-01")
    page.fill('[name="embargo-until_0"]', "2099-01-01")
    page.click("text=Sperrfrist eintragen")
    expect(page.locator(".storybar [data-held]")).to_contain_text("Sperrfrist: 01.01.2099")
    assert [complaint.split(" (")[0][-3:] for complaint in complaints] == ["422"]  # the browser notes every refusal
    complaints.clear()
    assert holding.held(Article.objects.get(), None)[0].code == "embargoed"


def test_the_calendar_is_walked_by_keys_and_becomes_a_list_on_a_phone(writer):
    page = writer.page
    page.goto("/admin/articles/article/calendar/?day=2099-01-01")
    page.focus('.ways [rel="next"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "day=2099-01-02" in page.url
    expect(page.locator(".timeday .drawing")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".timeday .drawing")).to_be_hidden()
    expect(page.locator(".timeday .agenda")).to_be_visible()
    assert page.evaluate("document.getElementById('content').scrollWidth") <= 390


def test_a_remark_goes_with_the_caret_from_block_to_block(writer):
    page = opened(writer, "remarks")
    ids = [block["attrs"]["id"] for block in writer.written()]
    field, at = page.locator("#remarks .remark-form [name=block]"), page.locator("#remarks .at")

    for number in (1, 0, 1):
        paragraph = page.locator(".ProseMirror > p").nth(number)
        paragraph.click()
        expect(field).to_have_value(ids[number])
        expect(at).to_contain_text(paragraph.inner_text()[:12])
