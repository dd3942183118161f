"""What nobody means to type: never a server error, never markup executed, never half a story stored."""

import pytest

from articles.models import Article, Section
from tests.articles.test_admin_stories import ADD, form_of, url
from tests.factories import ArticleFactory, PersonFactory, SectionFactory

ENGLISH = {"accept-language": "en"}
SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
FIELDS = ["kicker", "headline", "lead", "text", "place", "note", "teaser_headline", "teaser_text", "series", "tags"]
CURIOUS = {
    "emoji": "Sturm 🌊 über 👩‍👩‍👧 dem Hafen",
    "hebrew": "שלום העולם",
    "arabic": "مرحبا بالعالم",
    "overridden": "ein \u202edrehter\u202c Titel",
    "zalgo": "Z̷̢̛a̸͜l̴g̶o̵",
    "controls": "vor\x0b\x0c\x1bnach",
    "astral": "𝔉𝔩𝔢𝔢𝔱",
    "surrogate": "halb \ufffd",
}


@pytest.mark.parametrize("field", FIELDS)
def test_markup_in_a_field_stays_text_wherever_it_is_shown(client, cvd, field):
    story = ArticleFactory()
    client.force_login(cvd)

    client.post(url(story), form_of(client, story, **{field: SCRIPT}))

    for path in (url(story), url(story, "preview"), "/admin/articles/article/", "/admin/articles/revision/", "/admin/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("field", FIELDS)
def test_a_nul_is_refused_in_words_or_cleaned(client, cvd, field):
    story = ArticleFactory()
    client.force_login(cvd)

    answer = client.post(url(story), form_of(client, story, **{field: "vor\x00nach"}))

    assert answer.status_code in (200, 302)
    assert "\x00" not in str(Article.objects.values().get())


@pytest.mark.parametrize("words", CURIOUS.values(), ids=CURIOUS)
def test_curious_words_are_stored_without_controls_and_shown_again(client, cvd, words):
    story = ArticleFactory()
    client.force_login(cvd)

    client.post(url(story), form_of(client, story, headline=words, lead=words, text=f"{words}\n\nUnd weiter."))

    stored = Article.objects.get()
    assert not {"\u202e", "\u202c", "\x0b", "\x0c", "\x1b"} & set(stored.headline + stored.lead + str(stored.body))
    assert client.get(url(story)).status_code == 200
    assert client.get(url(story, "preview")).status_code == 200
    assert stored.headline


def test_a_headline_of_300_letters_fits_and_one_of_301_is_refused_with_its_text(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)

    longest = client.post(url(story), form_of(client, story, headline="x" * 300))
    too_long = client.post(url(story), form_of(client, story, headline="y" * 301))

    assert (longest.status_code, too_long.status_code) == (302, 200)
    assert "y" * 301 in too_long.content.decode()
    assert Article.objects.get().headline == "x" * 300


@pytest.mark.parametrize("taken_by", ["draft", "former"])
def test_a_doubled_address_is_said_in_a_sentence(client, cvd, taken_by):
    other = ArticleFactory(slug="hafen", live=taken_by == "former")
    if taken_by == "former":
        Article.objects.filter(pk=other.pk).update(slug="hafen-neu")
    story = ArticleFactory()
    client.force_login(cvd)

    page = client.post(url(story), form_of(client, story, slug="hafen"), headers=ENGLISH)

    assert page.status_code == 200
    assert 'class="errornote"' in page.content.decode()
    assert Article.objects.get(pk=story.pk).slug is None


def test_a_doubled_section_address_is_said_in_a_sentence(client, cvd):
    SectionFactory(slug="lokales")
    client.force_login(cvd)
    grants = {"grants-TOTAL_FORMS": 0, "grants-INITIAL_FORMS": 0}

    page = client.post("/admin/articles/section/add/", {"name": "Neu", "slug": "lokales", "position": 1, **grants})

    assert (page.status_code, Section.objects.count()) == (200, 1)


def test_an_unknown_block_in_the_text_is_refused_and_every_word_kept(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)
    data = form_of(client, story, as_text=True)

    page = client.post(url(story), data | {"text": data["text"] + "\n\n[[table abcdefghij: Preise]]"}, headers=ENGLISH)

    assert page.status_code == 200
    assert "[[table abcdefghij: Preise]]" in page.content.decode()
    assert "names a block that this story does not have" in page.content.decode()
    assert Article.objects.get().version == 1


@pytest.mark.parametrize("pk", ["0", "999999999999999999999", "abc", "-1", "%00", "1'"])
def test_a_story_that_cannot_be_is_not_found(client, cvd, pk):
    client.force_login(cvd)

    assert client.get(f"/admin/articles/article/{pk}/change/").status_code == 404


def test_inlines_that_vanished_meanwhile_are_no_server_error(client, cvd):
    story = ArticleFactory(bylines=["Nele Barkhahn"])
    client.force_login(cvd)
    data = form_of(client, story, lead="Neu.")
    story.bylines.all().delete()

    assert client.post(url(story), data).status_code in (200, 302)


def test_a_byline_that_names_nobody_is_said_so(client, cvd):
    client.force_login(cvd)

    page = client.post(
        ADD,
        form_of(client, headline="Ein Titel", **{"bylines-TOTAL_FORMS": 1, "bylines-0-position": 7}),
        headers=ENGLISH,
    )

    assert "A byline names a person" in page.content.decode()
    assert not Article.objects.exists()


def test_one_person_twice_in_a_story_is_said_so(client, cvd):
    story, person = ArticleFactory(), PersonFactory()
    client.force_login(cvd)
    twice = {"named-TOTAL_FORMS": 2, "named-0-person": person.pk, "named-1-person": person.pk}
    twice |= {"named-0-position": 0, "named-1-position": 1}

    page = client.post(url(story), form_of(client, story, **twice))

    assert (page.status_code, story.named.count()) == (200, 0)
