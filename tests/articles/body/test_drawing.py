"""Baked once, filled for every reader: constant cost, every word escaped."""

import pytest

from articles import lifecycle
from articles.body import render
from tests.bodies import (
    body,
    bullets,
    cell,
    crosshead,
    embed,
    every_kind,
    factbox,
    gallery,
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
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('&\"')</script>"
SAFE = "&lt;script&gt;"


@pytest.fixture
def rows():
    return {
        "image": ImageFactory(renditions=True),
        "clip": ClipFactory(cut=True, poster=ImageFactory(renditions=True)),
        "person": PersonFactory(),
        "story": ArticleFactory(live=True, lead_image=ImageFactory(file=True)),
    }


def many(rows, count):
    return body(*[block for _ in range(count) for block in every_kind(**rows)["content"]])


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_page_costs_the_same_for_any_number_of_blocks(rows, count, django_assert_num_queries):
    story = many(rows, count)
    with django_assert_num_queries(1):  # persons
        pieces = render.bake(story)
    with django_assert_num_queries(3):  # pictures, clips with the captions of their programmes, live editions
        library = render.load(pieces)
    with django_assert_num_queries(0):
        drawn = render.fill(pieces, library)
    for block in story["content"]:
        assert f'id="b-{block["attrs"]["id"]}"' in drawn


def test_a_body_of_words_alone_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Text." in render.draw(body("Text.", crosshead("Was nun"), table(["a"]), factbox("b", "c")))


def test_only_what_changes_on_its_own_stays_a_hole(rows):
    pieces = render.bake(many(rows, 1))
    assert [piece["hole"] for piece in pieces if isinstance(piece, dict)] == ["image", "gallery", "clip", "teaser"]


def test_every_word_is_escaped(rows):
    person = PersonFactory(name=EVIL)
    story = body(
        paragraph(
            EVIL, words(EVIL, "strong", "emphasis", link="/a?b=1&c=2"), mention(person, EVIL), mention(4711, EVIL)
        ),
        crosshead(EVIL),
        bullets(EVIL),
        quote(EVIL, name=EVIL, role=EVIL),
        picture(rows["image"], EVIL, alt=EVIL, credit=EVIL),
        gallery(picture(rows["image"], EVIL, alt=EVIL, credit=EVIL), title=EVIL),
        video(rows["clip"], EVIL),
        teaser(rows["story"], EVIL, kicker=EVIL, title=EVIL, label=EVIL),
        factbox(EVIL, EVIL),
        table([cell(EVIL)], caption=EVIL, source=EVIL),
        embed("https://a.example/?b=1&c=2", title=EVIL, provider=EVIL),
    )
    drawn = render.draw(story)
    assert "<script" not in drawn
    assert drawn.count(SAFE) >= 24
    assert 'href="/a?b=1&amp;c=2"' in drawn


def test_library_words_are_escaped_too():
    image = ImageFactory(renditions=True, caption=EVIL, alt=EVIL, credit_override=EVIL)
    clip = ClipFactory(title=EVIL, teaser=EVIL, poster=image)
    drawn = render.draw(body(picture(image), gallery(image), video(clip)))
    assert "<script" not in drawn
    assert drawn.count(SAFE) >= 6


def test_marks_mentions_and_breaks_are_drawn(rows):
    person = rows["person"]
    drawn = render.draw(
        body(paragraph(words("a", "strong"), line_break(), mention(person, "Jette"), words("b", link="/x/")))
    )
    assert f'<strong>a</strong><br><a class="mention" href="{person.get_absolute_url()}">Jette</a>' in drawn
    assert '<a href="/x/">b</a>' in drawn


def test_empty_words_here_mean_the_librarys():
    image = ImageFactory(renditions=True, caption="Aus dem Archiv", alt="Ein Kran", credit_override="FB-Bild")
    here = render.draw(body(picture(image, "Von hier", alt="Von hier gesehen", credit="Privat")))
    there = render.draw(body(picture(image)))
    assert all(word in there for word in ("Aus dem Archiv", "Ein Kran", "FB-Bild"))
    assert all(word in here for word in ("Von hier", "Von hier gesehen", "Privat"))
    assert not any(word in here for word in ("Aus dem Archiv", "Ein Kran", "FB-Bild"))


def test_a_credit_mended_in_the_library_is_mended_in_what_was_printed():
    image = ImageFactory(renditions=True, credit_override="Falsch")
    pieces = render.bake(body(picture(image)))
    Image.objects.update(credit_override="Richtig")
    assert "Richtig" in render.fill(pieces, render.load(pieces))


@pytest.mark.parametrize("model", [Image, Clip])
def test_what_is_out_of_rights_is_not_drawn(rows, model):
    row = rows["image"] if model is Image else rows["clip"]
    pieces = render.bake(body(picture(row) if model is Image else video(row)))
    address = row.key if model is Image else row.get_absolute_url()
    assert address in render.fill(pieces, render.load(pieces))
    model.objects.filter(pk=row.pk).update(available_until="2020-01-01T00:00Z")
    assert address not in render.fill(pieces, render.load(pieces))


def test_a_teaser_leads_only_where_readers_can_go(rows):
    story, address = rows["story"], rows["story"].editions.get().get_absolute_url()
    pieces = render.bake(body(teaser(story, title="Der Kran")))
    assert f'href="{address}"' in render.fill(pieces, render.load(pieces))
    lifecycle.withdraw(story, by=None, reason="Irrtum")
    drawn = render.fill(pieces, render.load(pieces))
    assert "Der Kran" in drawn
    assert address not in drawn


def test_furniture_speaks_the_language_of_the_story(rows):
    german, english = (render.draw(body(factbox("x", "y")), language) for language in ("de", "en"))
    assert "At a glance" in english
    assert "At a glance" not in german
