"""Enter, Backspace, Escape, moving and undoing, with nothing but keys."""

import pytest
from playwright.sync_api import expect

from tests import bodies
from tests.factories import ClipFactory, ImageFactory, PersonFactory

CARDS = {
    "quote": lambda: bodies.quote("Anfang Ende", person=PersonFactory(), name="Ada"),
    "image": lambda: bodies.picture(ImageFactory(), "Anfang Ende"),
    "clip": lambda: bodies.video(ClipFactory(), "Anfang Ende"),
    "teaser": lambda: bodies.teaser(None, "Anfang Ende", kicker="Hafen", title="Titel"),
}


@pytest.fixture(params=CARDS)
def card(request, db):
    return CARDS[request.param]()


def caret_after(writer, kind, letters):
    writer.page.click(f".blk.{kind} .words")
    writer.press("Home", *["ArrowRight"] * letters)


def shape(blocks):
    return [(block["type"], bodies_text(block)) for block in blocks]


def bodies_text(node):
    return node.get("text", "") + "".join(bodies_text(child) for child in node.get("content", []))


def test_enter_leaves_a_card_and_takes_the_rest_of_the_line_along(writer, card):
    writer.open(bodies.body("Davor", card, "Danach"))
    caret_after(writer, card["type"], 7)
    writer.press("Enter")
    writer.type("neu ")
    assert shape(writer.written()) == [
        ("paragraph", "Davor"),
        (card["type"], "Anfang "),
        ("paragraph", "neu Ende"),
        ("paragraph", "Danach"),
    ]


def test_backspace_at_the_start_selects_the_card_and_the_next_one_removes_it(writer, card):
    writer.open(bodies.body("Davor", card, "Danach"))
    caret_after(writer, card["type"], 0)
    writer.press("Backspace")
    expect(writer.page.locator(f".blk.{card['type']}.sel")).to_have_count(1)
    assert shape(writer.written())[1] == (card["type"], "Anfang Ende")
    writer.press("Backspace")
    assert shape(writer.written()) == [("paragraph", "Davor"), ("paragraph", "Danach")]


def test_backspace_after_a_card_selects_it(writer, card):
    writer.open(bodies.body("Davor", card, "Danach"))
    writer.page.click(".ProseMirror > p:last-of-type")
    writer.press("Home", "Backspace")
    expect(writer.page.locator(f".blk.{card['type']}.sel")).to_have_count(1)


def test_escape_selects_the_card_and_then_goes_on_below_it(writer, card):
    writer.open(bodies.body("Davor", card, "Danach"))
    caret_after(writer, card["type"], 3)
    writer.press("Escape")
    expect(writer.page.locator(f".blk.{card['type']}.sel")).to_have_count(1)
    writer.press("Escape")
    writer.type("Hier ")
    assert shape(writer.written())[2] == ("paragraph", "Hier Danach")


def test_undo_gives_the_first_bytes_and_redo_brings_all_back(writer):
    before = bodies.body("Erstens", bodies.crosshead("Titel"), "Drittens")
    writer.open(before)
    first = writer.submitted()
    writer.end()
    writer.type("/divider")
    writer.press("Enter")
    writer.end()
    writer.type("Neu")
    writer.press("Enter")
    writer.page.wait_for_timeout(600)
    writer.press("Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp")
    last = writer.submitted()
    assert last != first
    for _step in range(20):
        writer.press("Control+z")
    assert writer.submitted() == first
    for _step in range(20):
        writer.press("Control+y")
    assert writer.submitted() == last


def test_a_field_of_a_card_is_undone_like_text(writer):
    writer.open(bodies.body(bodies.quote("Gesagt.", name="Ada", role="Kapitänin"), "Danach"))
    first = writer.submitted()
    field = writer.page.locator(".blk.quote input[data-attr=role]")
    field.fill("Hafenmeisterin")
    assert writer.written()[0]["attrs"]["role"] == "Hafenmeisterin"
    writer.press("Control+z")
    assert writer.submitted() == first


def test_a_move_is_a_step_of_its_own_however_quickly_it_follows_the_words(writer):
    writer.open(bodies.body("Eins", "Zwei"))
    writer.page.click(".ProseMirror > p:nth-child(2)")
    writer.press("End", "!", "Alt+Shift+ArrowUp", "?", "Control+z")
    assert [text for _kind, text in shape(writer.written())] == ["Zwei!", "Eins"]
    writer.press("Control+z")
    assert [text for _kind, text in shape(writer.written())] == ["Eins", "Zwei!"]
    writer.press("Control+z")
    assert [text for _kind, text in shape(writer.written())] == ["Eins", "Zwei"]


def test_a_last_line_moved_over_a_card_and_back_leaves_no_empty_line_behind(writer):
    writer.open(bodies.body(bodies.teaser(None, "Mehr"), "Letzter Satz."))
    first = writer.submitted()
    writer.end()
    writer.press("Alt+Shift+ArrowUp", "Control+z")
    assert writer.submitted() == first


@pytest.mark.parametrize("count", [1, 2])
def test_a_block_moves_by_keys_with_its_caret_and_says_where_it_is(writer, count):
    writer.open(bodies.body("Eins", "Zwei", "Drei"))
    writer.page.click(".ProseMirror > p:nth-child(3)")
    writer.press("End", *["Alt+Shift+ArrowUp"] * count)
    told = writer.told()
    assert str(3 - count) in told
    assert "3" in told
    writer.type("!")
    order = ["Eins", "Zwei"]
    order.insert(2 - count, "Drei!")
    assert [text for _kind, text in shape(writer.written())] == order


def test_a_picture_moves_inside_its_gallery(writer):
    first, second = ImageFactory(), ImageFactory()
    writer.open(bodies.body(bodies.gallery(bodies.picture(first, "A"), bodies.picture(second, "B"))))
    writer.page.click(".gallery .image:nth-child(2) .words")
    writer.press("Alt+Shift+ArrowUp")
    assert [image["attrs"]["image"] for image in writer.written()[0]["content"]] == [second.pk, first.pk]


def test_an_empty_last_line_leaves_the_fact_box(writer):
    writer.open(bodies.body(bodies.factbox("Kasten", "Eins")))
    writer.page.click(".factbox .words p")
    writer.press("End", "Enter", "Enter")
    writer.type("Draußen")
    assert shape(writer.written()) == [("factbox", "Eins"), ("paragraph", "Draußen")]


def test_tab_and_enter_walk_a_table_and_leave_it(writer):
    writer.open(bodies.body(bodies.table(["a", "b"], ["c", "d"])))
    writer.page.click(".table td")
    writer.press("End", "Tab")
    writer.type("1")
    writer.press("Enter")
    writer.type("2")
    writer.press("Enter")
    writer.type("Danach")
    found = shape(writer.written())
    assert found[1] == ("paragraph", "Danach")
    assert sorted(found[0][1]) == sorted("a1bc2d") or sorted(found[0][1]) == sorted("ab1c2d")
