"""What others say of a block: beneath it, beside it, on the outline's line; reached by keys, gone with the block."""

from playwright.sync_api import expect

from tests import bodies

SET = """async (notes) => {
  const shell = document.querySelector('script[src*="editor/shell"]').src;
  const { setMarginNotes } = await import(new URL("margin.js", shell));
  setMarginNotes("lint", notes.map(({ deed, ...note }) => {
    const button = deed && Object.assign(document.createElement("button"), { type: "button", textContent: deed });
    return { ...note, node: button };
  }));
}"""
CALL = """async ([name, ...args]) => {
  const shell = document.querySelector('script[src*="editor/shell"]').src;
  return (await import(new URL("margin.js", shell)))[name](...args);
}"""
WRONG = "Am Montag, dem 24. November, steht der Kran."


def story(writer):
    before = bodies.body(bodies.paragraph(WRONG), bodies.bullets("Punkt"), "Danach")
    page = writer.open(before)
    first, inner = before["content"][0]["attrs"]["id"], before["content"][1]["content"][0]["attrs"]["id"]
    notes = [
        {"block": first, "kind": "warn", "text": "Der 24. ist ein Dienstag.", "words": "24. November", "deed": "„23. November“"},
        {"block": inner, "kind": "must", "text": "Der Punkt fehlt."},
        {"block": first, "kind": "here", "text": "JR", "label": "Jonte Reimers schreibt hier"},
        {"block": "gibtsnicht", "kind": "warn", "text": "Nie zu sehen."},
        {"block": first, "kind": "unbekannt", "text": "Nie zu sehen."},
    ]  # fmt: skip
    page.evaluate(SET, notes)
    return page, first


def test_a_note_stands_beneath_its_block_with_its_words_marked_and_is_no_part_of_the_story(writer):
    page, _first = story(writer)
    before = writer.submitted()
    assert page.locator(".ProseMirror > *").evaluate_all(
        "all => all.map(one => one.className.split(' ')[0] || one.localName)"
    ) == ["mbadge", "remote", "mnote", "ul", "mnote", "p"]
    expect(page.locator(".lint.warn")).to_have_text("24. November")
    expect(page.get_by_role("note", name="Der 24. ist ein Dienstag.")).to_be_visible()
    expect(page.get_by_role("note", name="Jonte Reimers schreibt hier")).to_be_visible()
    expect(page.locator(".rail .sign.warn")).to_have_count(1)
    expect(page.locator(".rail .sign.must")).to_have_count(1)
    assert writer.submitted() == before


def test_a_note_follows_its_block_and_is_gone_with_it_and_back_with_it(writer):
    page, _first = story(writer)
    page.click(".ProseMirror > p.remote")
    writer.press("Home")
    writer.type("Ach. ")
    writer.press("Alt+Shift+ArrowDown")
    expect(page.locator(".ProseMirror > ul + .mnote.must + .mbadge + p + .mnote.warn")).to_have_count(1)
    page.click(".ProseMirror > p.remote")
    writer.press("Home", "Shift+End", "Shift+ArrowDown", "Delete")
    writer.press("Control+z", "Control+z", "Control+z")
    expect(page.locator(".mbadge + p + .mnote.warn + ul")).to_have_count(1)


def test_notes_are_walked_by_keys_and_escape_leads_to_the_block(writer):
    page, _first = story(writer)
    page.click(".ProseMirror > p.remote")
    writer.press("Home", "Alt+F8")
    expect(page.locator(".mnote.warn")).to_be_focused()
    writer.press("Tab")
    expect(page.locator(".mnote.warn button")).to_be_focused()
    writer.press("F8")
    expect(page.locator(".mnote.must")).to_be_focused()
    writer.press("F8", "Escape")
    writer.type("Neu: ")
    assert writer.written()[0]["content"][0]["text"] == "Neu: " + WRONG


def test_arrows_and_typing_pass_a_note(writer):
    page, _first = story(writer)
    page.click(".ProseMirror > p.remote")
    writer.press("End", "ArrowDown", "End")
    writer.type("!")
    assert "Punkt!" in writer.submitted()


def test_a_deed_of_a_note_mends_the_words_as_one_step(writer):
    page, first = story(writer)
    before = writer.submitted()
    assert page.evaluate(CALL, ["replaceWords", first, "24. November", "23. November"])
    assert writer.written()[0]["content"][0]["text"] == WRONG.replace("24.", "23.")
    assert not page.evaluate(CALL, ["replaceWords", first, "24. November", "23. November"])
    assert page.evaluate(CALL, ["currentBlock"]) == first
    writer.press("Control+z")
    assert page.evaluate(CALL, ["currentBody"]) == before


def test_somebody_else_sends_the_caret_to_a_block(writer):
    page, first = story(writer)
    writer.end()
    page.evaluate("id => document.dispatchEvent(new CustomEvent('desk:goto-block', { detail: id }))", first)
    assert page.evaluate(CALL, ["currentBlock"]) == first
    expect(page.locator(".ProseMirror")).to_be_focused()
