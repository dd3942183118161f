"""How long a key takes in a story of 500 blocks: ``python bench/editor_typing.py [blocks] [runs]``.

Measured in Chromium from the key to the end of all work it causes, layout included, but not the wait for the next
frame. Prints the median of the runs; ends with 1 if the 95th percentile is over the target.
"""

import json
import os
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = 16.0  # ms, 95th percentile
WORDS = "Der Kran am alten Hafen steht seit dem Morgen still, und niemand weiss, wann er sich wieder dreht. "
TYPED = "Wer das liest, wartet auf keinen Buchstaben; jeder steht sofort da. " * 4
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROW = {"title": "Der Kran", "name": "Ada", "caption": "Am Morgen", "credit": "FB", "alt": "Kran", "teaser": WORDS}
TIMING = """() => {
  window.times = [];
  let began = 0;
  const text = document.querySelector('.ProseMirror');
  text.addEventListener('keydown', () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (!began) return;
    const mine = began;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { void document.body.offsetHeight; window.times.push(performance.now() - mine); };
    channel.port2.postMessage(0);
    began = 0;
  }).observe(text, { childList: true, characterData: true, subtree: true });
}"""
_ids = count(1)


def node(kind: str, content: list[Any] | None = None, **attrs: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"type": kind, "attrs": {"id": f"b{next(_ids):09}", **attrs}}
    return made | ({"content": content} if content else {})


def words(times: int = 3) -> list[Any]:
    return [{"type": "text", "text": WORDS * times}]


def block(number: int) -> dict[str, Any]:
    """Three paragraphs, a crosshead and a card, in turn, with every kind of card among them."""
    if number % 5 < 3:
        return node("paragraph", words())
    if number % 5 == 3:
        return node("crosshead", [{"type": "text", "text": "Was jetzt kommt"}], level=2)
    cell = partial(node, "table_cell")
    cards = [
        lambda: node("image", image=number),
        lambda: node("clip", words(1), clip=number),
        lambda: node("quote", words(1), person=number, name="Ada", role="Kapitänin"),
        lambda: node("teaser", article=number),
        lambda: node("factbox", [node("paragraph", words(1))], title="Zum Hafen"),
        lambda: node("table", [node("table_row", [cell([node("paragraph", words(1))])]) for _ in range(4)]),
        lambda: node("list", [node("list_item", [node("paragraph", words(1))]) for _ in range(4)], ordered=False),
    ]
    return cards[number // 5 % len(cards)]()


def page(blocks: int) -> str:
    body = {"schema": 1, "type": "doc", "content": [block(number) for number in range(blocks)]}
    pick = json.dumps({kind: f"/pick/{kind}/" for kind in ("image", "clip", "person", "story")})
    sheets = ["tokens", "parts", "editor", "editor-cards", "editor-tools"]
    links = "".join(f'<link rel="stylesheet" href="/static/css/desk/{name}.css">' for name in sheets)
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<!DOCTYPE html><meta charset=utf-8>{links}<script type=module src=/static/js/admin/editor/shell.js></script>"
        f"<div id=content><form><div data-story-editor class=story-editor-host data-icons=/static/img/desk/icons.svg "
        f"data-pick='{pick}' data-lang=de><textarea name=body>{raw}</textarea></div></form></div>"
    )


class Handler(SimpleHTTPRequestHandler):
    blocks = 500

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/":
            self._answer(page(self.blocks), "text/html; charset=utf-8")
        elif url.path.startswith("/pick/"):
            keys = parse_qs(url.query).get("ids", [""])[0].split(",")
            self._answer(json.dumps({"rows": [ROW | {"id": int(key)} for key in keys if key]}), "application/json")
        else:
            super().do_GET()

    def _answer(self, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Silent: only figures are printed."""


def run(browser: Any, url: str, blocks: int) -> list[float]:
    opened = browser.new_page()
    opened.goto(url)
    opened.wait_for_selector(".ProseMirror")
    opened.wait_for_load_state("networkidle")
    opened.evaluate("(n) => [...document.querySelectorAll('.ProseMirror > p')].at(n).scrollIntoView()", blocks // 4)
    opened.locator(".ProseMirror > p").nth(blocks // 4).click()
    opened.keyboard.type("anfangs ", delay=30)
    opened.evaluate(TIMING)
    opened.keyboard.type(TYPED, delay=25)
    opened.wait_for_timeout(200)
    times = opened.evaluate("() => window.times")
    opened.close()
    return times


def main() -> int:
    Handler.blocks = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for number in range(runs):
            times = run(browser, f"http://127.0.0.1:{server.server_port}/", Handler.blocks)
            cuts = quantiles(times, n=100)
            found.append((cuts[49], cuts[94], max(times)))
            print(f"run {number + 1}: p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, most {max(times):.1f} ms")
        browser.close()
    server.shutdown()
    p50, p95, most = (median(column) for column in zip(*found, strict=True))
    print(f"{Handler.blocks} blocks, median of {runs} runs: p50 {p50:.1f}, p95 {p95:.1f}, most {most:.1f} ms")
    return int(p95 > TARGET)


if __name__ == "__main__":
    sys.exit(main())
