"""What changed between two bodies: blocks by id, words inside a block."""

from articles.body.diff import compare, words
from tests.bodies import body, paragraph, quote
from tests.bodies import words as run


def three():
    return body("Der Deich hält.", "Das Wasser steigt.", "Die Feuerwehr wartet.")


def with_text(block, text):
    return {**block, "content": [{"type": "text", "text": text}]}


def found(old, new):
    return [(change.verb, change.moved) for change in compare(old, new)]


def test_two_equal_bodies_have_nothing_to_tell():
    same = three()

    assert found(same, same) == [("same", False)] * 3


def test_a_changed_word_is_found_inside_its_block():
    old = three()
    first, *rest = old["content"]
    new = body(with_text(first, "Der neue Deich hält."), *rest)

    [change, *_others] = compare(old, new)

    assert [(piece.verb, piece.text) for piece in change.words] == [
        ("same", "Der "),
        ("added", "neue "),
        ("same", "Deich hält."),
    ]


def test_a_removed_block_is_told_where_it_stood_and_a_new_one_where_it_stands():
    old = three()
    first, _second, third = old["content"]

    assert found(old, body(first, third, paragraph("Es wird hell."))) == [
        ("same", False),
        ("removed", False),
        ("same", False),
        ("added", False),
    ]


def test_a_moved_block_is_not_a_changed_one():
    old = three()
    first, second, third = old["content"]

    assert found(old, body(second, third, first)) == [("same", False), ("same", False), ("same", True)]


def test_links_and_ties_are_named_though_no_word_changed():
    linked, said = paragraph("Mehr im Archiv."), quote("Ja.", name="Jo Wieck", person=4)
    old = body(linked, said)
    marked = {**linked, "content": [run("Mehr im Archiv.", link="https://example.org/")]}
    other = {**said, "attrs": {**said["attrs"], "person": 5}}

    assert [change.attributes for change in compare(old, body(marked, other))] == [("link",), ("person",)]


def test_the_runs_of_words_give_back_both_texts():
    old, new = "Am Montag kam der Rat zusammen.", "Am Dienstag, spät, kam der Rat."

    runs = words(old, new)

    assert "".join(piece.text for piece in runs if piece.verb != "added") == old
    assert "".join(piece.text for piece in runs if piece.verb != "removed") == new
