"""What the desk refuses stays on the screen, every word, with the sentence at the block; what the editor does not know
is shown and saved again as it is."""

import json

from playwright.sync_api import expect

from articles.models import Article
from tests import bodies
from tests.factories import ClipFactory, SectionFactory


def test_a_clip_deleted_while_one_writes_is_named_and_the_text_stays(writer):
    clip = ClipFactory()
    page = writer.open_form(bodies.body("Eins.", bodies.video(clip), "Drei."))
    Article.objects.get(pk=writer.article.pk).body_refs.all().delete()
    clip.delete()
    page.locator(".ProseMirror > p").nth(1).click()
    page.keyboard.press("End")
    writer.type(" Und mehr.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector(".story-editor-host.is-live")

    expect(page.locator(".errornote")).to_contain_text("Block 2 (Video): Das Video")
    expect(page.locator(".ProseMirror > p").nth(1)).to_have_text("Drei. Und mehr.")
    assert Article.objects.get(pk=writer.article.pk).version == 1
    expect(page.locator(".keeping")).to_contain_text("Aufgehoben", timeout=4000)  # nothing lies only in this window

    page.locator(".blk.clip").click()
    page.keyboard.press("Delete")
    stored = writer.save()
    assert [block["content"][0]["text"] for block in stored["content"]] == ["Eins.", "Drei. Und mehr."]


def test_a_text_with_a_kind_nobody_knows_is_shown_and_saved_again_as_it_is(writer, complaints):
    old = bodies.body("Eins.", {"type": "poll", "attrs": {"id": "aaaaaaaaa1", "n": 2}, "content": []})
    page = writer.open_form(old)
    before = json.dumps(Article.objects.get(pk=writer.article.pk).body)
    expect(page.locator(".story-editor-host.is-locked pre")).to_contain_text("poll")

    page.fill("#id_headline", "Ein neuer Titel")
    writer.save()

    stored = Article.objects.get(pk=writer.article.pk)
    assert (stored.headline, json.dumps(stored.body), stored.version) == ("Ein neuer Titel", before, 2)
    assert {complaint.partition(":")[0] for complaint in complaints} == {"story editor"}  # says why it is locked
    complaints.clear()


def test_a_body_beyond_two_megabytes_is_not_even_sent(writer):
    page = writer.open_form(bodies.body("x" * 1_000_000, "y" * 999_000))
    page.evaluate("() => { const text = document.querySelector('#id_body'); text.value += ' '.repeat(5000); }")
    page.locator("#id_headline").press("Control+s")

    expect(page.locator(".keeping.warn")).to_contain_text("2 MB")
    assert Article.objects.get(pk=writer.article.pk).version == 1


def test_a_section_that_is_gone_is_said_at_the_field_and_the_text_stays(writer):
    section = SectionFactory(name="Hafen")
    page = writer.open_form(bodies.body("Eins."))
    page.select_option("#id_section", str(section.pk))
    writer.end()
    writer.type(" Zwei.")
    section.delete()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector(".story-editor-host.is-live")

    expect(page.locator(".errornote")).to_contain_text("Ressort")
    expect(page.locator(".ProseMirror > p").nth(0)).to_have_text("Eins. Zwei.")
