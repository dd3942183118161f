"""A pasted story becomes a draft: no word lost, nothing made in silence."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import lifecycle
from articles.body import paste
from articles.body.choices import LEAD, Choices
from articles.body.paste import Block, Credit, PastedStory, Source, Stamp
from articles.models import Article, Section
from articles.related import guesses
from kit.durations import clock
from people.models import Organisation, Person
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    TagFactory,
    UserFactory,
)  # fmt: skip
from topics.models import Tag
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db
SAMPLES = sorted(Path(__file__).parents[2].joinpath("samples").glob("*.txt"))
#: words that become structure: a date line, a credit word, a stamp's unit
FURNITURE = {"date", "quelle", "source", "crédit", "foto", "photo", "min"}
MODELS = (Article, Clip, Image, Organisation, Person, Section, Tag)


def take_in(pasted, **more):
    return lifecycle.take_in(pasted, by=None, **more)


def block(kind, text="", **more):
    return Block(kind, text, Source(0, len(text), text), **more)


def counts():
    return {model: model.objects.count() for model in MODELS}


def bag(text):
    """Words, whatever stands between them; numbers lose the noughts before them."""
    return Counter(word.lstrip("0") or "0" for word in re.findall(r"\w+", text.casefold()))


def kept(article):
    """Every word that the draft and the rows it points at hold."""
    article = Article.objects.get(pk=article.pk)
    said = [
        article.note,
        article.kicker,
        article.headline,
        article.lead,
        article.lead_image_caption,
        article.lead_image_credit,
    ]
    if article.lead_image:
        said += [article.lead_image.caption, article.lead_image.credit]
    if article.story_date:
        said.append(f"{article.story_date:%d.%m.%Y}")
    for ref in article.body_refs.all():
        if ref.image:
            said += [ref.image.caption, ref.image.credit]
        if ref.clip:
            said += [ref.clip.teaser, clock(ref.clip.duration_ms) if ref.clip.duration_ms else ""]
            said.append(f"{ref.clip.recorded_on:%d.%m.%Y}" if ref.clip.recorded_on else "")
    return " ".join([*said, json.dumps(article.body, ensure_ascii=False)])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_word_of_a_pasted_story_is_lost(sample):
    pasted = paste.parse(sample.read_bytes())
    taken = take_in(pasted)
    recognised = " ".join(
        filter(None, [pasted.kicker, pasted.headline, pasted.lead, pasted.lead_image and pasted.lead_image.text])
    )
    for one in pasted.blocks:
        recognised += f" {one.text} {' '.join(one.items)}"
        if one.credit:
            recognised += f" {one.credit.provider or ''} {one.credit.photographer or ''}"
        if one.attribution:
            recognised += f" {one.attribution.speaker or ''} {one.attribution.role or ''}"
        if one.teaser:
            recognised += f" {one.teaser.kicker or ''} {one.teaser.title or ''} {one.teaser.label or ''}"
        if one.stamp and one.stamp.seconds is not None:
            recognised += f" {clock(one.stamp.seconds * 1000)}"
    there = bag(kept(taken.article))
    assert sorted(set(bag(recognised)) - set(there)) == []
    numbers = {str(n) for one in pasted.blocks if one.ordered for n, _item in enumerate(one.items, 1)}
    lost = sorted(word for word in bag(pasted.source) - there if word not in FURNITURE | numbers)
    assert lost == []


@pytest.mark.parametrize("sample", SAMPLES[:4], ids=lambda path: path.stem)
def test_nothing_is_made_that_is_not_told(sample):
    before = counts()
    taken = take_in(paste.parse(sample.read_bytes()))
    made = {model.__name__: number - before[model] for model, number in counts().items()}
    assert made.pop("Article") == 1
    assert (made["Person"], made["Section"], made["Tag"]) == (0, 0, 0)
    assert sum(made.values()) == len(taken.created)
    assert not Image.objects.public().exists()
    assert not Clip.objects.public().exists()


def test_the_same_text_always_makes_the_same_draft():
    def told():
        article = take_in(paste.parse(SAMPLES[0].read_bytes())).article
        text = json.dumps(article.body, ensure_ascii=False)
        text = re.sub(r'"id": "[a-z0-9]{10}"|"(image|clip)": \d+', "", text)
        return text, article.headline, article.lead, article.story_date

    assert told() == told()


def test_what_somebody_confirmed_is_taken():
    image, clip, person, story = ImageFactory(), ClipFactory(), PersonFactory(name="Jette Anklamer"), ArticleFactory()
    tag, user = TagFactory(), UserFactory(person=PersonFactory())
    pasted = PastedStory(
        source="", headline="Der Kran", lead="Er steht.",
        blocks=(
            block("image", image.caption, credit=Credit(image.credit)),
            block("video", clip.teaser, stamp=Stamp(clip.recorded_on, 153)),
            block("paragraph", "Es sagte Jette Anklamer nichts."),
            block("quote", "Wir warten.", attribution=paste.Attribution("Jette Anklamer", "Hafenmeisterin")),
            block("teaser", "Text.", teaser=paste.Teaser("Hafen", "Der Kran", "Mehr")),
        ),
        people=(paste.PersonFound("Jette Anklamer", ("Hafenmeisterin",)),),
    )  # fmt: skip
    choices = Choices(
        clips={1: clip.pk},
        images={0: image.pk},
        people={"Jette Anklamer": person.pk},
        tags=(tag.pk,),
        stories={4: story.pk},
    )
    before = counts()
    taken = lifecycle.take_in(pasted, by=user, choices=choices)
    assert taken.created == []
    assert {**counts(), Article: 0} == {**before, Article: 0}
    article = taken.article
    first, second, third, fourth, fifth = article.body["content"]
    assert (first["attrs"]["image"], "content" in first) == (image.pk, False)
    assert (second["attrs"]["clip"], "content" in second) == (clip.pk, False)
    assert third["content"][1] == {"type": "mention", "attrs": {"person": person.pk, "label": "Jette Anklamer"}}
    assert (fourth["attrs"]["person"], fourth["attrs"]["role"]) == (person.pk, "Hafenmeisterin")
    assert fifth["attrs"]["article"] == story.pk
    assert [(line.person, line.role) for line in article.named.all()] == [(person, "Hafenmeisterin")]
    assert [line.person for line in article.bylines.all()] == [user.person]
    assert [*article.tags.all()] == [tag]


@pytest.mark.parametrize("lead", [True, False])
def test_a_caption_and_a_credit_other_than_the_librarys_are_kept_here(lead):
    image = ImageFactory(caption="Der Kran", agency=OrganisationFactory(name="FB-Bild"))
    pasted = block("image", "Der Kran am Abend", credit=Credit("Nordlicht", "Ole Brandt"))
    story = PastedStory(source="", lead_image=pasted) if lead else PastedStory(source="", blocks=(pasted,))
    article = take_in(story, choices=Choices(images={LEAD if lead else 0: image.pk})).article
    if lead:
        here = (article.lead_image, article.lead_image_caption, article.lead_image_credit)
    else:
        one = article.body["content"][0]
        here = (Image.objects.get(pk=one["attrs"]["image"]), one["content"][0]["text"], one["attrs"]["credit"])
    assert here == (image, "Der Kran am Abend", "Nordlicht | Ole Brandt")


def test_an_agency_under_another_spelling_is_the_same_credit():
    image = ImageFactory(agency=OrganisationFactory(name="AP", aliases="Associated Press"))
    pasted = PastedStory(source="", blocks=(block("image", image.caption, credit=Credit("associated press")),))
    article = take_in(pasted, choices=Choices(images={0: image.pk})).article
    assert article.body["content"][0]["attrs"].keys() == {"id", "image"}


def test_rows_that_went_away_since_are_made_anew_or_left_out():
    gone = Choices(clips={0: 4711}, images={1: 4711}, people={"Jette": 4711}, tags=(4711,), stories={3: 4711})
    pasted = PastedStory(source="", blocks=(
        block("video", "Ein Clip."), block("image", "Ein Bild."), block("paragraph", "Jette sagt nichts."),
        block("teaser", "Text.", teaser=paste.Teaser("Hafen", "Der Kran", None)),
    ))  # fmt: skip
    taken = take_in(pasted, choices=gone)
    assert len(taken.created) == 2
    assert taken.article.body["content"][2]["content"] == [{"type": "text", "text": "Jette sagt nichts."}]


@pytest.mark.parametrize("length", [301, 5000])
def test_absurd_lengths_are_kept_somewhere(length):
    word = "wort" * (length // 4) + "e"
    story = PastedStory(
        source="", kicker=f"kicker{word}", headline=f"headline{word}", lead=f"lead{word}",
        lead_image=block("image", f"caption{word}", credit=Credit(f"provider{word}", f"photographer{word}")),
        blocks=(
            block("paragraph", f"paragraph{word} [link](https://{word})"),
            block("image", "", credit=Credit("kurz", f"name{word}")),
            block("video", f"teaser{word}", stamp=Stamp(None, 10**9)),
            block("quote", "x", attribution=paste.Attribution(f"speaker{word}", f"role{word}")),
            block("teaser", "x", teaser=paste.Teaser(f"above{word}", f"title{word}", f"label{word}")),
            block("list", "", items=(f"item{word}",)),
            block("crosshead", f"crosshead{word}"),
        ),
    )  # fmt: skip
    text = kept(take_in(story).article)
    names = (
        "kicker headline lead caption provider photographer paragraph name teaser speaker role above title label item"
    )
    assert [name for name in names.split() if f"{name}{word}" not in text] == []


def test_control_characters_reach_no_row():
    story = paste.parse(
        "date 04.05.2026 Der Kran\x07 steht\u202e hier.\n\nEin Absatz\x00 mit\x1b Zeichen.\n\nBild Quelle: F\x08B"
    )
    taken = take_in(story, choices=guesses(story).accepted())
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", kept(taken.article))


def test_asterisks_in_pasted_words_stay():
    story = paste.parse("date 04.05.2026 Vorspann steht hier.\n\nKolleg*innen und Leser*innen kamen gestern zum Fest.")
    assert "Kolleg*innen und Leser*innen" in kept(take_in(story).article)


@given(st.text(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_becomes_a_draft(text):
    pasted = paste.parse(text)
    assert take_in(pasted, choices=guesses(pasted).accepted()).article.pk


def test_a_headline_given_by_hand_counts_and_a_missing_one_is_told():
    assert take_in(PastedStory(source=""), headline="Von Hand").article.headline == "Von Hand"
    assert take_in(PastedStory(source="")).warnings == ["The story has no headline yet."]
