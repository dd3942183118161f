"""The rules against labelled texts, and their fixes: what one click makes of a text, its rule lets stand."""

import time
from datetime import date

import pytest
from django.utils import translation

from articles.body import validate
from articles.lint import RULES, Passage, copy_of, examine, mended, mended_words
from articles.lint.register import Register, one_slip
from tests.articles.lint.labelled import SETS, load, overall, scores
from tests.bodies import body, line_break, mention, paragraph, words

pytestmark = pytest.mark.once
BAR = 0.9


@pytest.mark.parametrize("names", [(name,) for name in SETS] + [SETS], ids="+".join)
def test_nine_of_ten_findings_are_right(names):
    total = overall(scores(names))
    assert total.precision >= BAR
    assert total.recall >= BAR


@pytest.mark.parametrize("name", SETS)
def test_every_set_holds_twenty_right_and_twenty_wrong_texts(name):
    texts = load(name)
    assert sum(not one.wrong for one in texts) >= 20
    assert sum(bool(one.wrong) for one in texts) >= 20


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_is_tried_in_every_language(language):
    labelled = {rule for name in SETS if name.startswith(language) for one in load(name) for rule, _w in one.wrong}
    assert labelled == set(RULES)


@pytest.mark.parametrize("name", SETS)
def test_a_fix_leaves_nothing_for_its_rule_to_find(name):
    """Applied to the passage; the finding is gone, and no other finding has come of it."""
    for sample in load(name):
        before = examine(sample.copy).findings
        for one in before:
            for fix in one.fixes:
                text = mended_words(one.passage.text, fix.changes)
                assert text != one.passage.text
                after = [again.rule for again in examine(_with(sample.copy, one.passage, text)).findings]
                assert len(after) < len(before), (sample.id, one.rule, text)


def _with(copy, passage, text):
    if not passage.block:
        heads = {**copy.heads, passage.part: text}
        return _facts(copy_of(copy.document, heads, day=copy.day, language=copy.language), copy)
    raw = copy.document.model_dump(mode="json", by_alias=True, exclude_none=True)
    if passage.part != "text":
        _node(raw, passage.node)["attrs"][passage.part] = text
    else:
        _node(raw, passage.node)["content"] = [words(text)]
    again = copy_of(validate.typed(raw), copy.heads, day=copy.day, language=copy.language, lead_image=copy.lead_image)
    return _facts(again, copy)


def _facts(made, copy):
    return type(made)(**{**vars(made), "facts": copy.facts})


def _node(node, key):
    if node.get("attrs", {}).get("id") == key:
        return node
    return next(filter(None, (_node(child, key) for child in node.get("content", []))), None)


def look(*blocks, language="de", day=date(2026, 11, 23), **heads):
    return examine(copy_of(validate.typed(body(*blocks)), heads, day=day, language=language)).findings


def test_both_ways_to_mend_a_date_are_offered_the_nearer_day_first():
    with translation.override("de"):
        [one] = look("Am Montag, dem 24. November, tagt der Rat.")
    assert one.sentence == "„Montag, dem 24. November“: Der 24. November 2026 ist ein Dienstag."
    assert [fix.label for fix in one.fixes] == ["„23. November“ einsetzen", "„Dienstag“ einsetzen"]
    assert mended_words(one.passage.text, one.fixes[0].changes) == "Am Montag, dem 23. November, tagt der Rat."


def test_french_marks_and_days():
    assert look("Le conseil se réunit mardi 24 novembre : « enfin ! », dit-elle.", language="fr") == ()
    found = look("Lundi, le 24 novembre", "Le lundi 24 novembre, elle dit : „Non“.", language="fr")
    assert [one.rule for one in found] == ["weekday", "quote_marks"]
    assert mended_words(found[1].passage.text, found[1].fixes[0].changes).endswith("dit : «\u202fNon\u202f».")


def test_a_long_quotation_is_cut_between_words_and_says_so():
    (found,) = look('Er sagte: "Wir haben den Kran gebaut, wir haben ihn bezahlt, und wir fahren ihn auch selbst."')
    assert '"Wir haben den Kran gebaut, wir haben …' in found.sentence
    assert found.words == '"Wir haben den Kran gebaut, wir haben ih'  # still found in the text


def test_a_language_without_rules_of_its_own_does_not_fail():
    assert [one.rule for one in look("Den  andre.", language="da")] == ["double_space"]


def test_a_change_inside_a_mention_over_marks_and_past_a_break():
    before = body(paragraph("Ja ", mention(7, "Ann  Ott"), words("  fett", "strong"), line_break(), "  Ende  hier"))
    found = look(*before["content"])
    assert [one.rule for one in found] == ["double_space"] * 3
    raw = before
    for one in sorted(found, key=lambda one: one.span, reverse=True):
        raw = mended(raw, one, one.fixes[0])
    pieces = raw["content"][0]["content"]
    assert pieces[1] == mention(7, "Ann Ott")
    assert [piece.get("text") for piece in pieces] == ["Ja ", None, " fett", None, "  Ende hier"]


def test_the_second_of_the_same_findings_can_be_told_from_the_first():
    one, two = look("So  lang ist es, so lang! So  lang war es.")
    assert one.words == two.words
    assert one.key != two.key


def test_one_letter_is_a_slip_two_are_another_name():
    assert one_slip("anklamer", "anklammer")
    assert one_slip("anklamer", "anklmaer")
    assert not one_slip("anklamer", "anklamer")
    assert not one_slip("anklamer", "anklermer")


@pytest.mark.parametrize("text", ["", " ", "(", "„", '"', "…", "Montag, 99. 99.", "Ein 0. Mai", "’s", "𝕬" * 9])
def test_odd_texts_break_no_rule(text):
    parts = [text] if text else []
    for language in ("de", "en", "fr"):
        look(paragraph(*parts), language=language, lead=text)


def test_a_long_story_among_many_names_is_read_quickly():
    names = [
        (n, f"Anna{chr(97 + n % 26)} Ostwald{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}", "") for n in range(3000)
    ]
    register = Register(names)
    text = "Am Dienstag, dem 24. November, sprach Henrike Ostwaldt „lange“ – und (fast) frei über 5 km Strecke. " * 4
    copy = copy_of(validate.typed(body(*[text] * 300)), {}, day=date(2026, 11, 23), language="de")
    copy = type(copy)(**{**vars(copy), "facts": type(copy.facts)(register=register)})
    list(register.near("Ostwaldt"))  # made once
    begun = time.process_time()
    examine(copy)
    assert time.process_time() - begun < 3  # 20,000 words, each name near to a hundred others; seen: 0.8


@pytest.mark.parametrize("line", ["So  , ja  und und ... ", "Montag, 1. Mai 1931, ", '"(„', "a - b "])
@pytest.mark.parametrize("size", [19_000, 400_000])
def test_nonsense_by_the_hundred_thousand_is_soon_read(line, size):
    blocks = [(line * (size // len(line)))[:size] for _number in range(400_000 // size)]
    begun = time.process_time()
    found = look(*blocks)
    assert time.process_time() - begun < 3
    assert len(found) <= 100 * len(RULES)


def test_a_passage_knows_whether_it_is_running_text():
    assert Passage("x", "paragraph").is_running
    assert not Passage("x", "quote", "role").is_running
