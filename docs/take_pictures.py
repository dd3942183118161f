"""Take the pictures of ``docs/editors*.md`` from a running demo: ``python docs/take_pictures.py http://localhost:8000``.

Needs what the tests need (Playwright, the system's Chromium). What it types stays an unsaved text of the demo's CvD.
"""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PASSWORD = "fleetmuende-zum-ausprobieren"  # noqa: S105 the demo's, known to everybody
WIDE = {"width": 1280, "height": 800}
LARGEST = 250_000  # bytes of one picture
PASTED = """Fähre : Zweites Schiff ab Mai

Die Stadt kauft eine zweite Fähre. Sie soll ab Mai jede halbe Stunde fahren.

Bürgermeisterin Dorothea Anklamer sprach am Montag von einem Versprechen.

Was es kostet

Wir zahlen das aus dem laufenden Haushalt. „ Dorothea Anklamer, Bürgermeisterin

Die Hafenmeisterin zeigt das neue Becken. 04.05.2026 | 2:33 min
"""


def write(page: Page) -> None:
    """The sheet, with the menu that a slash opens."""
    open_story(page, "Klappbrücke")
    if (offer := page.locator("[data-deed=discard]")).is_visible():  # typed by an earlier run
        offer.click()
    page.set_viewport_size({"width": 1280, "height": 1100})  # so that the menu opens below the line
    first = page.locator(".ProseMirror > p").first
    first.click(position={"x": 5, "y": (first.bounding_box() or {"height": 20})["height"] - 8})
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    page.locator(".ProseMirror > p").first.scroll_into_view_if_needed()
    page.wait_for_timeout(800)


def paste(page: Page) -> None:
    """What was recognised in a pasted text, beside the text."""
    page.goto("/admin/articles/article/paste/")
    page.fill("textarea[name=text]", PASTED)
    with page.expect_navigation():
        page.locator("button[name=read]").click()


def compare(page: Page) -> None:
    """Two states of a story side by side."""
    open_story(page, "Ein Meter")
    page.goto(page.url.split("change/")[0] + "compare/?old=e1&new=e2")


def check(page: Page) -> None:
    """Why a story cannot go out yet, with the ways there."""
    open_story(page, "Lane four", "why")


def plan(page: Page) -> None:
    """The week, drawn."""
    page.goto("/admin/articles/article/calendar/week/")


def find(page: Page) -> None:
    """The palette, from any page."""
    page.goto("/admin/")
    page.keyboard.press("Control+k")
    page.keyboard.type("Klapp")
    page.locator("#desk-palette-list [role=option]").first.wait_for()
    page.wait_for_timeout(1500)  # hits come behind the commands


SCENES: tuple[Callable[[Page], None], ...] = (write, paste, compare, check, plan, find)


def open_story(page: Page, words: str, panel: str = "") -> None:
    page.goto(f"/admin/articles/article/?q={words}")
    address = page.locator("#result_list tbody a[href*='/change/']").first.get_attribute("href") or ""
    page.goto(f"{address.split('?')[0]}{f'?open={panel}' if panel else ''}")
    page.locator(".ProseMirror").wait_for()
    page.wait_for_timeout(1500)  # the side tools fetch what they show


def signed_in(browser: Browser, address: str, language: str) -> Page:
    context = browser.new_context(base_url=address, viewport=WIDE, locale=language, timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("#id_username", "cvd")
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    if page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            page.locator(f"button[name=language][value={language}]").click()
    return page


def keep(picture: bytes, name: str) -> None:
    """As few colours as the eye allows: a desk of paper and ink needs no more."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(128)
    image.save(HERE / name, optimize=True)
    size = (HERE / name).stat().st_size
    print(f"{name}: {size // 1000} KB{'' if size < LARGEST else ' (too large)'}")


def main(address: str) -> None:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language in ("de", "en"):
            page = signed_in(browser, address, language)
            page.on("dialog", lambda dialog: dialog.accept())
            for scene in SCENES:
                page.set_viewport_size(WIDE)
                scene(page)
                keep(page.screenshot(), f"editors-{scene.__name__}-{language}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
