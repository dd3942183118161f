"""Chromium is killed while somebody types without a pause: a second of it is lost at most, and the rest is offered."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.conftest import CHROMIUM, QUIET
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Der Kran am alten Hafen steht seit dem Morgen still, und niemand weiß, wann er sich wieder dreht. " * 20
LOST = 1.0  # seconds


@pytest.fixture
def profile(browser, live_server, cvd, tmp_path):
    """Opens the same browser profile again and again, signed in; ``browser`` only so that there is one at all."""
    if not Path("/proc/self/cmdline").exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("looks for the browser's processes in /proc")
    client = Client()
    client.force_login(cvd)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }
    opened = []

    def open_window():
        kind = browser.browser_type
        where = tmp_path / "profile"
        window = kind.launch_persistent_context(
            str(where), executable_path=CHROMIUM, args=QUIET, base_url=live_server.url, locale="de-DE"
        )
        window.add_cookies([cookie])
        opened.append(window)
        return window.pages[0], where

    yield open_window
    opened[-1].close()


def processes_of(profile: Path):
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and str(profile).encode() in (entry / "cmdline").read_bytes():
                yield int(entry.name)
        except OSError:
            continue  # ended meanwhile


def type_until_killed(page, profile, seconds):
    """Letters with the moment at which each stood in the text, and the moment of the kill."""
    typed, end = [], time.monotonic() + seconds
    for letter in WORDS:
        page.keyboard.type(letter)
        typed.append((time.monotonic(), letter))
        if time.monotonic() > end and len(typed) > 60:
            break
    killed = time.monotonic()
    while running := list(processes_of(profile)):
        for process in running:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.05)
    return typed, killed


@pytest.mark.parametrize("seconds", [2.1, 3.3])
def test_a_killed_browser_loses_a_second_at_most(profile, seconds):
    story = ArticleFactory()
    address = f"/admin/articles/article/{story.pk}/change/"
    page, folder = profile()
    page.route("**/autosave/", lambda route: route.abort())  # only this browser has it
    page.goto(address)
    page.wait_for_selector(".story-editor-host.is-live")
    page.click(".ProseMirror > p:last-child")
    page.keyboard.press("Control+End")

    typed, killed = type_until_killed(page, folder, seconds)

    again, _folder = profile()
    again.goto(address)
    again.locator("[data-deed=take]").first.click()
    safe = "".join(letter for moment, letter in typed if moment <= killed - LOST)
    assert len(safe) > 10
    text = again.locator(".ProseMirror")
    expect(text).to_contain_text(safe[:20])
    kept = text.inner_text()
    assert safe in kept
