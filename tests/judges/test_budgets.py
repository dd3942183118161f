"""What a page may weigh and how often it may ask, as it is served: files named by content and compressed, on a phone."""

import mimetypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import brotli
import pytest
from playwright.sync_api import Browser

from articles.models import Edition
from tests.bodies import body, paragraph
from tests.bodies import picture as shown
from tests.conftest import CHROMIUM, QUIET
from tests.factories import ArticleFactory, ImageFactory, photograph
from tests.judges.site import make_site

KIB = 1024
#: of every page; a script that plays videos is asked for by pages that have one, and counts apart
MOST = {"document": 20 * KIB, "script": 15 * KIB, "stylesheet": 20 * KIB, "font": 80 * KIB}
ALL, REQUESTS = 150 * KIB, 12
#: one of each make; all others are lists and plain words
KINDS = (
    "home",
    "section",
    "story",
    "long read",
    "opinion",
    "live blog",
    "clip with chapters",
    "person",
    "found",
    "not found",
)
PHONE = {"width": 390, "height": 844}
#: pages for Brotli as a store of ready pages writes them, which is in more of a hurry than whoever collects files
READY = 5
SHIFTS = """() => { window.shifted = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true }); }"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
END = "() => new Promise((done) => { scrollTo(0, document.body.scrollHeight); requestAnimationFrame(() => setTimeout(done, 60)); })"


@dataclass
class Weighed:
    bytes: Counter = field(default_factory=Counter)
    requests: int = 0
    shifted: float = 0
    has_player: bool = False

    def complaints(self) -> list[str]:
        found = [f"{kind}: {self.bytes[kind]} bytes" for kind, most in MOST.items() if self.bytes[kind] > most]
        if self.has_player:
            found = [one for one in found if not one.startswith("script")]
        elif self.bytes.total() > ALL or self.requests > REQUESTS:
            found.append(f"{self.bytes.total()} bytes in {self.requests} requests")
        return found + ([f"moves by {self.shifted}"] if self.shifted else [])


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """The whole one: its shell fetches pictures from further below the screen than what readers have."""
    whole = browser.browser_type.launch(executable_path=CHROMIUM, args=QUIET)
    yield whole
    whole.close()


@pytest.fixture
def weigh(collected_static, page):
    """The collected files stand in for the live server's own, which are neither joined nor named by their content."""
    weighed, held, seen = Weighed(), [], []

    def serve(route):
        file = collected_static / route.request.url.split("/static/", 1)[1]
        if not file.is_file():
            return route.fulfill(status=404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        sent = file.with_name(f"{file.name}.br")
        weighed.bytes[route.request.resource_type] += (sent if sent.is_file() else file).stat().st_size
        weighed.has_player = weighed.has_player or "news-player" in file.name
        answer = partial(route.fulfill, body=file.read_bytes(), content_type=kind)
        if kind == "text/javascript" and not seen:
            return held.append(answer)
        return answer()

    def note(response):
        weighed.requests += 1
        if "/static/" not in response.url and response.request.resource_type != "document":
            weighed.bytes[response.request.resource_type] += int(response.headers.get("content-length", 0))

    page.route("**/static/**", serve)
    page.on("response", note)
    page.set_viewport_size(PHONE)
    page.add_init_script(f"({SHIFTS})()")

    def load(path: str, to_the_end: bool = True) -> Weighed:
        nonlocal weighed
        weighed = Weighed()
        seen.clear()
        text = page.goto(path, wait_until="commit").body()
        page.wait_for_function(PAINTED)
        # Scripts come after the first sight of the page: whatever they have no room for moves it.
        seen.append(path)
        while held:
            held.pop(0)()
        page.wait_for_load_state("load")
        weighed.bytes["document"] += len(brotli.compress(text, quality=READY))
        if to_the_end:
            page.evaluate(END)
        weighed.shifted = page.evaluate("() => window.shifted")
        return weighed

    return load


@pytest.mark.once
@pytest.mark.timeout(300)
def test_pages_keep_their_budget_and_stands_still(weigh, transactional_db):
    paths = make_site()
    wrong = {name: found for name in KINDS if (found := weigh(paths[name]).complaints())}

    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize("dots", [2, 3])
def test_a_story_with_photographs_keeps_its_budget(weigh, page, transactional_db, dots):
    """As it opens: pictures further down are asked for when they come near, and none of them weighs much."""
    lead, first, second = (ImageFactory(renditions=True, file=photograph()) for _n in range(3))
    before, between, after = ([paragraph("Wort " * 60) for _n in range(8)] for _part in range(3))
    text = body(*before, shown(first), *between, shown(second), *after)
    story = ArticleFactory(live=True, lead_image=lead, body=text)
    screen = page.context.new_cdp_session(page)
    screen.send("Emulation.setDeviceMetricsOverride", {**PHONE, "deviceScaleFactor": dots, "mobile": True})
    path = Edition.objects.live().get(article=story).get_absolute_url()

    found = weigh(path, to_the_end=False)

    assert found.complaints() == []
    assert found.bytes["image"] > 20 * KIB
    assert page.evaluate("() => document.querySelector('#lead-image img').currentSrc").endswith("/960.avif")
    assert weigh(path).bytes["image"] < 3 * 60 * KIB


@pytest.mark.once
def test_the_scales_see_what_is_too_heavy_and_moves(weigh, page, live_server, db):
    heavy = "<p>" + "".join(f"{n * 7919 % 100_003:x}" for n in range(20_000)) + "</p>"
    moving = "<script>setTimeout(() => document.querySelector('p').style.marginTop = '20rem', 30)</script>"
    shape = "<!doctype html><div style='height: 1px'></div>"
    page.route("**/heavy/", lambda route: route.fulfill(body=shape + heavy + moving, content_type="text/html"))
    many = "".join(f"<img src='/nirgends/{n}.png'>" for n in range(REQUESTS))
    page.route("**/many/", lambda route: route.fulfill(body=shape + many, content_type="text/html"))
    page.route("**/nirgends/*", lambda route: route.fulfill(status=404))

    found = weigh("/heavy/").complaints()

    assert any(one.startswith("document") for one in found)
    assert any(one.startswith("moves") for one in found)
    assert weigh("/many/").complaints() == [f"{weigh('/many/').bytes.total()} bytes in {REQUESTS + 1} requests"]
