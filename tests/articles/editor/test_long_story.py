"""A story of 300 blocks: every key, search and jump finds its place, and the rail keeps to the structure."""

import pytest
from playwright.sync_api import expect

from tests import bodies

CALL = """async ([name, ...args]) => {
  const shell = document.querySelector('script[src*="editor/shell"]').src;
  return (await import(new URL("margin.js", shell)))[name](...args);
}"""
WORDS = "Der Kran am alten Hafen steht seit dem Morgen still, und niemand weiß, wann er sich wieder dreht. " * 3


@pytest.fixture
def long(writer):
    blocks = [
        bodies.crosshead(f"Teil {n}") if n % 10 == 5 else bodies.paragraph(f"{n} {WORDS}") for n in range(300)
    ] + [bodies.paragraph("Ende.")]
    writer.ids = [block["attrs"]["id"] for block in blocks]
    writer.open(bodies.body(*blocks))
    return writer


def here(writer):
    return writer.ids.index(writer.page.evaluate(CALL, ["currentBlock"]))


def in_sight(writer):
    """Whether the caret is on the screen."""
    return writer.page.evaluate("""() => {
      const { top, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();
      const block = getSelection().anchorNode.parentElement.closest(".ProseMirror > *").getBoundingClientRect();
      return (top || block.top) > -20 && (bottom || block.top) < innerHeight + 20;
    }""")


def test_arrows_walk_every_block_in_order(long):
    long.page.click(".ProseMirror > p")
    long.press("Control+Home")
    seen = [0]
    for _line in range(120):
        long.press("ArrowDown")
        if here(long) != seen[-1]:
            seen.append(here(long))
    assert len(seen) > 20
    assert seen == list(range(len(seen)))
    assert in_sight(long)
    long.press(*["ArrowUp"] * 40)
    assert here(long) < seen[-1]
    assert in_sight(long)


def test_the_ends_are_one_key_away_and_typing_there_is_seen(long):
    long.page.click(".ProseMirror > p")
    long.press("Control+End")
    long.type("Schluss.")
    assert in_sight(long)
    assert long.written()[-1]["content"][0]["text"] == "Ende.Schluss."
    long.press("Control+Home")
    long.type("Anfang: ")
    assert in_sight(long)
    assert long.written()[0]["content"][0]["text"].startswith("Anfang: 0 Der Kran")


def test_a_jump_and_a_search_bring_the_place_to_sight(long):
    page = long.page
    expect(page.locator(".rail li")).to_have_count(30)
    page.locator(".rail li button").nth(20).click()
    expect(page.locator(".ProseMirror > :nth-child(206)")).to_be_in_viewport()
    long.type("X")
    assert "X" in long.written()[205]["content"][0]["text"]
    long.press("Control+f")
    long.type("Teil 135")
    expect(page.locator(".found.here")).to_be_in_viewport()


def test_everything_is_selected_copied_and_deleted(long):
    long.page.click(".ProseMirror > p")
    long.press("Control+a", "Control+x")
    assert long.written() == []
    long.press("Control+v")
    assert len(long.written()) == 301
