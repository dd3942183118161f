"""Somebody types, and then the browser, the network or the log-in goes away."""

import re
import time

import pytest
from playwright.sync_api import expect

from articles.models import Article, Draft
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(page, cvd):
    story = ArticleFactory()
    page.goto("/admin/login/")
    page.fill("#id_username", "CvD")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    return story


def typed(page, text):
    field = page.locator("#id_lead")
    field.press("Control+End")
    field.type(text)


def test_two_seconds_after_the_last_key_the_desk_has_it(page, story):
    typed(page, " Und das ist neu.")

    expect(page.locator(".keeping")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=2000)

    assert Draft.objects.get().fields["lead"].endswith("Und das ist neu.")
    assert Article.objects.get().lead == story.lead


def test_without_network_the_browser_keeps_it_and_offers_it_again(page, story):
    page.context.set_offline(True)
    typed(page, " Im Funkloch.")
    expect(page.locator(".keeping.warn")).to_be_visible(timeout=4000)
    other = page.context.new_page()
    page.close(run_before_unload=False)  # gone, as after a crash, before it could send anything
    other.context.set_offline(False)

    other.goto(f"/admin/articles/article/{story.pk}/change/")
    other.locator("[data-deed=take]").click()

    assert other.locator("#id_lead").input_value().endswith("Im Funkloch.")


def test_an_ended_session_says_so_and_loses_nothing(page, story):
    page.context.clear_cookies(name="session")
    typed(page, " Nach der Pause.")

    expect(page.locator(".keeping.warn")).to_be_visible(timeout=4000)
    assert page.locator("#id_lead").input_value().endswith("Nach der Pause.")
    assert not Draft.objects.exists()


def test_what_was_typed_a_quarter_second_ago_survives_a_killed_window(page, story):
    page.route("**/autosave/", lambda route: route.abort())
    typed(page, " Gerade noch.")
    time.sleep(0.8)
    context = page.context
    page.close(run_before_unload=False)

    again = context.new_page()
    again.goto(f"/admin/articles/article/{story.pk}/change/")
    again.locator("[data-deed=take]").click()

    assert again.locator("#id_lead").input_value().endswith("Gerade noch.")


def test_saving_leaves_nothing_to_offer(page, story):
    typed(page, " Gesichert.")
    expect(page.locator(".keeping")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=2500)
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    expect(page.locator(".offer, [data-deed=take]")).to_have_count(0)
    assert Article.objects.get().lead.endswith("Gesichert.")
