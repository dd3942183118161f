"""Take the pictures of ``docs/editors*.md`` and ``docs/pictures.md`` from a running demo:
``python docs/take_pictures.py http://localhost:8000 [editors|pictures]``.

Needs what the tests need (Playwright, the system's Chromium). What it types stays an unsaved text of the demo's CvD;
one picture is uploaded to show what a file says of itself.
"""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps
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


LIBRARY = "/admin/visuals/image/"
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="dpa-Bildfunk" photoshop:City="Fleetmünde"
 photoshop:DateCreated="2026-11-24" photoshop:Instructions="NO ARCHIVES">
<dc:creator><rdf:Seq><rdf:li>JONTE REIMERSLOH</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Abend über der Fähre nach Norderhuk.</rdf:li></rdf:Alt>
</dc:description>
<dc:subject><rdf:Bag><rdf:li>Fähre</rdf:li><rdf:li>Hafen</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


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


def library(page: Page) -> None:
    """Three pictures chosen, and the drawer for all of them."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{LIBRARY}?usage=own&view=grid")
    for box in page.locator(".pic input[type=checkbox]").all()[:3]:
        box.check(force=True)
    page.locator("#picture-drawer .drawer").wait_for()
    page.wait_for_timeout(800)


def sheet(page: Page) -> None:
    """What the file says, unfolded below an agency's picture."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{LIBRARY}upload/")
    file = {"name": "faehre.jpg", "mimeType": "image/jpeg", "buffer": of_an_agency()}
    page.locator(".droparea input").set_input_files(files=[file])
    known = page.get_by_role("button", name="Vorhandenes nehmen")  # from an earlier run
    known.or_(page.locator(".upload[data-state=done]")).first.wait_for()
    if known.is_visible():
        known.click()
    page.locator("a[href*='/sheet/']").first.click()
    page.locator(".sheetrow").first.wait_for()
    page.locator(".said summary").first.click()
    page.wait_for_timeout(500)


def cuts(page: Page) -> None:
    """The frame of one ratio, and all ratios beside it."""
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"{LIBRARY}?q=Brücke&view=list")
    address = page.locator("#result_list tbody a[href*='/change/']").first.get_attribute("href") or ""
    page.goto(address.split("change/")[0] + "crops/")
    page.locator("picture-cropper canvas").first.wait_for()
    page.keyboard.press("3")
    page.wait_for_timeout(800)


def rights(page: Page) -> None:
    """What lapses in the next weeks, drawn."""
    page.goto(f"{LIBRARY}rights/", wait_until="networkidle")


def of_an_agency() -> bytes:
    """A picture with the words that agencies put into theirs."""
    image = Image.linear_gradient("L").resize((1200, 800))
    toned = ImageOps.colorize(image, "#16324f", "#f2b66d", "#b0563f")
    data = io.BytesIO()
    toned.save(data, "JPEG", quality=80, xmp=XMP.encode())
    return data.getvalue()


#: For each page of the documents: in which languages, and which scenes.
PAGES: dict[str, tuple[tuple[str, ...], tuple[Callable[[Page], None], ...]]] = {
    "editors": (("de", "en"), (write, paste, compare, check, plan, find)),
    "pictures": (("de",), (library, sheet, cuts, rights)),
}


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


def main(address: str, *wanted: str) -> None:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name in wanted or PAGES:
            languages, scenes = PAGES[name]
            for language in languages:
                page = signed_in(browser, address, language)
                page.on("dialog", lambda dialog: dialog.accept())
                for scene in scenes:
                    page.set_viewport_size(WIDE)
                    scene(page)
                    tongue = f"-{language}" if len(languages) > 1 else ""
                    keep(page.screenshot(), f"{name}-{scene.__name__}{tongue}.png")
        browser.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000"]))
