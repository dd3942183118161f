"""A body as text and back: what was not touched stays what it was, to the byte."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import lifecycle
from articles.body import canonical, notation, paste, wording
from articles.body.validate import BodyRefused
from tests.articles.body.bodies import bodies, marked_inlines
from tests.bodies import (
    body,
    bullets,
    divider,
    embed,
    every_kind,
    factbox,
    item,
    line_break,
    mention,
    paragraph,
    picture,
    quote,
    table,
    teaser,
    video,
    words,
)  # fmt: skip
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, OrganisationFactory, PersonFactory
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db
relaxed = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def rows():
    return {"image": ImageFactory(), "clip": ClipFactory(), "person": PersonFactory(), "story": ArticleFactory()}


def text_of(story):
    return notation.write(story).split("\n\n")


def reread(story, chunks):
    return notation.read("\n\n".join(chunks), story)


def ids(blocks):
    return [None if isinstance(block, paste.Block) else block["attrs"]["id"] for block in blocks]


def test_a_body_of_every_kind_comes_back_as_it_was(rows):
    story = every_kind(**rows)
    assert notation.read(notation.write(story), story) == story["content"]


@given(data=st.data())
@relaxed
def test_any_untouched_body_comes_back_as_it_was(rows, data):
    story = canonical.canonical(data.draw(bodies(**{name: row.pk for name, row in rows.items()})))
    typed = notation.write(story).replace("\n", "\r\n")  # as a browser sends it
    assert notation.read(typed, story) == story["content"]


@given(marked_inlines())
@settings(max_examples=200)
def test_marks_survive_the_way_through_text(content):
    assert wording.marked_text(wording.written(content)) == content


@pytest.mark.parametrize("plain", [
    "Kolleg*innen und Leser*innen", "5 * 3 * 2 = 30", "** kein ** Mark", "*) siehe unten *)", "[nur Klammern]",
    "[Text](javascript:alert(1))", "[Text](//fremd.example)", "2 ** 3 ** 4", "[x](https://" + "a" * 3000 + ")",
])  # fmt: skip
def test_what_only_looks_like_a_mark_stays_text(plain):
    assert wording.marked_text(plain) == [words(plain)]


def test_editing_one_paragraph_changes_only_that_one(rows):
    person = rows["person"]
    story = body(
        "Der erste Absatz steht.",
        paragraph("Gesagt hat es ", mention(person, "Jette Anklamer"), " am ", words("Montag", "strong"), "."),
        quote("Wir warten ab.", person=person, name="Jette Anklamer", role="Hafenmeisterin"),
        video(rows["clip"]),
        "Der letzte Absatz steht.",
    )
    chunks = text_of(story)
    chunks[1] = chunks[1].replace("Gesagt", "Gestern gesagt")
    found = reread(story, chunks)
    assert [found[n] for n in (0, 2, 3, 4)] == [story["content"][n] for n in (0, 2, 3, 4)]
    assert found[1] == {
        **story["content"][1],
        "content": [
            words("Gestern gesagt hat es "), mention(person, "Jette Anklamer"), words(" am "),
            words("Montag", "strong"), words("."),
        ],
    }  # fmt: skip


def test_rewriting_a_paragraph_from_scratch_keeps_its_id():
    story = body("Der erste Absatz steht.", "Der zweite auch.", "Und der dritte.")
    chunks = text_of(story)
    chunks[1] = "Nun steht etwas ganz anderes an dieser Stelle."
    assert ids(reread(story, chunks)) == ids(story["content"])


def test_a_paragraph_added_before_an_edited_one_takes_nothing_from_it():
    story = body("Der Kran am Becken steht seit heute still.")
    found = reread(story, ["Ganz neu ist dieser Satz.", "Der Kran am Becken steht seit gestern still."])
    assert ids(found) == [None, story["content"][0]["attrs"]["id"]]


def test_deleting_one_of_two_and_editing_the_other_keeps_the_right_one():
    story = body("Der Kran am Becken steht seit heute still.", "Die Fähre fährt jeden Tag um sieben Uhr ab.")
    found = reread(story, ["Die Fähre fährt jeden Tag um acht Uhr ab."])
    assert ids(found) == [story["content"][1]["attrs"]["id"]]


def test_lines_can_be_deleted_moved_and_added(rows):
    story = every_kind(**rows)
    chunks = text_of(story)
    moved = [*chunks[5:], *chunks[:2], "Ein Satz, den es noch nicht gab."]
    found = reread(story, moved)
    old = story["content"]
    assert found[:-1] == [*old[5:], *old[:2]]
    assert isinstance(found[-1], paste.Block)


def test_a_moved_line_is_not_taken_for_the_old_words_of_a_new_one():
    story = body("Der Kran am Becken steht seit heute still.", "Die Fähre fährt jeden Tag um sieben Uhr ab.")
    crane, ferry = text_of(story)
    found = reread(story, [ferry, crane, crane.replace("heute", "gestern")])
    assert ids(found)[1:] in ([story["content"][0]["attrs"]["id"], None], [None, None])
    assert [block for block in found if not isinstance(block, paste.Block)][0] == story["content"][1]
    assert len(found) == 3


def test_moving_a_clip_line_makes_no_new_clip(rows):
    story = body("Eins steht hier.", video(rows["clip"]), picture(rows["image"]), "Zwei steht da.")
    article = ArticleFactory(body=story)
    chunks = text_of(story)
    created = lifecycle.rewrite(article, "\n\n".join([chunks[2], chunks[0], chunks[3], chunks[1]]))
    assert created == []
    assert [block["type"] for block in article.body["content"]] == ["image", "paragraph", "paragraph", "clip"]
    assert (Clip.objects.count(), Image.objects.count()) == (1, 1)


def test_what_has_no_words_stands_as_a_line_that_names_it(rows):
    anlaeufe = table(["a", "b"], caption="Anläufe [neu]")
    story = body(anlaeufe, divider(), factbox("Zum Hafen", "Text."), embed(title="Fahrt"))
    lines = text_of(story)
    keys = ids(story["content"])
    assert lines == [
        f"[[table {keys[0]}: Anläufe neu ]]", f"[[divider {keys[1]}]]", f"[[fact box {keys[2]}: Zum Hafen]]",
        f"[[embed {keys[3]}: Fahrt]]",
    ]  # fmt: skip
    assert ids(reread(story, lines[::-1])) == keys[::-1]
    assert ids(reread(story, [lines[0], lines[0]])) == keys[:1]


def test_a_line_that_names_no_block_of_the_story_is_refused():
    with pytest.raises(BodyRefused, match=r"“\[\[table zzzzzzzzzz\]\]” names a block that this story does not have"):
        notation.read("[[table zzzzzzzzzz]]", body("Text."))


def test_nested_lists_and_empty_paragraphs_stand_as_lines_too():
    nested = bullets(item("Eins", bullets("Eins a")), "Zwei")
    story = body(nested, paragraph(), paragraph(words("  ")), paragraph("a", line_break(), "b"))
    assert [line.startswith("[[") for line in text_of(story)] == [True, True, True, False]


def test_a_new_caption_is_kept_here_and_the_library_untouched():
    image = ImageFactory(caption="Der Kran am Morgen", agency=OrganisationFactory(name="FB-Bild"))
    story = body("Eins steht hier.", picture(image), "Zwei steht da.")
    chunks = text_of(story)
    assert chunks[1] == "Der Kran am Morgen Quelle: FB-Bild"
    chunks[1] = "Der Kran am Abend Quelle: FB-Bild"
    found = reread(story, chunks)[1]
    assert found["attrs"] == story["content"][1]["attrs"]
    assert found["content"] == [words("Der Kran am Abend")]


def test_a_clip_keeps_its_row_under_new_words_and_loses_it_with_another_stamp(rows):
    story = body("Eins steht hier.", video(rows["clip"]), "Zwei steht da.")
    chunks = text_of(story)
    renamed = [chunks[0], f"Neu: {chunks[1]}", chunks[2]]
    assert reread(story, renamed)[1]["attrs"] == story["content"][1]["attrs"]
    other = [chunks[0], chunks[1].replace("2:33", "4:44"), chunks[2]]
    assert isinstance(reread(story, other)[1], paste.Block)


def test_a_quote_given_to_somebody_else_is_no_longer_tied_to_the_person(rows):
    story = body("Eins steht hier.", quote("Wir warten ab.", person=rows["person"], name="Jette Anklamer"), "Zwei.")
    chunks = text_of(story)
    chunks[1] = chunks[1].replace("Jette Anklamer", "Ole Brandt")
    found = reread(story, chunks)[1]
    assert found["attrs"] == {"id": story["content"][1]["attrs"]["id"], "name": "Ole Brandt", "role": ""}


def test_a_teaser_keeps_its_target_under_new_words(rows):
    made = teaser(rows["story"], "Was bisher geschah.", kicker="Hafen", title="Der Kran", label="Zum Artikel")
    story = body("Eins steht hier.", made, "Zwei steht da.")
    chunks = text_of(story)
    found = reread(story, [chunks[0], chunks[1].replace("bisher", "zuletzt"), chunks[2]])[1]
    assert found["attrs"] == made["attrs"]
    assert found["content"] == [words("Was zuletzt geschah.")]


def test_a_teaser_that_would_not_read_as_one_stands_as_a_line(rows):
    made = teaser(rows["story"], "Was bisher geschah.", kicker="Hafen", title="Der Kran", label="Ein Wort")
    assert text_of(body(made)) == [f"[[teaser {made['attrs']['id']}: Der Kran]]"]


def test_a_quote_of_one_name_keeps_it_under_new_words(rows):
    made = quote("Wir warten ab.", person=rows["person"], name="Jette", role="")
    story = body("Eins steht hier.", made, "Zwei steht da.")
    chunks = text_of(story)
    found = reread(story, [chunks[0], chunks[1].replace("ab", "nicht"), chunks[2]])[1]
    assert found == {**made, "content": [words("Wir warten nicht.")]}


@given(st.lists(st.text('abzÄß.,:;„“"*|0123456789 -–[]()\n', min_size=1, max_size=60), min_size=1, max_size=4))
@settings(max_examples=150)
def test_reading_new_lines_loses_no_word_and_adds_none(lines):
    """Whatever is typed: the sentences that the parser is given as surroundings never get into the story."""
    text = "\n\n".join(lines)
    try:
        found = notation.read(text, body())
    except BodyRefused:
        return
    read = " ".join(block.source.text for block in found)
    assert "Davor steht" not in read
    assert "Danach steht" not in read
    typed = "".join(c for c in wording.clean(text) if c.isalnum())
    assert "".join(c for c in read if c.isalnum()) == typed
