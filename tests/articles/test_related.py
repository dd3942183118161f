"""What of a pasted story the library already knows."""

import pytest

from articles.body import paste
from articles.body.choices import LEAD, Choices
from articles.body.paste import Block, Credit, PastedStory, PersonFound, Source, Stamp, Teaser
from articles.related import alike, guesses
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    TagFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def block(kind, text="", **more):
    return Block(kind, text, Source(0, len(text), text), **more)


def pasted(*blocks, **more):
    return PastedStory(source=more.pop("source", ""), blocks=blocks, **more)


def people(*found):
    return guesses(pasted(people=found)).people


def test_an_empty_story_asks_for_nothing_but_tags(django_assert_num_queries):
    with django_assert_num_queries(1):  # tags
        assert guesses(pasted()).accepted() == Choices()


def test_a_clip_with_the_same_date_length_and_text_is_sure():
    clip = ClipFactory(teaser="Die Hafenmeisterin zeigt das neue Becken.")
    ClipFactory(teaser="Etwas ganz anderes.", typed_ms=99_000)
    same = block("video", clip.teaser, stamp=Stamp(clip.recorded_on, 153))
    found = guesses(pasted(block("paragraph", "x"), same))
    assert [(guess.row, guess.sure) for guess in found.clips[1]] == [(clip, True)]
    assert found.accepted().clips == {1: clip.pk}


def test_a_clip_of_that_day_with_other_words_is_offered_not_taken():
    clip = ClipFactory(teaser="Die Hafenmeisterin zeigt das neue Becken.")
    other = block("video", "Die Hafenmeisterin zeigt das alte Boot.", stamp=Stamp(clip.recorded_on, 60))
    found = guesses(pasted(other))
    assert [(guess.row, guess.sure) for guess in found.clips[0]] == [(clip, False)]
    assert found.accepted().clips == {}


def test_a_picture_is_sure_with_caption_and_credit():
    image = ImageFactory(caption="Der Kran", agency=OrganisationFactory(name="FB-Bild"))
    same, other = (block("image", "Der Kran", credit=Credit(name)) for name in ("FB-Bild", "Nordlicht"))
    found = guesses(pasted(same, other, lead_image=same))
    assert [(found.images[n][0].row, found.images[n][0].sure) for n in (LEAD, 0, 1)] == [
        (image, True), (image, True), (image, False)
    ]  # fmt: skip


def test_an_agency_we_do_not_know_is_named_once():
    OrganisationFactory(name="AP", aliases="Associated Press")
    blocks = [
        block("image", str(n), credit=Credit(name)) for n, name in enumerate(["Associated Press", "Neu", "ap", "Neu"])
    ]
    assert guesses(pasted(*blocks)).new_agencies == ["Neu"]


def test_an_exact_name_is_sure_and_so_is_another_spelling():
    person = PersonFactory(name="Jette Anklamer", aliases="Bürgermeisterin Anklamer")
    found = people(PersonFound("Jette Anklamer"), PersonFound("Bürgermeisterin Anklamer"))
    assert [(guess.row, guess.sure) for options in found.values() for guess in options] == [(person, True)] * 2


def test_namesakes_are_never_sure():
    first, second = PersonFactory(name="Jette Anklamer"), PersonFactory(name="Jette Anklamer")
    found = people(PersonFound("Jette Anklamer"))["Jette Anklamer"]
    assert [(guess.row, guess.sure) for guess in found] == [(first, False), (second, False)]


def test_a_role_tells_namesakes_apart():
    PersonFactory(name="Jette Anklamer")
    mayor = RoleFactory(person=PersonFactory(name="Jette Anklamer"), title="Bürgermeisterin").person
    found = people(PersonFound("Jette Anklamer", ("bürgermeisterin",)))["Jette Anklamer"]
    assert (found[0].row, found[0].sure) == (mayor, True)


def test_a_surname_alone_is_offered_and_sure_only_with_the_role():
    person = RoleFactory(person=PersonFactory(name="Jette Anklamer"), title="Bürgermeisterin").person
    assert [(g.row, g.sure) for g in people(PersonFound("Anklamer"))["Anklamer"]] == [(person, False)]
    with_role = people(PersonFound("Anklamer", ("Bürgermeisterin",)))["Anklamer"]
    assert [(g.row, g.sure) for g in with_role] == [(person, True)]
    assert people(PersonFound("Ole Anklamer"))["Ole Anklamer"] == []


def test_a_teaser_means_the_live_story_of_that_headline():
    edition = EditionFactory(headline="Der Kran steht")
    ArticleFactory(headline="Nur ein Entwurf")
    for _ in range(2):
        EditionFactory(headline="Zweimal dasselbe")
    titles = ["Der Kran steht", "Nur ein Entwurf", "Zweimal dasselbe"]
    found = guesses(pasted(*[block("teaser", "", teaser=Teaser("Hafen", title, None)) for title in titles]))
    assert found.accepted().stories == {0: edition.article_id}
    assert [guess.sure for guess in found.stories[2]] == [False, False]


def test_tags_are_sure_as_topics_and_offered_as_words():
    harbour, crane = TagFactory(name="Hafen", aliases="Seehafen"), TagFactory(name="Kran")
    TagFactory(name="Schiff", merged_into=harbour)
    TagFactory(name="!!")
    found = guesses(pasted(source="Der Kran im Krankenhaus, das Schiff am Kai.", topics=("Seehafen",)))
    assert [(guess.row, guess.sure) for guess in found.tags] == [(harbour, True), (crane, False)]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_guessing_costs_the_same_for_any_length(count, django_assert_num_queries):
    clip, image, person = ClipFactory(), ImageFactory(), RoleFactory().person
    EditionFactory(headline="Der Kran")
    story = pasted(
        *[block("video", clip.teaser, stamp=Stamp(clip.recorded_on, 153)) for _ in range(count)],
        *[block("image", image.caption, credit=Credit(f"Agentur {n}", "Ole")) for n in range(count)],
        *[block("teaser", "", teaser=Teaser("Hafen", "Der Kran", None)) for _ in range(count)],
        people=tuple(PersonFound(f"{person.name.split()[0]}{n} {person.name.split()[1]}") for n in range(count)),
    )
    with django_assert_num_queries(8):  # agencies, clips by day, by teaser, pictures, persons, roles, editions, tags
        guesses(story)


@pytest.mark.parametrize("text", ["", "\x00", "date", "a\x00b „ \x07, c\n\nBild Quelle: \x00"])
def test_no_text_upsets_the_library(text):
    ClipFactory(teaser="")
    guesses(paste.parse(text))


def test_alike_counts_words_in_their_order():
    assert alike("der kran steht", "Der Kran steht") == 1
    assert alike("", "") == 0
    assert 0 < alike("der kran steht", "der kran fällt") < 1
