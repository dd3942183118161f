"""Every kind of page in a browser: axe, 320 pixels, wide spacing of text, keys, no script. One loading a page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.judges.site import make_site

RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CONTRAST = {"preload": False, "runOnly": ["color-contrast"]}
#: WCAG 1.4.12, for who needs more room between lines, words and letters
SPACING = "* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important} p {margin-bottom: 2em !important}"
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: elements whose text does not fit into them and is cut
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const style = getComputedStyle(one);
  return style.overflow === "hidden" && style.clipPath === "none" && one.scrollHeight > one.clientHeight + 2
    && one.textContent.trim() && one.clientHeight > 1;
}).map((one) => one.outerHTML.slice(0, 120))"""


def violations(page, options) -> list:
    found = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.mark.timeout(300)
def test_every_kind_of_page_is_accessible_narrow_spaced_and_dark(page, transactional_db):
    wrong = {}
    for name, path in make_site().items():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(path)
        found = violations(page, RULES)
        page.emulate_media(color_scheme="dark")
        found += violations(page, CONTRAST)
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate(TOO_WIDE):
            found.append("wider than 320 pixels")
        page.evaluate(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
            SPACING,
        )
        if page.evaluate(TOO_WIDE):
            found.append("wider than 320 pixels with spaced text")
        found += page.evaluate(CUT)
        if found:
            wrong[name] = found

    assert wrong == {}


def test_axe_and_the_narrow_window_see_what_is_wrong(page):
    page.set_content('<html><body><img src="data:,"><p>breit</p></body></html>')
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("() => { document.querySelector('p').style.width = '50rem'; }")

    assert {"image-alt", "html-has-lang"} <= {rule for rule, _where, _why in violations(page, RULES)}
    assert page.evaluate(TOO_WIDE)


def test_a_walk_by_keys_shows_where_one_is_and_reaches_every_link(page, transactional_db):
    page.goto(make_site()["story"])
    links = page.eval_on_selector_all(
        "a[href], button:not([hidden]), summary", "all => all.filter(one => one.checkVisibility()).length"
    )
    seen = []
    for _ in range(links + 3):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
              const at = document.activeElement, style = getComputedStyle(at);
              return at === document.body ? null : [at.outerHTML.slice(0, 160), style.outlineStyle, parseFloat(style.outlineWidth)];
            }"""
        )
        if where is None:
            break
        seen.append(where)

    assert seen[0][0].startswith('<a class="skip"')
    assert [at for at, style, width in seen if style == "none" or width < 2] == []
    assert len(seen) >= links


def test_without_script_everything_can_be_read_searched_and_watched(browser, live_server, transactional_db):
    paths = make_site()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="de-DE")
    page = context.new_page()

    page.goto(paths["search"])
    page.get_by_label("Wonach suchen Sie?").fill("steht")
    page.get_by_role("button", name="Suchen").click()
    page.locator("main ol a", has_text="steht").first.click()
    assert page.url.endswith(paths["story"])
    assert page.locator("main [data-block]").count() >= 10
    assert page.locator("main button:visible").count() == 0
    page.locator("main .clip a").first.click()
    assert page.locator("h1").inner_text()
    context.close()
