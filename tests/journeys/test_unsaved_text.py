"""Somebody types, and then the browser, the network or the log-in goes away. In the editor and in every field."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from articles.body import diff
from articles.models import Article, Draft, Section
from tests.bodies import body
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, SectionFactory

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = re.compile(r"Aufgehoben \d\d:\d\d")


@pytest.fixture
def story(page, cvd):
    story = ArticleFactory(body=body("Erster Absatz.", "Zweiter Absatz."), bylines=["Nele Barkhahn"])
    page.set_default_timeout(15_000)
    log_in(page)
    change(page, story)
    return story


def log_in(page):
    page.goto("/admin/login/")
    page.fill("#id_username", "CvD")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


def change(page, story, query=""):
    page.goto(f"/admin/articles/article/{story.pk}/change/{query}")
    page.wait_for_selector(".story-editor-host.is-live")


def typed(page, text):
    """Into the lead, and into the last paragraph of the text."""
    field = page.locator("#id_lead")
    field.press("Control+End")
    field.type(text)
    page.locator(".ProseMirror > p").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.type(text)


def body_of(fields):
    return [diff.text_of(block) for block in json.loads(fields["body"])["content"]]


def takes_it(page):
    page.locator("[data-deed=take], a[href='?unsaved=1']").first.click()
    page.wait_for_url("**/?unsaved=1")
    page.wait_for_selector(".story-editor-host.is-live")


def stands(page, text):
    assert page.locator("#id_lead").input_value().endswith(text)
    expect(page.locator(".ProseMirror > p").nth(1)).to_have_text(f"Zweiter Absatz.{text}")


def test_two_seconds_after_the_last_key_the_desk_has_all_of_it(page, story):
    section = SectionFactory(name="Hafen")
    page.reload()
    page.wait_for_selector(".story-editor-host.is-live")
    page.select_option("#id_section", str(section.pk))
    typed(page, " Und neu.")

    expect(page.locator(".keeping")).to_contain_text(KEPT, timeout=2000)

    fields = Draft.objects.get().fields
    assert fields["lead"].endswith("Und neu.")
    assert (body_of(fields)[1], fields["section"]) == ("Zweiter Absatz. Und neu.", str(section.pk))
    assert fields["bylines-0-name"] == "Nele Barkhahn"
    assert Article.objects.get().lead == story.lead

    page.goto("about:blank")  # the browser asks first, and is told to go
    change(page, story)
    takes_it(page)
    stands(page, " Und neu.")
    assert page.locator("#id_section").input_value() == str(section.pk)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    stored = Article.objects.get()
    assert (stored.section, stored.version) == (Section.objects.get(name="Hafen"), 2)
    assert diff.text_of(stored.body["content"][1]) == "Zweiter Absatz. Und neu."


def test_without_network_the_browser_keeps_it_and_sends_it_when_there_is_one(page, story):
    page.context.set_offline(True)
    typed(page, " Im Funkloch.")
    expect(page.locator(".keeping.warn")).to_contain_text("Keine Verbindung", timeout=4000)
    with page.expect_event("requestfailed", lambda request: "/presence/" in request.url):
        page.keyboard.press("Control+s")  # goes nowhere: the page stays, with every word
    expect(page.locator(".keeping.warn")).to_contain_text("Keine Verbindung")
    stands(page, " Im Funkloch.")

    page.context.set_offline(False)
    expect(page.locator(".keeping")).to_contain_text(KEPT, timeout=4000)
    assert body_of(Draft.objects.get().fields)[1] == "Zweiter Absatz. Im Funkloch."
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Article.objects.get().lead.endswith("Im Funkloch.")


def test_what_a_browser_that_died_without_network_had_is_offered_again(page, story):
    page.context.set_offline(True)
    typed(page, " Im Funkloch.")
    expect(page.locator(".keeping.warn")).to_be_visible(timeout=4000)
    time.sleep(0.8)  # what was typed a second ago must be there
    other = page.context.new_page()
    page.close(run_before_unload=False)  # gone, as after a crash, before it could send anything
    other.context.set_offline(False)

    change(other, story)
    expect(other.locator(".keeping.warn")).to_contain_text("nie gesichert")
    takes_it(other)

    stands(other, " Im Funkloch.")


def test_an_ended_session_says_so_and_loses_nothing_not_even_by_saving(page, story):
    page.context.clear_cookies(name="session")
    typed(page, " Nach der Pause.")
    expect(page.locator(".keeping.warn")).to_contain_text("abgemeldet", timeout=4000)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-deed=sign-in]")).to_be_visible()
    stands(page, " Nach der Pause.")
    assert not Draft.objects.exists()

    with page.context.expect_page() as opened:
        page.locator("[data-deed=sign-in]").click()
    log_in(opened.value)
    page.bring_to_front()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Article.objects.get().lead.endswith("Nach der Pause.")


def test_what_was_typed_a_moment_ago_survives_a_killed_window(page, story):
    page.route("**/autosave/", lambda route: route.abort())
    typed(page, " Gerade noch.")
    time.sleep(0.8)
    context = page.context
    page.close(run_before_unload=False)

    again = context.new_page()
    change(again, story)
    takes_it(again)

    stands(again, " Gerade noch.")


def test_saving_leaves_nothing_to_offer(page, story):
    typed(page, " Gesichert.")
    expect(page.locator(".keeping")).to_contain_text(KEPT, timeout=2500)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_load_state("networkidle")

    expect(page.locator(".offer, [data-deed=take]")).to_have_count(0)
    assert Article.objects.get().lead.endswith("Gesichert.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == []


@pytest.mark.parametrize("slow", ["**/presence/", "**/change/"])
def test_nor_where_the_keys_are_let_go_before_the_desk_has_answered(page, story, slow):
    """Letting go is a key as well, and keeps the text once more: as what is on its way, not as never saved."""

    def late(route):
        page.wait_for_timeout(700)
        route.continue_()

    page.route(slow, late)
    page.locator(".ProseMirror > p").nth(1).click()
    page.keyboard.type("Neu. ")
    with page.expect_navigation():
        page.keyboard.press("Control+s", delay=50)
    page.wait_for_selector(".story-editor-host.is-live")
    page.wait_for_load_state("networkidle")

    expect(page.locator(".messagelist, .keeping")).to_contain_text(["Gesichert"])
    expect(page.locator(".offer, [data-deed=take]")).to_have_count(0)


def test_a_desk_in_trouble_says_so_and_loses_nothing(page, story):
    """Its disk is full, its database away: that is no log-in that has ended."""
    broken = "**/admin/articles/article/**"
    page.route(broken, lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>Kaputt</h1>"))
    typed(page, " Bei vollem Laufwerk.")
    expect(page.locator(".keeping.warn")).to_contain_text(
        "Die Redaktion kann im Augenblick nichts speichern", timeout=4000
    )
    page.keyboard.press("Control+s")  # the page stays, with every word
    stands(page, " Bei vollem Laufwerk.")

    page.unroute(broken)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Article.objects.get().lead.endswith("Bei vollem Laufwerk.")


def test_on_a_phone_trouble_is_said_where_one_is_writing(page, story):
    """Below the bar, however far down in the text; all of it in view and none of it over the bar."""
    story.body = body(*["Ein Absatz."] * 60)
    story.save()
    page.set_viewport_size({"width": 390, "height": 844})
    change(page, story)
    page.route("**/admin/articles/article/**", lambda route: route.fulfill(status=500, body="Kaputt"))
    page.locator(".ProseMirror > p").nth(50).click()
    page.keyboard.type(" Bei vollem Laufwerk.")
    note = page.locator(".keeping.warn")
    expect(note).to_contain_text("nichts speichern", timeout=4000)
    expect(note).to_be_in_viewport(ratio=1)
    assert page.evaluate("window.scrollY") > 844
    bar, said = page.locator(".storybar").bounding_box(), note.bounding_box()
    assert said["y"] >= bar["y"] + bar["height"] - 1


def test_leaving_with_unsaved_words_asks_first(page, story):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    typed(page, " Noch nicht.")
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_on_a_phone_the_note_leaves_the_story_to_be_seen(page, story):
    page.set_viewport_size({"width": 390, "height": 844})
    Draft.objects.create(
        article=story, user_id=story.created_by_id or Draft._meta.get_field("user").related_model.objects.get(
            username="CvD"
        ).pk, token="x" * 12, seq=1, base_version=1, fields={"lead": "Alt."}
    )  # fmt: skip
    page.reload()
    page.wait_for_selector(".offer")
    assert page.locator("unsaved-text").bounding_box()["height"] < 844 / 5
    assert page.locator("unsaved-text").evaluate("one => one.scrollWidth") <= 390
