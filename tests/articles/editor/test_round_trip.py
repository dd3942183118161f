"""What the editor does not change comes back byte by byte, and what it does not know it does not touch."""

import json

import pytest
from django.db import connection
from playwright.sync_api import expect

from articles.admin.widget import compact
from articles.body.blocks import KINDS
from articles.models import Article
from tests import bodies
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory


@pytest.fixture
def rows(db):
    return {
        "image": ImageFactory(),
        "clip": ClipFactory(),
        "person": PersonFactory(name="Ada Lindqvist"),
        "story": ArticleFactory(headline="Nebenan"),
    }


def rich(kind, rows):
    """Every attribute and inline that the gate lets this kind have; a kind without a line here fails."""
    words = bodies.words
    running = [
        words("Fett", "strong"),
        words(" beides", "strong", "emphasis"),
        bodies.mention(rows["person"], "Adas"),
        bodies.line_break(),
        words("dort", link="https://hafen.example/kran?a=1&b=2#c"),
        words(" „Schluss“\u2028 \u00ad\t<b>&amp;"),
    ]
    made = {
        "paragraph": lambda: bodies.paragraph(*running),
        "crosshead": lambda: bodies.crosshead(*running, level=3),
        "list": lambda: bodies.bullets(
            bodies.item("eins", bodies.bullets("tief", bodies.item("tiefer", "zweiter Absatz"), ordered=True)),
            bodies.item(bodies.bullets("ohne Text davor")),
        ),
        "quote": lambda: bodies.quote(*running, person=rows["person"], name="Ada", role="", repeats_body=True),
        "image": lambda: bodies.picture(rows["image"], *running, alt="", credit="FB-Bild"),
        "gallery": lambda: bodies.gallery(bodies.picture(rows["image"], *running), rows["image"], title="Rundgang"),
        "clip": lambda: bodies.video(rows["clip"], *running),
        "teaser": lambda: bodies.teaser(rows["story"], *running, kicker="Hafen", title="Titel", label="Mehr"),
        "factbox": lambda: bodies.factbox("Fakten", bodies.paragraph(*running), bodies.bullets("a", "b")),
        "table": lambda: bodies.table(
            ["Jahr", bodies.cell(*running)],
            ["1911", bodies.cell("40", align="end")],
            caption="Anläufe",
            source="Hafenamt",
            header=False,
        ),
        "embed": lambda: bodies.embed(provider="Videos", title="Von oben"),
        "divider": bodies.divider,
    }
    return made[kind]()


def spelt(text):
    """As it is, where the database keeps the order of keys; PostgreSQL has one spelling of its own for all."""
    return text if connection.vendor == "sqlite" else json.dumps(json.loads(text), sort_keys=True)


def in_one_line(body):
    """Key order counts too, where the database keeps it."""
    return spelt(json.dumps(body, ensure_ascii=False))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_goes_through_the_browser_and_back(writer, rows, kind):
    before = bodies.body(rich(kind, rows))
    writer.open_form(before)
    assert spelt(writer.submitted()) == spelt(compact(before))
    writer.end()
    writer.press(*["Enter"] * (kind == "paragraph"))
    writer.type("Danach.")
    stored = writer.save()
    assert stored["content"][:-1] == before["content"]
    again = in_one_line(stored)
    assert in_one_line(writer.save()) == again


def test_all_kinds_together_go_through_the_browser_and_back(writer, rows):
    before = bodies.body(*(rich(kind, rows) for kind in KINDS))
    writer.open_form(before)
    writer.end()
    writer.type("x")
    writer.press("Backspace")
    assert spelt(writer.submitted()) == spelt(compact(before))
    assert in_one_line(writer.save()) == in_one_line(before)


UNKNOWN = {
    "kind": {"type": "hologram", "attrs": {"id": "abcdefghij", "depth": 3}},
    "attribute": {**bodies.paragraph("Rot"), "attrs": {"id": "abcdefghij", "colour": "red"}},
    "place": bodies.factbox("Kasten", bodies.crosshead("gehört nicht hinein")),
    "mark": bodies.paragraph(bodies.words("blink", "blink")),
    "mark on a name": bodies.paragraph({**bodies.mention(1, "Ada"), "marks": [{"type": "strong"}]}),
    "inline key": bodies.paragraph({"type": "text", "text": "a", "lang": "fr"}),
}


@pytest.mark.parametrize("unknown", UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_editor_does_not_know_is_shown_and_sent_back_as_it_came(writer, complaints, unknown):
    before = bodies.body(bodies.paragraph("Davor"), unknown)
    page = writer.open(before)
    expect(page.locator(".ProseMirror")).to_have_count(0)
    assert spelt(page.inner_text(".story-editor pre")) == spelt(compact(before))
    assert page.is_hidden("textarea[name=body]")
    with page.expect_response("**/bare/**") as sent:
        page.click("[name=_continue]")
    assert spelt(sent.value.json()["received"]) == spelt(compact(before))
    assert len(complaints) == 1  # the reason, for whoever looks into the console
    complaints.clear()


def test_words_around_the_body_say_what_else_there_is(writer, complaints):
    before = {**bodies.body("Text"), "theme": "dark"}
    writer.open(before)
    assert spelt(writer.submitted()) == spelt(compact(before))
    assert complaints
    complaints.clear()


def test_saving_the_rest_of_the_form_leaves_the_body_alone(writer, rows):
    before = bodies.every_kind(**rows)
    page = writer.open_form(before)
    page.fill("#id_kicker", "Hafen")
    assert in_one_line(writer.save()) == in_one_line(before)
    assert Article.objects.get(pk=writer.article.pk).kicker == "Hafen"
