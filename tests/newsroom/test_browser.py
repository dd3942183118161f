"""What Chromium itself says of our pages: the content policy refuses nothing we send, and nothing is missing."""

import pytest

from tests.conftest import PASSWORD


@pytest.fixture
def complaints(page):
    """Every error the console shows, every answer that is none, every request that leaves the house."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("response", lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda asked: heard.append(asked.url) if "//localhost:" not in asked.url else None)
    return heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readers_pages_are_whole_under_the_policy(page, complaints, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.goto("/admin/login/")
    assert complaints == []


def test_the_desk_is_whole_under_the_policy(page, complaints, cast):
    page.goto("/admin/")
    page.fill("[name=username]", "administrator")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    for path in ["/admin/", "/admin/articles/article/add/", "/admin/visuals/image/add/", "/admin/people/user/"]:
        page.goto(path)
    assert page.locator("h1").count() > 0
    assert complaints == []
