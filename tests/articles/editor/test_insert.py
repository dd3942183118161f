"""Blocks put in by keys alone: slash menu, names, the library's dialog, and the tools of a card."""

import pytest
from playwright.sync_api import expect

from articles.body import validate
from articles.body.blocks import KINDS
from tests import bodies
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, RoleFactory

MENU = ".editor-menu [role=option]"


def ids(blocks):
    for block in blocks:
        if "attrs" in block and "id" in block["attrs"]:
            yield block["attrs"]["id"]
        yield from ids(block.get("content", []))


def holds(writer):
    """Every node that can has an id of its own: the gate says so."""
    validate.check({"schema": 1, "type": "doc", "content": writer.written()})
    found = list(ids(writer.written()))
    assert len(found) == len(set(found))
    return found


def choose(writer, query):
    writer.type(f"/{query}")
    writer.page.wait_for_selector(MENU)
    writer.press("Enter")


def test_a_list_with_a_list_in_it_is_written_by_keys(writer):
    writer.open(bodies.body())
    writer.end()
    choose(writer, "list")
    writer.type("Eins")
    writer.press("Enter", "Tab")
    writer.type("Darunter")
    writer.press("Enter", "Shift+Tab")
    writer.type("Zwei")
    writer.press("Enter", "Enter")
    writer.type("Danach")
    block, after = writer.written()
    assert [item["content"][0]["content"][0]["text"] for item in block["content"]] == ["Eins", "Zwei"]
    assert block["content"][0]["content"][1]["content"][0]["content"][0]["content"][0]["text"] == "Darunter"
    assert after["type"] == "paragraph"
    assert len(holds(writer)) == 1 + 2 + 2 + 1 + 1 + 1 + 1
    assert writer.save_bare()


@pytest.mark.parametrize(("query", "kind"), [("fact", "factbox"), ("table", "table"), ("cross", "crosshead")])
def test_a_kind_without_a_row_is_put_in_with_ids_everywhere(writer, query, kind):
    writer.open(bodies.body("Davor"))
    writer.end()
    writer.press("Enter")
    choose(writer, query)
    writer.type("Wort")
    assert writer.written()[1]["type"] == kind
    assert "Wort" in writer.submitted()
    holds(writer)


@pytest.mark.parametrize(
    ("query", "factory", "kind", "attribute"),
    [
        ("pict", ImageFactory, "image", "image"),
        ("clip", ClipFactory, "clip", "clip"),
        ("teas", ArticleFactory, "teaser", "article"),
    ],
)
def test_a_row_of_the_library_is_chosen_by_keys_and_the_menu_is_gone_before(writer, query, factory, kind, attribute):
    row = factory()
    page = writer.open(bodies.body())
    writer.end()
    choose(writer, query)
    page.wait_for_selector("dialog.story-picker li")
    expect(page.locator(".editor-menu")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "picker-search"
    label = page.get_attribute("#picker-search", "aria-activedescendant")
    assert page.get_attribute(f"#{label}", "aria-selected") == "true"
    while page.evaluate("document.querySelector('[aria-selected=true] b').textContent") == "Der Kran steht":
        writer.press("ArrowDown")
    writer.press("Enter")
    page.wait_for_selector(f".blk.{kind}")
    assert writer.written()[0]["attrs"][attribute] == row.pk
    expect(page.locator("dialog.story-picker")).to_have_count(0)
    writer.type("Eigene Worte")
    assert writer.written()[0]["content"][0]["text"] == "Eigene Worte"
    holds(writer)


def test_escape_closes_the_menu_at_this_spot_and_the_dialog_gives_the_caret_back(writer):
    ImageFactory()
    page = writer.open(bodies.body())
    writer.end()
    writer.type("/pic")
    page.wait_for_selector(MENU)
    writer.press("Escape")
    writer.type("t")
    page.wait_for_timeout(200)
    expect(page.locator(MENU)).to_have_count(0)
    for _letter in "/pict":
        writer.press("Backspace")
    choose(writer, "pic")
    page.wait_for_selector("dialog.story-picker li")
    writer.press("Escape")
    page.wait_for_selector("dialog.story-picker", state="detached")
    writer.type("weiter")
    assert [block["content"][0]["text"] for block in writer.written()] == ["weiter"]


def test_no_menu_opens_inside_a_word_or_a_list(writer):
    page = writer.open(bodies.body(bodies.bullets("Punkt"), "Ende"))
    writer.end()
    writer.type("und/oder")
    page.wait_for_timeout(150)
    expect(page.locator(MENU)).to_have_count(0)
    page.click(".ProseMirror li p")
    writer.press("End")
    writer.type(" /pic")
    page.wait_for_timeout(150)
    expect(page.locator(MENU)).to_have_count(0)


def test_a_person_is_named_by_an_at_sign_and_stored_as_written(writer):
    ada = PersonFactory(name="Ada Lindqvist")
    PersonFactory(name="Bo Marten")
    page = writer.open(bodies.body())
    writer.end()
    writer.type("Mit @ada l")
    page.wait_for_selector(MENU)
    expect(page.locator(MENU)).to_have_count(1)
    writer.press("Enter")
    writer.type("da.")
    assert writer.written()[0]["content"] == [
        bodies.words("Mit "),
        bodies.mention(ada, "Ada Lindqvist"),
        bodies.words(" da."),
    ]


def test_a_quote_gets_name_and_the_role_of_the_storys_date(writer):
    ada = PersonFactory(name="Ada Lindqvist")
    RoleFactory(person=ada, title="Lotsin", valid_until="2020-12-31")
    RoleFactory(person=ada, title="Hafenmeisterin", valid_from="2021-01-01")
    page = writer.open_form(bodies.body(bodies.quote("Gesagt.")), story_date="2019-05-01")
    page.click(".blk.quote .btn.word")
    page.wait_for_selector("dialog.story-picker li")
    writer.press("Enter")
    page.wait_for_selector("dialog.story-picker", state="detached")
    attrs = writer.written()[0]["attrs"]
    assert (attrs["person"], attrs["name"], attrs["role"]) == (ada.pk, "Ada Lindqvist", "Lotsin")


def test_a_quote_proposes_who_was_named_before_it_and_one_click_takes_the_role_of_the_day(writer):
    ada = PersonFactory(name="Ada Lindqvist")
    RoleFactory(person=ada, title="Lotsin", valid_until="2020-12-31")
    RoleFactory(person=ada, title="Hafenmeisterin", valid_from="2021-01-01")
    before = bodies.body(bodies.paragraph("Es sprach ", bodies.mention(ada, "Adas"), ":"), "Und zwar:")
    page = writer.open_form(before, story_date="2019-05-01")
    writer.end()
    writer.press("Enter")
    choose(writer, "zit")
    writer.type("Gesagt.")
    assert "person" not in writer.written()[2]["attrs"]  # nobody is named unasked
    page.click(".blk.quote .proposed")
    expect(page.locator(".blk.quote .name input")).to_have_value("Ada Lindqvist")
    attrs = writer.written()[2]["attrs"]
    assert (attrs["person"], attrs["name"], attrs["role"]) == (ada.pk, "Ada Lindqvist", "Lotsin")
    writer.press("Control+z")
    assert "person" not in writer.written()[2]["attrs"]


def test_the_menu_and_the_toolbar_offer_every_kind_there_is(writer):
    ImageFactory()
    page = writer.open(bodies.body())
    writer.end()
    writer.type("/")
    page.wait_for_selector(MENU)
    by_menu = page.locator(MENU).all_inner_texts()
    writer.press("Escape", "Backspace")
    page.click(".tools [aria-label=Mehr]")
    names = page.locator(".tools > button").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    by_toolbar = [*names, *page.locator(".tools [role=menuitem]").all_inner_texts()]
    assert set(by_menu) <= set(by_toolbar)
    page.click(".tools [role=menuitem] >> text=Bilderstrecke")
    page.wait_for_selector("dialog.story-picker li")
    writer.press("Enter", "Control+Enter")
    page.wait_for_selector(".blk.gallery")
    writer.end()
    for query in ("einb", "trenn", "numm", "klein"):
        writer.end()
        choose(writer, query)
    kinds = {block["type"] for block in writer.written()}
    assert {"gallery", "embed", "divider", "list"} <= kinds
    # with the parametrised tests above, this is every kind the gate knows
    assert {*kinds, "factbox", "table", "crosshead", "image", "clip", "teaser", "quote", "paragraph"} == set(KINDS)


def test_the_tools_of_a_card_duplicate_and_remove(writer):
    page = writer.open(bodies.body(bodies.factbox("Kasten", "Eins", bodies.bullets("a")), "Danach"))
    page.click(".factbox .words p")
    page.click(".blktools [aria-label='Block verdoppeln']")
    assert [block["type"] for block in writer.written()] == ["factbox", "factbox", "paragraph"]
    holds(writer)
    page.click(".blktools [aria-label=Entfernen]")
    assert [block["type"] for block in writer.written()] == ["factbox", "paragraph"]


def test_a_block_dragged_by_its_handle_keeps_its_id(writer):
    page = writer.open(bodies.body("Eins", "Zwei", "Drei"))
    before = [block["attrs"]["id"] for block in writer.written()]
    page.hover(".ProseMirror > p:nth-child(1)")
    handle, last = (page.locator(name).bounding_box() for name in (".drag-handle", ".ProseMirror > p:nth-child(3)"))
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 40, handle["y"] + 40, steps=4)
    page.mouse.move(last["x"] + 300, last["y"] + last["height"] / 2, steps=6)
    page.mouse.up()
    assert [block["attrs"]["id"] for block in writer.written()] == [*before[1:], before[0]]


def test_find_and_replace_all_is_one_step(writer):
    page = writer.open(bodies.body("Kran und Kran", bodies.quote("Ein kran."), bodies.picture(ImageFactory(), "Kran")))
    first = writer.submitted()
    page.click(".ProseMirror > p:nth-child(1)")
    writer.press("Control+f")
    writer.type("kran")
    expect(page.locator(".found")).to_have_count(4)
    page.fill("#editor-replace", "Boot")
    page.click(".findbar >> text=Alle ersetzen")
    assert writer.submitted().count("Boot") == 4
    writer.press("Escape", "Control+z")
    assert writer.submitted() == first


def test_a_link_is_set_by_keys_and_a_dangerous_one_is_refused_in_words(writer):
    page = writer.open(bodies.body("Hier steht es"))
    page.click(".ProseMirror p")
    writer.press("Home", "Control+Shift+ArrowRight", "Control+l")
    writer.type("javascript:alert(1)")
    writer.press("Enter")
    assert "führt nirgendwohin" in page.inner_text(".linkbar .must")
    page.fill("#editor-link", "https://hafen.example/")
    writer.press("Enter")
    marks = [node.get("marks") for node in writer.written()[0]["content"]]
    assert [{"type": "link", "attrs": {"href": "https://hafen.example/"}}] in marks
    assert "javascript" not in writer.submitted()
