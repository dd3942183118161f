"""What arrives by the clipboard, kept here as programs put it there."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from articles.admin.picker_text import recognise
from articles.body import validate
from tests import bodies
from tests.factories import ClipFactory, ImageFactory, PersonFactory, RoleFactory
from visuals.models import Clip, Image

CLIPBOARDS = Path(__file__).parent / "clipboards"
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector('.ProseMirror').dispatchEvent(event);
}"""


def paste(writer, name="", text=""):
    html = (CLIPBOARDS / f"{name}.html").read_text() if name else ""
    writer.page.evaluate(PASTE, [html, text])


def outline(node):
    """A block as short text: marks, links and nesting, without ids."""
    kind = node["type"]
    if kind == "text":
        signs = {"strong": "*", "emphasis": "_", "link": "~"}
        around = "".join(sorted(signs[mark["type"]] for mark in node.get("marks", [])))
        return f"{around}{node['text']}{around}"
    inner = [outline(child) for child in node.get("content", [])]
    if kind in ("paragraph", "table_cell", "list_item"):
        return "".join(inner)
    if kind == "list":
        sign = "#" if node["attrs"]["ordered"] else "-"
        return f"({' '.join(sign + item for item in inner)})"
    joined = ("|" if kind in ("table", "table_row") else "").join(inner)
    return f"{kind}[{joined}]"


FOUND = {
    "word_list": [
        "*Fett* und _kursiv_ im Absatz.",
        "(-Erstens(#Darunter eins #Darunter zwei) -Zweitens)",
        "crosshead[Überschrift aus Word]",
        "Schluss.",
    ],
    "word_list_at_level_two": ["(#Tief begonnen #Tief weiter)"],
    "docs": [
        "crosshead[Aus dem Dokument]",
        "Ein Satz mit *Nachdruck*_ und schräg_ und ~Plan~.",
        "(-Punkt)",
        "Falle",
    ],
    "web_page": [
        "crosshead[Vom Netz]",
        "Erster Absatz mit ~Link~.",
        "quote[Gesagt ist gesagt.]",
        "table[table_row[Jahr|Schiffe]|table_row[1911|]]",
        "divider[]",
        "Untergeschoben",
    ],
}


@pytest.mark.parametrize("name", FOUND)
def test_a_clipboard_becomes_typed_blocks_that_pass_the_gate(writer, name):
    writer.open(bodies.body())
    writer.end()
    paste(writer, name)
    assert [outline(block) for block in writer.written()] == FOUND[name]
    validate.check({"schema": 1, "type": "doc", "content": writer.written()})
    assert "javascript:" not in writer.submitted()


def test_a_redirect_of_docs_is_replaced_by_its_target(writer):
    writer.open(bodies.body())
    writer.end()
    paste(writer, "docs")
    assert '"https://hafen.example/plan"' in writer.submitted()
    assert "google" not in writer.submitted()


@pytest.mark.parametrize("name", ["word_list", "docs"])
def test_a_clipboard_goes_into_a_list_item(writer, name):
    writer.open(bodies.body(bodies.bullets("Hier "), "Danach"))
    writer.page.click(".ProseMirror li p")
    writer.press("End")
    paste(writer, name)
    validate.check({"schema": 1, "type": "doc", "content": writer.written()})
    kept = " ".join(outline(block) for block in writer.written())
    for words in ("Hier", "Danach", *(("Darunter zwei", "Schluss.") if name == "word_list" else ("Punkt", "Falle"))):
        assert words in kept


@pytest.mark.parametrize("name", ["word_list", "docs", "web_page"])
def test_a_clipboard_goes_into_a_caption_as_one_line(writer, name):
    writer.open(bodies.body(bodies.picture(ImageFactory(), "Hier: "), "Danach"))
    writer.page.click(".blk.image .words")
    writer.press("End")
    paste(writer, name)
    found = [block["type"] for block in writer.written()]
    assert found == ["image", "paragraph"]
    caption = outline(writer.written()[0])
    assert caption.startswith("image[Hier: ")
    assert ("Nachdruck" in caption) == (name == "docs")
    validate.check({"schema": 1, "type": "doc", "content": writer.written()})


def test_plain_lines_become_blocks_without_creating_anything(writer):
    ada = PersonFactory(name="Ada Lindqvist")
    RoleFactory(person=ada, title="Hafenmeisterin")
    clip = ClipFactory(
        teaser="Um 19:52 Uhr reißt das Zahnrad.", title="", recorded_on=date(2026, 5, 4), footage=None, typed_ms=153_000
    )
    before = Clip.objects.count(), Image.objects.count()
    writer.open(bodies.body("Davor"))
    writer.end()
    writer.press("Enter")
    text = (CLIPBOARDS / "notation.txt").read_text()
    paste(writer, text=text)
    lines = [line for line in text.splitlines() if line]
    writer.page.wait_for_selector(".told.loud")
    found = writer.written()
    assert [block["type"] for block in found] == ["paragraph", "paragraph", "list", "quote", "clip", "paragraph"]
    assert found[3]["attrs"]["person"] == ada.pk
    assert found[4]["attrs"]["clip"] == clip.pk
    assert (Clip.objects.count(), Image.objects.count()) == before
    validate.check({"schema": 1, "type": "doc", "content": found})
    writer.press("Control+z")
    assert [outline(block) for block in writer.written()] == ["Davor", *lines]


def test_a_clip_the_library_lacks_stays_as_text_and_the_desk_is_told(writer):
    writer.open(bodies.body())
    writer.end()
    paste(
        writer,
        text="Ein Satz steht hier. Noch einer.\n\nKein solcher Film. 01.02.2020 | 0:11 min\n\nUnd Schluss damit.",
    )
    writer.page.wait_for_selector(".told.loud")
    assert {block["type"] for block in writer.written()} == {"paragraph"}
    assert "Kein solcher Film. 01.02.2020 | 0:11 min" in writer.submitted()
    assert Clip.objects.count() == 0


def test_copies_get_ids_of_their_own_and_the_original_keeps_its_own(writer):
    before = bodies.body(bodies.factbox("Kasten", "Eins", bodies.bullets("a", "b")), bodies.quote("Gesagt."), "Danach")
    page = writer.open(before)
    page.click(".ProseMirror > p:last-of-type")
    writer.press("Control+a", "Control+c")
    writer.end()
    writer.press("Enter", "Control+v")
    found = writer.written()
    assert len(found) > 4
    assert found[: len(before["content"])] == before["content"]
    validate.check({"schema": 1, "type": "doc", "content": found})


def test_the_plain_text_of_a_whole_story_becomes_its_blocks(db):
    """Nothing is in the library: pictures and clips stand as text, every other block is typed, no word is lost."""
    sample = (CLIPBOARDS.parents[2] / "samples" / "bruecke.txt").read_text()
    answer = recognise(sample, "de")
    kinds = Counter(block["type"] for block in answer["blocks"])
    assert (kinds["crosshead"], kinds["quote"], kinds["teaser"]) == (4, 2, 1)
    assert kinds["paragraph"] >= 12 + 1 + 4  # the paragraphs, one picture, four clips
    assert len(answer["told"]) == 1
    validate.check({"schema": 1, "type": "doc", "content": answer["blocks"]})
    assert (Clip.objects.count(), Image.objects.count()) == (0, 0)
