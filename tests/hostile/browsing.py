"""A browser that reads the newsroom without a server, and hears whatever runs in its pages that is not ours.

Pages come from Django's test client, in this transaction. ``is_bare``: our content policy and the
locks on frames are taken off, so that nothing but the escaping stands between a string and its running; then many
pages are opened at once, as frames of a wall.
"""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route

HOST = "http://testserver"
OURS = (HOST, settings.SITE_URL)
LOCKS = {"content-security-policy", "x-frame-options", "cross-origin-opener-policy", "cross-origin-resource-policy"}
TYPES = {"js": "text/javascript", "mjs": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
FILES = ("/bilder/", "/sendungen/", "/media/")  # their bytes say nothing here
#: looks and icons of ours take most of the time and run nothing
LOOKS = re.compile(rb'<link rel="(?:stylesheet|preload|icon|apple-touch-icon|manifest)"[^>]*>')
LISTEN = """
const told = top === window ? (window.told = {fired: [], broken: []}) : top.told;
top.pwn = n => { top.told.fired.push(n) };
window.pwn = top.pwn;
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => told.fired.push(name);
document.addEventListener('securitypolicyviolation', e =>
  told.broken.push(`${location.pathname}: ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""
#: what would run, ask or lead away if somebody came near it: none of our pages has any
SUSPECT = """
document => [...document.querySelectorAll('*')].flatMap(node => {
  const found = [];
  for (const {name, value} of node.attributes) {
    const read = value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase();
    if (/^on/.test(name)) found.push(name);
    if (/^(href|src|action|formaction|data|xlink:href|srcdoc|poster)$/.test(name) &&
        (/^(javascript|vbscript|data:text)/.test(read) || /^(https?:)?\\/\\/evil\\.example/.test(read)))
      found.push(`${name}=${value}`);
  }
  if (/^(base|object|embed|math|x-y|mglyph)$/i.test(node.localName)) found.push(`<${node.localName}>`);
  if (node.localName === 'iframe' && node.srcdoc) found.push('<iframe srcdoc>');
  if (node.localName === 'meta' && node.httpEquiv.toLowerCase() === 'refresh') found.push('<meta refresh>');
  if (node.localName === 'script' && !node.src && !/json/.test(node.type)) found.push('<script> with words');
  return found.map(what => `${document.location.pathname} ${node.localName}: ${what}`.slice(0, 300));
})"""


class Reader:
    """Opens pages as ``inside`` (somebody at the desk) below ``/admin/`` and as anybody elsewhere."""

    def __init__(self, context: BrowserContext, inside: Client, *, is_bare: bool):
        self.clients = {True: inside, False: Client()}
        self.is_bare, self.pages, self.asked_outside, self.failed = is_bare, {}, [], []
        context.add_init_script(LISTEN)
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def open(self, path: str) -> dict[str, list[Any]]:
        """One page by itself; what it told."""
        self._fetch(path)
        self.page.goto(HOST + path)
        self.page.wait_for_timeout(50)
        return self._heard("[document]")

    def open_all(self, paths: Iterable[str]) -> dict[str, list[Any]]:
        """Many at once, side by side."""
        frames = ""
        for path in paths:
            self._fetch(path)
            frames += f"<iframe src='{path}'></iframe>"
        return self.show(f"<!doctype html><body>{frames}")

    def show(self, html: str) -> dict[str, list[Any]]:
        self.pages["/the-wall/"] = {"body": html, "content_type": "text/html; charset=utf-8"}
        self.page.goto(f"{HOST}/the-wall/", wait_until="load")
        self.page.wait_for_timeout(150)
        return self._heard("[...document.querySelectorAll('iframe')].map(one => one.contentDocument).filter(Boolean)")

    def _heard(self, documents: str) -> dict[str, list[Any]]:
        told = self.page.evaluate(f"() => ({{...window.told, suspect: {documents}.flatMap({SUSPECT})}})")
        return told | {"outside": self.asked_outside, "failed": self.failed}

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob"):
            route.continue_()
        elif f"{parts.scheme}://{parts.netloc}" not in OURS:
            self.asked_outside.append(route.request.url)
            route.abort()
        elif parts.path.startswith(FILES):
            route.fulfill(status=404)
        elif parts.path.startswith("/static/"):
            self._static(route, parts.path.removeprefix("/static/"))
        else:
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            # What our own scripts ask for besides gets no answer: they have to live with that anyway.
            is_known = route.request.method == "GET" and address in self.pages
            route.fulfill(**self.pages[address] if is_known else {"status": 503})

    def _static(self, route: Route, name: str) -> None:
        path = finders.find(name)
        if path:
            with open(path, "rb") as file:
                route.fulfill(body=file.read(), content_type=TYPES.get(name.rsplit(".", 1)[-1]))
        else:
            route.fulfill(status=404)

    def _fetch(self, address: str) -> None:
        """Before the browser asks: beside its loop Django would open a connection that sees no test's rows."""
        answer = self.clients[address.startswith("/admin/")].get(address)
        if answer.status_code != 200:
            self.failed.append((answer.status_code, address))
        locks = LOCKS if self.is_bare else set()
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in locks}
        body = b"".join(answer) if answer.streaming else answer.content
        self.pages[address] = {
            "status": answer.status_code,
            "headers": headers,
            "body": LOOKS.sub(b"", body) if self.is_bare else body,
        }


def as_pages(texts: Iterable[str]) -> str:
    """A wall of HTML that we hand to others: feed readers and mail programs draw it by themselves."""
    frames = json.dumps([*texts]).replace("<", "\\u003c")
    return (
        "<!doctype html><body><script>"
        f"for (const html of {frames}) {{ const frame = document.createElement('iframe');"
        "frame.srcdoc = html; document.body.append(frame) }</script>"
    )
