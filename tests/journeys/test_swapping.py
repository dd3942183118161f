"""A right runs out: the story's side panel says so, one click puts another picture there, and readers get it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.bodies import body, picture
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ImageFactory, TagFactory, picture_bytes

pytestmark = pytest.mark.django_db(transaction=True)


def drawn(title, colour, tag, **more):
    file = picture_bytes(1200, 800, colour=colour)
    image = ImageFactory(title=title, alt=f"{title}.", file=file, renditions=True, **more)
    image.tags.add(tag)
    return image


def test_a_lapsing_picture_is_swapped_by_one_click_and_no_typed_word_is_lost(page, cvd, client):
    tag = TagFactory(name="hafen")
    old = drawn("Sturm an der Mole", "#345", tag, available_until=timezone.now() + timedelta(days=3))
    new = drawn("Ebbe im Hafen", "#a63", tag, photographer_name="Ada Lind")
    story = ArticleFactory(lead_image=old, body=body("Davor.", picture(old), "Danach."), live=True)
    page.goto("/admin/login/")
    page.fill("#id_username", cvd.username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".story-editor-host.is-live")
    tab = page.get_by_role("tab", name="Rechte")
    expect(tab).to_contain_text("1")
    page.locator(".ProseMirror > p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" Nachtrag.")

    tab.click()
    panel = page.locator("#side-rights")
    expect(panel).to_contain_text("Die Rechte an „Sturm an der Mole“ enden")
    with page.expect_navigation():
        panel.get_by_role("button", name="Ebbe im Hafen").click()
    expect(page.locator(".messagelist")).to_contain_text("„Ebbe im Hafen“ steht anstelle von „Sturm an der Mole“.")
    page.wait_for_selector(".story-editor-host.is-live")
    expect(page.locator(".ProseMirror")).to_contain_text("Danach. Nachtrag.")
    expect(tab).to_be_hidden()  # nothing lapses any more

    with page.expect_navigation():
        page.click(".storybar [name=_publish]")
    story.refresh_from_db()
    read = client.get(f"/artikel/{story.slug}/").content.decode()
    assert f"/bilder/{old.key}/" not in read
    assert read.count("Ada Lind") >= 2  # on top, and in the text
    assert all(words in read for words in (f"/bilder/{new.key}/", "Danach. Nachtrag."))
