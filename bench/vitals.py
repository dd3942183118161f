"""Core Web Vitals of each kind of page on a slow phone: ``python bench/vitals.py http://localhost:8000``.

Serve the demo first (`make demo`). Chromium with 390 pixels, 1.6 Mbit/s, 150 ms there and back, and a processor four
times slower than this machine; nothing in its cache. Each page is loaded in interleaved rounds. Printed are median and
worst of the largest paint and of the time the main thread was blocked (what long tasks take beyond 50 ms, from the
first paint on), the shift of the layout, bytes and requests. The base line is a page of two words from this script.
Other work on the machine is multiplied by four, too: look at the base line before believing a figure.
"""

import os
import shutil
import statistics
from argparse import ArgumentParser
from collections import defaultdict
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PAGES = (
    "/", "/rubrik/lokales/", "/artikel/die-klappbruecke-bleibt-zu/", "/artikel/die-nacht-am-sperrtor/",
    "/liveblog/sturmflut-am-wochenende/", "/thema/hafen/", "/personen/dorothea-anklamer/", "/videos/",
    "/suche/?q=hafen", "/archiv/", "/korrekturen/", "/impressum/", "/gibt-es-nicht/",
)  # fmt: skip
BASE = "data:text/html,<!doctype html><title>x</title><p>zwei Wörter"
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
WATCH = """
window.seen = { paint: 0, first: 0, shift: 0, tasks: [] };
const watch = (type, take) => {
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
};
watch("largest-contentful-paint", (one) => { seen.paint = one.startTime; });
watch("paint", (one) => { if (one.name === "first-contentful-paint") seen.first = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("longtask", (one) => { seen.tasks.push([one.startTime, one.duration]); });
"""
BLOCKED = (
    "() => seen.tasks.filter(([at]) => at >= seen.first).reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0)"
)


@dataclass(frozen=True)
class Seen:
    paint: float
    blocked: float
    shift: float
    kib: float
    requests: int


def load(browser: Browser, address: str) -> Seen:
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen = page.evaluate("() => seen")
    found = Seen(seen["paint"], page.evaluate(BLOCKED), seen["shift"], sum(sizes) / 1024, len(sizes))
    context.close()
    return found


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="http://localhost:8000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", action="append", help="instead of all: the path of one")
    options = parser.parse_args()
    found = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _round in range(options.rounds):
            for path in (BASE, *(options.page or PAGES)):
                found[path].append(load(browser, path if path == BASE else f"{options.site.rstrip('/')}{path}"))
        browser.close()
    for path, rounds in found.items():
        paint, blocked = [one.paint for one in rounds], [one.blocked for one in rounds]
        print(
            f"{'base line' if path == BASE else path:36} largest paint {_told(paint)}   blocked {_told(blocked)}   "
            f"shift {max(one.shift for one in rounds):.3f}   {rounds[0].kib:4.0f} KiB in {rounds[0].requests}"
        )


def _told(found: list[float]) -> str:
    return f"{statistics.median(found):5.0f}, at worst {max(found):5.0f} ms"


if __name__ == "__main__":
    main()
