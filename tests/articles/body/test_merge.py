"""Two writers, one text: what only one of them touched is taken, and no word of either is ever lost."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import diff, merge
from tests.bodies import body, bullets, paragraph, words

pytestmark = pytest.mark.once


def texts(merged):
    return [diff.text_of(block) for block in merged["content"]]


def changed(block, text):
    return {**block, "content": [words(text)]}


@pytest.fixture
def three():
    return [paragraph(text) for text in ("Eins.", "Zwei.", "Drei.")]


def test_what_only_one_changed_is_taken_from_each(three):
    one, two, three_ = three
    merged, clashes = merge.bodies(
        body(*three), body(changed(one, "Eins, ihre."), two, three_), body(one, two, changed(three_, "Drei, meine."))
    )
    assert texts(merged) == ["Eins, ihre.", "Zwei.", "Drei, meine."]
    assert clashes == []


def test_what_both_changed_stands_twice_theirs_under_its_id_mine_behind_it(three):
    one, two, three_ = three
    merged, [clash] = merge.bodies(
        body(*three), body(one, changed(two, "Ihre."), three_), body(one, changed(two, "Meine."), three_)
    )
    assert texts(merged) == ["Eins.", "Ihre.", "Meine.", "Drei."]
    ids = [block["attrs"]["id"] for block in merged["content"]]
    assert (clash.why, clash.block, clash.mine) == ("both_changed", two["attrs"]["id"], ids[2])
    assert ids[2] not in {block["attrs"]["id"] for block in three}


def test_the_same_change_made_twice_is_one(three):
    one, two, _last = three
    both = body(one, changed(two, "Gleich."))
    assert merge.bodies(body(one, two), both, both) == (both, [])


@pytest.mark.parametrize(("mine_deletes", "why"), [(True, "deleted_here"), (False, "deleted_there")])
def test_deleted_by_one_and_changed_by_the_other_keeps_the_change(three, mine_deletes, why):
    one, two, three_ = three
    without, with_change = body(one, three_), body(one, changed(two, "Zwei, neu."), three_)
    sides = (with_change, without) if mine_deletes else (without, with_change)
    merged, [clash] = merge.bodies(body(*three), *sides)
    assert texts(merged) == ["Eins.", "Zwei, neu.", "Drei."]
    assert (clash.why, clash.mine) == (why, "")


def test_deleted_by_one_and_untouched_by_the_other_is_gone(three):
    one, two, three_ = three
    assert texts(merge.bodies(body(*three), body(one, three_), body(*three))[0]) == ["Eins.", "Drei."]
    assert texts(merge.bodies(body(*three), body(*three), body(two, three_))[0]) == ["Zwei.", "Drei."]


def test_new_blocks_stand_behind_what_they_followed(three):
    one, two, three_ = three
    merged, clashes = merge.bodies(
        body(*three), body(one, "Ihr Neues.", two, three_), body(one, two, "Mein Neues.", "Noch eins.", three_)
    )
    assert texts(merged) == ["Eins.", "Ihr Neues.", "Zwei.", "Mein Neues.", "Noch eins.", "Drei."]
    assert clashes == []


def test_new_blocks_at_one_place_of_both_are_all_there(three):
    one, two, _last = three
    merged, _clashes = merge.bodies(body(one, two), body(one, "Ihr.", two), body(one, "Mein.", "Mein zweiter.", two))
    assert texts(merged) == ["Eins.", "Mein.", "Mein zweiter.", "Ihr.", "Zwei."]


def test_whoever_moved_something_orders_the_story_and_theirs_first_if_both_did(three):
    one, two, three_ = three
    mine_moved = merge.bodies(body(*three), body(changed(one, "Ihre."), two, three_), body(three_, one, two))[0]
    assert texts(mine_moved) == ["Drei.", "Ihre.", "Zwei."]
    both_moved = merge.bodies(body(*three), body(two, one, three_), body(three_, one, two))[0]
    assert texts(both_moved) == ["Zwei.", "Eins.", "Drei."]


def test_a_block_one_pulled_into_a_list_and_the_other_changed_does_not_stand_under_one_id_twice(three):
    one, two, _last = three
    pulled = bullets("x")
    pulled["content"][0]["content"] = [two]
    merged, _clashes = merge.bodies(body(one, two), body(one, changed(two, "Ihre.")), body(one, pulled))
    ids = _ids(merged["content"])
    assert len(ids) == len(set(ids))
    assert texts(merged) == ["Eins.", "Zwei.", "Ihre."]


def test_a_body_older_than_the_gate_is_not_taken_apart():
    assert not merge.mergeable({"content": [{"type": "paragraph"}]})
    assert not merge.mergeable({"content": "nothing"})
    assert merge.mergeable(body("Eins."), body())


def test_rows_of_both_are_taken_and_removals_of_both_hold():
    rows, met = merge.rows(["a", "b", "c"], ["a", "c", "d"], ["c", "b", "e"], str)
    assert (rows, met) == (["c", "d", "e"], [])


def test_a_row_both_changed_is_named_and_mine_stays():
    rows, met = merge.rows([(1, "x")], [(1, "theirs")], [(1, "mine")], lambda row: row[0])
    assert (rows, met) == ([(1, "mine")], [1])


numbers = st.lists(st.integers(0, 9), max_size=8)


def _edited(blocks, acts, writer, made=None):
    """``blocks`` after some acts of one writer; every word that is written is one of a kind."""
    blocks, tick = list(blocks), made or count()
    for act in acts:
        place = act % (len(blocks) or 1)
        word = f"{writer}{next(tick)}"
        if act < 4 and blocks:
            blocks[place] = changed(blocks[place], f"{diff.text_of(blocks[place])} {word}")
        elif act < 7 or not blocks:
            blocks.insert(place, paragraph(word))
        elif act < 8:
            blocks.insert(0, blocks.pop(place))
        else:
            blocks.pop(place)
    return blocks


def _written(blocks):
    return {word for block in blocks for word in diff.text_of(block).split()}


def _ids(node):
    here = [child["attrs"]["id"] for child in node if "attrs" in child and "id" in child["attrs"]]
    return here + [key for child in node for key in _ids(child.get("content", []))]


@given(numbers, numbers, numbers)
def test_no_word_of_either_is_lost_and_every_id_stands_once(first, theirs, mine):
    base = _edited([paragraph("basis")], first, "b")
    left, right = _edited(base, theirs, "t"), _edited(base, mine, "m")
    merged, clashes = merge.bodies(body(*base), body(*left), body(*right))
    found = _written(merged["content"])
    assert _written(left) - _written(base) <= found
    assert _written(right) - _written(base) <= found
    # what was there before is gone only where somebody deleted it
    assert _written(base) & _written(left) & _written(right) <= found
    ids = _ids(merged["content"])
    assert len(ids) == len(set(ids))
    assert {clash.block for clash in clashes} <= set(ids)


@given(numbers, numbers)
def test_one_who_changed_nothing_gets_the_others_text_to_the_byte(first, acts):
    base = _edited([paragraph("basis")], first, "b")
    other = body(*_edited(base, acts, "x"))
    assert merge.bodies(body(*base), other, body(*base)) == (other, [])
    assert merge.bodies(body(*base), body(*base), other) == (other, [])
