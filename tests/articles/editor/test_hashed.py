"""As it runs in production: every file named by its content, and nothing but our own files allowed to run or paint."""

import mimetypes

import pytest
from playwright.sync_api import expect

from tests import bodies
from tests.articles.editor.conftest import Writer
from tests.factories import ClipFactory, SectionFactory


@pytest.fixture
def collected(collected_static, page):
    """The collected files stand in for the live server's own, which know no hashed names."""
    asked = []

    def serve(route):
        name = route.request.url.split("/static/", 1)[1].split("?")[0]
        asked.append(name)
        file = collected_static / name
        if not file.is_file():
            return route.fulfill(status=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return route.fulfill(body=file.read_bytes(), content_type=kind)

    page.route("**/static/**", serve)
    return asked


def test_the_editor_works_with_hashed_names_under_the_strict_policy(collected, page, live_server, cvd, complaints):
    writer = Writer(page, live_server.url, SectionFactory())
    writer.log_in(cvd)
    policies = []
    page.on("response", lambda one: policies.append(one.headers.get("content-security-policy", "")))
    writer.open_form(bodies.body("Davor", bodies.video(ClipFactory(title="So lief der Abend"))))
    expect(page.locator(".blk.clip .ct")).to_have_text("So lief der Abend")
    writer.end()
    writer.type("Danach.")
    writer.press("Enter")
    writer.type("/zit")
    page.wait_for_selector(".editor-menu [role=option]")
    writer.press("Enter")
    writer.type("Gesagt.")
    writer.press("Control+f")
    writer.press("Escape")
    page.click(".tools [aria-label=Video]")
    page.wait_for_selector("dialog.story-picker li")
    writer.press("Escape")
    assert [block["type"] for block in writer.save()["content"]] == ["paragraph", "clip", "paragraph", "quote"]
    story_page = next(policy for policy in policies if "script-src" in policy)
    assert "'unsafe-inline'" not in story_page
    assert "'unsafe-eval'" not in story_page
    ours = [name for name in collected if "admin/editor/" in name or name.startswith("js/vendor/")]
    assert len({name for name in ours if name.endswith(".js")}) > 25
    plain = [name for name in ours if name.endswith(".js") and name.count(".") < 2]
    assert plain == []
    assert complaints == []
