"""A live blog in a reader's browser: news wait behind a button, nothing moves by itself, nobody asks in vain."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.lifecycle import live
from articles.models import LiveDraft, LiveEntry, LivePost
from tests.bodies import body
from tests.conftest import PASSWORD
from tests.factories import HOUR, ArticleFactory, LivePostFactory

LOOK = "document.querySelector('live-posts').look()"
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def blog(transactional_db):
    blog = ArticleFactory(kind="live", slug="flut", headline="Sturmflut", live=True, since=timezone.now() - 9 * HOUR)
    for number in (1, 2, 3):
        words = body(*[f"Absatz {n} von Beitrag {number}." for n in range(6)])
        LivePostFactory(article=blog, headline=f"Beitrag {number}", body=words, since=timezone.now() - 8 * HOUR)
    return blog


def log_in(page):
    page.goto("/admin/")
    page.fill("[name=username]", "CvD")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")


def posts(page):
    return page.eval_on_selector_all("live-posts > .post", "all => all.map(one => one.id)")


def test_news_wait_until_they_are_wanted_and_nothing_moves(page, blog):
    page.add_init_script(WATCH)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("neues.json") else None)
    page.goto("/liveblog/flut/")
    line = page.locator(".waiting")
    assert "Neu laden" in line.inner_text()
    assert line.get_attribute("role") == "status"
    third = page.locator("#p3")
    third.scroll_into_view_if_needed()
    stood = third.bounding_box()

    page.evaluate(LOOK)
    assert line.locator("button").count() == 0
    LivePostFactory(article=blog, headline="Das Tor schließt", is_key=True)
    page.evaluate(LOOK)
    assert line.inner_text() == "Ein neuer Beitrag"
    assert posts(page) == ["p3", "p2", "p1"]
    assert third.bounding_box() == stood
    assert page.evaluate("window.moved") == 0

    line.locator("button").press("Enter")
    page.wait_for_selector("#p4")
    assert posts(page) == ["p4", "p3", "p2", "p1"]
    assert page.evaluate("document.activeElement.closest('.post').id") == "p4"
    assert "Das Tor schließt" in page.locator(".keypoints").inner_text()

    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    before = len(asked)
    page.evaluate("document.querySelector('live-posts').every = 0.01")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    assert len(asked) == before
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    assert len(asked) > before


def test_a_withdrawn_post_leaves_its_place_empty_and_a_changed_one_waits(page, blog):
    page.add_init_script(WATCH)
    page.goto("/liveblog/flut/")
    page.evaluate(LOOK)
    first, second = LiveEntry.objects.get(number=1), LiveEntry.objects.get(number=2)
    stood = page.locator("#p1").bounding_box()
    live.withdraw(second, by=None, reason="Nicht bestätigt")
    first.headline = "Berichtigt"
    live.post(first, by=None)
    page.evaluate(LOOK)

    assert page.locator("#p2").inner_text().strip() == "Dieser Beitrag wurde zurückgezogen."
    assert page.locator("#p1").bounding_box() == stood
    assert page.evaluate("window.moved") == 0
    assert page.locator(".waiting button").inner_text() == "Beiträge wurden geändert"
    page.locator(".waiting button").click()
    page.wait_for_selector("#p1 h3:has-text('Berichtigt')")


def test_what_is_new_since_the_last_visit_is_remembered_by_this_browser_alone_and_only_if_asked(page, blog):
    page.goto("/liveblog/flut/")
    line = page.locator("last-visit")
    assert page.evaluate("localStorage.length") == 0
    line.locator("button").click()
    assert page.evaluate("Object.keys(localStorage)") == [f"read:{blog.pk}"]

    LivePostFactory(article=blog, headline="Das Tor schließt")
    page.reload()
    assert "Ein neuer Beitrag seit Ihrem letzten Besuch." in line.inner_text()
    assert page.eval_on_selector_all(".post[data-new]", "all => all.map(one => one.id)") == ["p4"]
    page.reload()
    assert "Nichts Neues" in line.inner_text()
    line.locator("button").click()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page(page, blog, scheme):
    page.emulate_media(color_scheme=scheme)
    live.mark(LiveEntry.objects.get(number=1), True, by=None)
    live.pin(blog, LiveEntry.objects.get(number=2), by=None)
    page.goto("/liveblog/flut/")
    LivePostFactory(article=blog, headline="Das Tor schließt")
    page.evaluate(LOOK)
    page.wait_for_selector(".waiting button")
    found = Axe().run(page, context={"include": [["main"]]}, options={"preload": False}).response["violations"]
    assert [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]] == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_reporter_publishes_by_keys_and_nothing_typed_is_lost(page, blog, cast, width):
    page.set_viewport_size({"width": width, "height": 844})
    log_in(page)
    path = f"/admin/articles/article/{blog.pk}/live/"
    page.goto(path)
    page.wait_for_selector(".ProseMirror")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context={"include": [["live-desk"]]}, options={"preload": False}).response["violations"]
    assert [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]] == []

    page.fill("#id_headline", "Das Tor schließt")
    page.click(".ProseMirror")
    page.keyboard.type("Eine Stunde früher.")
    page.wait_for_selector(".keeping:has-text('Aufgehoben')")
    page.reload()
    page.click("text=Übernehmen")
    page.wait_for_selector(".ProseMirror >> text=Eine Stunde früher.")
    page.click(".ProseMirror")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".lines >> text=Das Tor schließt")
    post = LivePost.objects.readable().newest_first()[0]
    assert (post.headline, post.facts["text"]) == ("Das Tor schließt", "Eine Stunde früher.")
    assert not LiveDraft.objects.exists()

    other = LiveEntry.objects.get(number=1)
    live.mark(other, True, by=None)  # a colleague
    page.evaluate("document.activeElement.blur(); document.querySelector('live-desk').look()")
    page.wait_for_selector("#entry-1.is-key")
