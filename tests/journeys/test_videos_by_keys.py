"""Related videos linked from the story's form by keys alone: into the text, below the story, refused; and in order."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Dismissal
from tests.bodies import body
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ClipFactory

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = [
    "Nachts in Westerwurth",
    "Die Pferde von Westerwurth",
    "Reithalle: der Morgen danach",
    "Brandmeister zur Reithalle",
]


@pytest.fixture
def story():
    for number, title in enumerate(TITLES):
        ClipFactory(title=title, teaser="", typed_ms=23_000 + number, recorded_on=timezone.localdate())
    return ArticleFactory(headline="Reithalle in Westerwurth abgebrannt", body=body("Pferde liefen ins Freie."))


@pytest.fixture
def panel(page, cvd, story):
    page.goto("/admin/login/")
    page.fill("#id_username", cvd.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/articles/article/{story.pk}/change/?open=videos")
    page.wait_for_selector(".story-editor-host.is-live")
    panel = page.locator("desk-videos")
    expect(panel.locator(".sugg li[data-clip]")).to_have_count(len(TITLES))
    return panel


def names(panel, which):
    return panel.locator(f"{which} li[data-clip] b.serif").all_text_contents()


def test_videos_are_linked_ordered_and_refused_by_keys(page, panel, story):
    offered = names(panel, ".sugg")
    assert "0:23" in panel.locator(".sugg").inner_text()
    assert "Text: " in panel.locator(".sugg li").first.inner_text()

    # R twice: two below the story; the focus walks on by itself
    panel.locator(".sugg li").first.focus()
    page.keyboard.press("r")
    expect(panel.locator(".below li[data-clip]")).to_have_count(1)
    page.keyboard.press("r")
    expect(panel.locator(".below li[data-clip]")).to_have_count(2)
    assert names(panel, ".below") == offered[:2]

    # Delete refuses the next, Enter puts the last into the text, unsaved and with one undo
    refused = page.locator("li:focus b.serif").inner_text()
    page.keyboard.press("Delete")
    expect(panel.locator(".sugg li[data-clip]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror [data-kind=clip], .ProseMirror .clip")).to_have_count(1)
    expect(panel.locator(".sugg li[data-clip]")).to_have_count(0)
    assert Dismissal.objects.get().clip.title == refused

    # Alt and an arrow: the second becomes the first
    panel.locator(".below li").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(panel.locator(".below li b.serif").first).to_have_text(offered[1])
    expect(panel.locator(".below li").first).to_be_focused()

    # and back by dragging
    panel.locator(".below li").nth(1).drag_to(panel.locator(".below li").first, target_position={"x": 20, "y": 3})
    expect(panel.locator(".below li b.serif").first).to_have_text(offered[0])

    # kept at once, apart from the text: nobody has saved yet
    stored = Article.objects.get(pk=story.pk)
    assert [row.clip.title for row in stored.related.for_desk()] == offered[:2]
    assert "clip" not in str(stored.body)


def test_letters_mean_nothing_while_somebody_writes(page, panel):
    page.locator(".ProseMirror").click()
    page.keyboard.type("r")
    page.keyboard.press("Delete")
    expect(panel.locator(".below li[data-clip]")).to_have_count(0)
    expect(panel.locator(".sugg li[data-clip]")).to_have_count(len(TITLES))
