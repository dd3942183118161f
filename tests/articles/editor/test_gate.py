"""Hostile bodies at the form's field: refused, with the sentence an editor reads, and the text is kept."""

import json

import pytest
from playwright.sync_api import expect

from articles.admin.widget import BodyField, compact
from articles.body import validate
from tests import bodies
from tests.factories import ClipFactory, ImageFactory, PersonFactory

LATE = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}]}


def hostile(block):
    return compact(bodies.body("Davor", block))


REFUSED = {
    "kind": ({"type": "hologram", "attrs": {"id": "abcdefghij"}}, "Block 2 (hologram): this kind of block is not known here."),
    "attribute": ({"type": "divider", "attrs": {"id": "abcdefghij", "onclick": "x"}}, "Block 2 (divider): “onclick” is not known here."),
    "link": (bodies.paragraph(LATE), "Block 2 (paragraph): this link leads nowhere we allow."),
    "key as text": ({"type": "clip", "attrs": {"id": "abcdefghij", "clip": "3"}}, "Block 2 (clip): “clip” is not as it should be."),
    "missing row": (bodies.video(987654), "Block 2 (clip): clip 987654 does not exist (any more)."),
    "clip in a box": (bodies.factbox("Kasten", bodies.video(1)), "Block 2 (fact box): this kind of block is not known here."),
    "no items": ({"type": "list", "attrs": {"id": "abcdefghij"}, "content": []}, "Block 2 (list): it is empty."),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("block", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_body_is_refused_in_words_that_name_the_block(block, sentence, settings):
    settings.LANGUAGE_CODE = "en"
    field = BodyField()
    with pytest.raises(Exception, match="Block 2") as refusal:
        field.clean(hostile(block))
    assert refusal.value.messages[0].startswith(sentence)
    assert field.widget.problems[0].number == 2


@pytest.mark.django_db
def test_a_block_that_stands_twice_is_named():
    twice = bodies.paragraph("zweimal")
    with pytest.raises(Exception, match="Block 2 .*twice|Block 2 .*doppelt|Block 2 .*zweimal"):
        BodyField().clean(compact(bodies.body(twice, twice)))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["{", "[1", '{"schema":NaN}', "[" * 50_000, "7", '"x"', '{"type":"doc"}'])
def test_what_is_no_body_at_all_is_refused_and_never_an_error(text):
    with pytest.raises(Exception, match=r"\w+ \w+") as refusal:
        BodyField().clean(text)
    assert type(refusal.value).__name__ == "ValidationError"


@pytest.mark.django_db
def test_a_body_over_two_megabytes_is_refused():
    with pytest.raises(Exception, match="2 MB"):
        BodyField().clean(compact(bodies.body("x" * validate.LARGEST)))


@pytest.mark.django_db
def test_a_good_body_comes_back_canonical_and_an_untouched_one_is_no_change():
    rows = {"image": ImageFactory(), "clip": ClipFactory(), "person": PersonFactory()}
    body = bodies.body(
        bodies.picture(rows["image"]), bodies.video(rows["clip"]), bodies.quote("x", person=rows["person"])
    )
    field = BodyField()
    assert field.clean(compact(body)) == body
    assert not field.has_changed(body, compact(body))
    assert not field.has_changed(body, json.dumps(body | {"content": [*body["content"], bodies.paragraph()]}))
    assert field.has_changed(body, compact(bodies.body("anders")))


def test_the_server_s_sentences_lead_to_their_blocks_and_no_word_is_lost(writer):
    clip = ClipFactory()
    page = writer.open_form(bodies.body("Davor", bodies.video(clip), "Danach"))
    writer.end()
    writer.type(" und mehr")
    clip.delete()
    with page.expect_navigation():
        writer.press("Control+s")
    page.wait_for_selector(".story-editor-host.is-live")
    link = page.locator(".errorlist a[href^='#b-']").first
    assert str(clip.pk or "") in link.inner_text()
    expect(page.locator(".blk.clip.sel")).to_have_count(1)
    assert "Danach und mehr" in writer.submitted()
