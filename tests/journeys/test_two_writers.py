"""Two people, or one in two windows, in one story in the real editor: who is where, what merges, what asks."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.admin.writing import CHOICE
from articles.body import diff
from articles.models import Article, Draft, Revision
from tests.bodies import body
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """One person's browser at one story."""

    def __init__(self, browser, live_server, user, story):
        self.context = browser.new_context(base_url=live_server.url, locale="de-DE", timezone_id="Europe/Berlin")
        client = Client()
        client.force_login(user)
        session = client.session
        session[CHOICE] = True
        session.save()
        name = settings.SESSION_COOKIE_NAME
        self.cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        self.context.add_cookies([self.cookie])
        self.story = story
        self.page = self.open()

    def open(self):
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"/admin/articles/article/{self.story.pk}/change/")
        page.wait_for_selector(".story-editor-host.is-live")
        page.wait_for_function("() => document.querySelector('[data-story-editor]').editor")
        return page

    def write(self, number, words, page=None):
        """Behind the words of block ``number``, counted from 0."""
        page = page or self.page
        page.locator(".ProseMirror > p").nth(number).click()
        page.keyboard.press("End")
        page.keyboard.type(words)

    def save(self, page=None):
        page = page or self.page
        with page.expect_navigation():
            page.keyboard.press("Control+s")
        page.wait_for_selector(".story-editor-host.is-live")


@pytest.fixture
def story(db):
    return ArticleFactory(body=body("Eins.", "Zwei.", "Drei."))


@pytest.fixture
def desks(browser, live_server, story, cvd, administrator):
    made = [Desk(browser, live_server, user, story) for user in (cvd, administrator)]
    yield made
    for desk in made:
        desk.context.close()


def texts():
    return [diff.text_of(block) for block in Article.objects.get().body["content"]]


def test_each_sees_where_the_other_writes(desks):
    ada, bo = desks
    ada.write(1, " Neu.")
    expect(ada.page.locator(".keeping")).to_contain_text("Aufgehoben", timeout=3000)

    bo.page.evaluate("document.querySelector('story-presence').poll()")
    expect(bo.page.locator(".storybar story-presence")).to_contain_text("CvD schreibt in Block 2")
    expect(bo.page.locator(".ProseMirror > p.remote")).to_have_text("Zwei.")
    ada.page.evaluate("document.querySelector('story-presence').poll()")
    expect(ada.page.locator("story-presence")).to_contain_text("administrator hat diese Geschichte offen")


def test_different_blocks_and_fields_merge_silently_and_say_so(desks):
    ada, bo = desks
    ada.write(0, " Von Ada.")
    ada.page.fill("#id_headline", "Adas Titel")
    ada.save()

    bo.write(2, " Von Bo.")
    bo.page.fill("#id_lead", "Bos Vorspann")
    bo.save()

    assert texts() == ["Eins. Von Ada.", "Zwei.", "Drei. Von Bo."]
    stored = Article.objects.get()
    assert (stored.headline, stored.lead, stored.version) == ("Adas Titel", "Bos Vorspann", 3)
    expect(bo.page.locator(".messagelist")).to_contain_text("CvD")
    assert "Fassung 2" in Revision.objects.get(version=3).label


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        ("mine", ["Eins. Bo.", "Zwei.", "Drei."]),
        ("theirs", ["Eins. Ada.", "Zwei.", "Drei."]),
        ("both", ["Eins. Ada.", "Eins. Bo.", "Zwei.", "Drei."]),
    ],
)
def test_the_same_block_shows_both_and_asks_at_the_block(desks, story, choose, left):
    ada, bo = desks
    ada.write(0, " Ada.")
    ada.save()
    bo.write(0, " Bo.")
    bo.save()

    note = bo.page.locator(".mnote", has_text="CvD")
    expect(note).to_be_visible()
    expect(bo.page.locator(".ProseMirror > p").nth(0)).to_contain_text("Eins. Ada.")
    expect(bo.page.locator(".ProseMirror > p").nth(1)).to_contain_text("Eins. Bo.")
    assert texts()[0] == "Eins. Ada."
    bo.page.keyboard.press("Control+s")  # undecided: it stays, and says so
    expect(bo.page.locator(".keeping.warn")).to_contain_text("1 Stelle")
    note.locator("button").nth(["mine", "theirs", "both"].index(choose)).click()
    expect(note).to_have_count(0)
    bo.save()

    assert texts() == left
    ids = [block["attrs"]["id"] for block in Article.objects.get().body["content"]]
    assert [one for one in ids if one in {b["attrs"]["id"] for b in story.body["content"]}] == [
        block["attrs"]["id"] for block in story.body["content"]
    ]


def test_the_same_field_asks_below_it(desks):
    ada, bo = desks
    ada.page.fill("#id_headline", "Von Ada")
    ada.save()
    bo.page.fill("#id_headline", "Von Bo")
    bo.save()

    expect(bo.page.locator("#id_headline")).to_have_value("Von Bo")
    expect(bo.page.locator(".form-row.field-headline, .field-headline").first).to_contain_text("Von Ada")
    bo.page.locator(".merge-field button").nth(2).click()
    expect(bo.page.locator("#id_headline")).to_have_value("Von Ada Von Bo")
    bo.save()
    assert Article.objects.get().headline == "Von Ada Von Bo"


def test_two_windows_of_one_person_merge_like_two_people(desks, cvd):
    ada = desks[0]
    other = ada.open()
    ada.write(0, " Links.")
    expect(ada.page.locator(".keeping")).to_contain_text("Aufgehoben", timeout=3000)
    ada.write(2, " Rechts.", other)
    expect(other.locator(".keeping.warn")).to_contain_text("anderen Fenster", timeout=4000)
    other.locator("[data-deed=here]").click()
    expect(other.locator(".keeping")).to_contain_text("Aufgehoben")
    assert "Rechts." in json.loads(Draft.objects.get(user=cvd).fields["body"])["content"][2]["content"][0]["text"]

    ada.save()
    ada.save(other)

    assert texts() == ["Eins. Links.", "Zwei.", "Drei. Rechts."]


def test_a_form_sent_twice_makes_one_version_and_goes_back_to_the_story(desks):
    ada = desks[0]
    ada.write(0, " Einmal.")
    sent = []
    ada.page.on(
        "request",
        lambda request: (
            sent.append(request) if request.method == "POST" and re.search("/change/$", request.url) else None
        ),
    )
    ada.save()
    [first] = sent

    again = ada.context.request.post(
        first.url, data=first.post_data_buffer, headers={**first.headers, "referer": first.url}, max_redirects=0
    )

    assert (again.status, again.headers["location"]) == (302, f"/admin/articles/article/{ada.story.pk}/change/")
    assert Article.objects.get().version == 2
