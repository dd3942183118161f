"""A writer at the editor: opens a story in the browser, types, saves, and looks at what was stored."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from articles.models import Article
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, SectionFactory

LAST_LINE = ".ProseMirror > p:last-child"


class Writer:
    """One person in one window."""

    def __init__(self, page: Page, section: Any):
        self.page = page
        self.section = section
        self.article: Article | None = None

    def log_in(self, user: Any) -> None:
        self.page.goto("/admin/login/?next=/admin/articles/article/")
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("form#login-form [type=submit]")
        self.page.wait_for_url("**/admin/articles/article/")

    def open(self, body: dict[str, Any] | None = None, **fields: Any) -> Page:
        """A story with this body, which skips the gate: what is stored may be older than the gate."""
        values = {"headline": "Der Kran steht", "lead": "Vorspann.", "section": self.section, **fields}
        self.article = ArticleFactory(**values)
        if body is not None:
            Article.objects.filter(pk=self.article.pk).update(body=body)
        self.page.goto(f"/admin/articles/article/{self.article.pk}/change/")
        self.page.wait_for_selector(".story-editor-host.is-live")
        return self.page

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

    def told(self) -> str:
        return self.page.inner_text(".editor-sheet .told")


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Everything the browser complained of; a test of the editor ends with none."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    return heard


@pytest.fixture
def writer(settings, page: Page, cvd, complaints) -> Iterator[Writer]:
    settings.ROOT_URLCONF = "tests.articles.editor.desk"
    made = Writer(page, SectionFactory())
    made.log_in(cvd)
    yield made
    assert complaints == []
