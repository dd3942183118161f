"""A writer at the editor: opens a story in the browser, types, saves, and looks at what was stored."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from articles.body import validate
from articles.models import Article
from tests.factories import ArticleFactory, SectionFactory

LAST_LINE = ".ProseMirror > p >> nth=-1"  # a note may stand below it
BARE, FORM = "/bare/{}/", "/admin/articles/article/{}/change/"


class Writer:
    """One person in one window."""

    def __init__(self, page: Page, origin: str, section: Any):
        self.page = page
        page.set_default_timeout(15_000)
        self.origin = origin
        self.section = section
        self.article: Article | None = None

    def log_in(self, user: Any) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.origin}])

    def open(self, body: dict[str, Any] | None = None, at: str = BARE, **fields: Any) -> Page:
        """A story with this body, which skips the gate: what is stored may be older than the gate."""
        values = {"headline": "Der Kran steht", "lead": "Vorspann.", "section": self.section, **fields}
        self.article = ArticleFactory(**values)
        if body is not None:
            Article.objects.filter(pk=self.article.pk).update(body=body)
        self.page.goto(at.format(self.article.pk))
        self.page.wait_for_selector(".story-editor-host.is-live")
        self.page.wait_for_load_state("networkidle")  # the cards have their rows, nothing moves any more
        return self.page

    def open_form(self, body: dict[str, Any] | None = None, **fields: Any) -> Page:
        """The same in the whole form of a story."""
        return self.open(body, at=FORM, **fields)

    def end(self) -> None:
        """The caret on the empty line after the last block."""
        self.page.click(LAST_LINE)
        self.page.keyboard.press("Control+End")

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def submitted(self) -> str:
        """The bytes the form would send now."""
        return self.page.evaluate(
            "() => { const host = document.querySelector('[data-story-editor]');"
            " host.editor?.flush(); return host.querySelector('textarea').value; }"
        )

    def written(self) -> list[dict[str, Any]]:
        return json.loads(self.submitted())["content"]

    def save(self) -> dict[str, Any]:
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")
        self.page.wait_for_selector(".story-editor-host.is-live")
        self.article.refresh_from_db()
        return self.article.body

    def save_bare(self) -> dict[str, Any]:
        """What the bare page received; it must pass the gate."""
        with self.page.expect_response("**/bare/**") as sent:
            self.page.keyboard.press("Control+s")
        body = json.loads(sent.value.json()["received"])
        validate.check(body)
        return body

    def told(self) -> str:
        return self.page.inner_text(".editor-sheet .told")


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Everything the browser complained of; a test of the editor ends with none."""
    heard: list[str] = []

    def hear(message: Any) -> None:
        # The bare page answers JSON, for which the browser asks for an icon of its own accord.
        if message.type in ("error", "warning") and not message.location["url"].endswith("/favicon.ico"):
            heard.append(f"{message.text} {message.location['url']}")

    page.on("console", hear)
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    return heard


@pytest.fixture
def writer(settings, page: Page, live_server, cvd, complaints) -> Iterator[Writer]:
    settings.ROOT_URLCONF = "tests.articles.editor.desk"
    made = Writer(page, live_server.url, SectionFactory())
    made.log_in(cvd)
    yield made
    assert complaints == []
