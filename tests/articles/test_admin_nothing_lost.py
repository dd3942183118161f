"""What the form refuses it says in a sentence that names the place, and every byte typed stays in it."""

import json

import pytest
from django.urls import reverse

from articles import lifecycle
from articles.admin.widget import compact
from articles.lifecycle import states
from articles.models import Article, Revision, SectionGrant
from tests.articles.test_admin_stories import ADD, ENGLISH, form_of, url
from tests.bodies import body, paragraph, picture, quote, video, words
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, SectionFactory, TagFactory

#: as an older desk may have stored it: a kind nobody knows any more, a null, a float, keys in another order
OLD = {
    "type": "doc",
    "schema": 1,
    "content": [
        {
            "attrs": {"id": "aaaaaaaaa1", "x": None, "n": 2.0},
            "type": "poll",
            "content": [{"type": "text", "text": "Wer?"}],
        },
        {"type": "paragraph", "attrs": {"id": "aaaaaaaaa2"}, "content": [{"type": "text", "text": "Und?"}]},
    ],
}


def sent(client, story, body=None, **changes):
    """The answer to the form with this body, in English."""
    typed = {} if body is None else {"body": body if isinstance(body, str) else compact(body)}
    return client.post(url(story), form_of(client, story, **typed, **changes), headers=ENGLISH)


def block(kind, **attrs):
    return {"type": kind, "attrs": {"id": "ccccccccc1", **attrs}}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (block("poll"), "Block 2 (poll): this kind of block is not known here."),
        ({**paragraph("x"), "onclick": "x"}, "Block 2 (paragraph): “onclick” is not known here."),
        (block("clip", clip=4711), "Block 2 (clip): clip 4711 does not exist (any more)."),
        (block("image", image="7"), "Block 2 (picture): “image” is not as it should be."),
        (
            {**paragraph(), "content": [words("x", link="javascript:alert(1)")]},
            "Block 2 (paragraph): this link leads nowhere we allow.",
        ),
        (block("teaser", article=10**30), "Block 2 (teaser)"),
        ({"type": "list", "attrs": {"id": "ccccccccc1"}, "content": []}, "Block 2 (list): it is empty."),
    ],
)
def test_a_bad_block_is_named_and_the_document_stays_in_the_form(client, cvd, bad, told):
    client.force_login(cvd)
    story = ArticleFactory(body=body("Was schon da war."))
    typed = compact({**story.body, "content": [*story.body["content"], bad]})

    answer = sent(client, story, typed)

    assert told in " ".join(answer.context["adminform"].form.errors["body"])
    assert answer.context["adminform"].form["body"].value() == typed
    assert Article.objects.get().version == 1


@pytest.mark.parametrize("kind", ["image", "clip", "person", "story"])
def test_a_row_that_was_deleted_meanwhile_is_named_with_its_block(client, cvd, kind):
    client.force_login(cvd)
    row = {"image": ImageFactory, "clip": ClipFactory, "person": PersonFactory, "story": ArticleFactory}[kind]()
    made = {
        "image": picture, "clip": video, "person": lambda row: quote("…", person=row),
        "story": lambda row: {"type": "teaser", "attrs": {"id": "ccccccccc1", "article": row.pk}},
    }[kind](row)  # fmt: skip
    story = ArticleFactory(body=body("Eins."))
    key = row.pk
    row.delete()

    answer = sent(client, story, body("Eins.", made))

    assert f"Block 2 ({made['type'] if kind != 'image' else 'picture'}):" in str(answer.context["errors"])
    assert f"{key} does not exist (any more)" in answer.content.decode()
    assert Article.objects.get(pk=story.pk).version == 1


def test_a_text_of_more_than_two_megabytes_is_refused_and_kept(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()

    answer = sent(client, story, body("ä" * 1_100_000))

    assert answer.context["adminform"].form.errors["body"] == [
        "The story is too large: 2 MB are the most that can be kept."
    ]
    assert len(answer.context["adminform"].form["body"].value()) > 1_100_000


def test_three_hundred_blocks_are_stored_shown_and_compared(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    long = body(*(f"Absatz {number}." for number in range(300)))

    assert sent(client, story, long).status_code == 302
    assert Article.objects.get().body == long
    shown = client.get(reverse("admin:articles_article_compare", args=[story.pk]) + "?old=v1&new=v2")
    assert len(shown.context["changed"]) == 302


def test_a_thousand_tags_are_refused_in_words_and_kept(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    many = ", ".join(f"Wort {number}" for number in range(1000))

    answer = sent(client, story, tags=many, lead="Neu.")

    assert "1000 tags are more than a story can have; 100 are the most." in answer.content.decode()
    assert answer.context["adminform"].form["tags"].value() == many
    assert (story.tags.count(), Article.objects.get().lead) == (0, story.lead)


@pytest.mark.parametrize("forged", ["foreign", "0", "999999", "x", "-1", str(10**30)])
def test_a_forged_section_changes_nothing_and_the_rest_stays(client, editor, forged):
    mine, foreign = SectionFactory(), SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    story = ArticleFactory(section=mine)
    client.force_login(editor)

    answer = sent(client, story, section=foreign.pk if forged == "foreign" else forged, lead="Neu.")

    assert answer.context["adminform"].form.errors["section"]
    assert answer.context["adminform"].form["lead"].value() == "Neu."
    assert (Article.objects.get().section, Article.objects.get().version) == (mine, 1)


@pytest.mark.parametrize("version", ["999", "-1", "x", str(10**20), ""])
def test_a_version_that_never_was_stores_nothing_over_another(client, cvd, version):
    client.force_login(cvd)
    story = ArticleFactory()
    lifecycle.settle(story, lifecycle.Typed(columns={"headline": "Ihr Titel"}), by=None, base_version=1)

    answer = sent(client, story, base_version=version, lead="Neu.")

    assert answer.status_code in (200, 302)
    assert Article.objects.get().headline == "Ihr Titel"


def test_a_stored_text_of_an_unknown_kind_is_saved_again_byte_for_byte(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    Article.objects.filter(pk=story.pk).update(body=OLD)
    before = json.dumps(Article.objects.get().body)

    assert sent(client, story, headline="Ein neuer Titel").status_code == 302

    stored = Article.objects.get()
    assert (stored.headline, json.dumps(stored.body), stored.version) == ("Ein neuer Titel", before, 2)
    assert json.dumps(Revision.objects.first().body) == before
    for page in (url(story), reverse("admin:articles_article_compare", args=[story.pk]), url(story, "side/versions")):
        assert client.get(page).status_code == 200


def test_but_an_unknown_kind_is_not_let_in_by_touching_it(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    Article.objects.filter(pk=story.pk).update(body=OLD)

    answer = sent(client, story, {**OLD, "content": OLD["content"][:1]})

    assert "this kind of block is not known here" in answer.content.decode()
    assert Article.objects.get().version == 1


def test_a_form_sent_again_is_answered_like_the_first_time_and_publishes_once(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory(lead_image=ImageFactory(file=True))
    form = form_of(client, story, headline="Neu", _publish="1")

    first, again = client.post(url(story), form), client.post(url(story), form)

    assert (first.status_code, again.status_code, first.url == again.url) == (302, 302, True)
    assert (Article.objects.get().version, story.editions.count()) == (2, 1)


def test_a_new_story_sent_twice_is_one_story(client, cvd):
    client.force_login(cvd)
    form = form_of(client, headline="Einmal")

    first, again = client.post(ADD, form), client.post(ADD, form)

    assert (first.url, Article.objects.count()) == (again.url, 1)


def test_the_same_form_with_another_word_in_it_is_another_save_not_a_replay(client, cvd):
    client.force_login(cvd)
    story = ArticleFactory()
    form = form_of(client, story, lead="Eins.")
    client.post(url(story), form)

    client.post(url(story), form | {"kicker": "Zurück und weitergeschrieben"})  # the browser's way back

    stored = Article.objects.get()
    assert (stored.version, stored.lead, stored.kicker) == (3, "Eins.", "Zurück und weitergeschrieben")


def test_somebody_elses_token_is_no_answer(client, cvd, administrator):
    client.force_login(cvd)
    story = ArticleFactory()
    form = form_of(client, story, lead="Eins.")
    client.post(url(story), form)
    client.force_login(administrator)

    client.post(url(story), form | {"lead": "Von mir.", "base_version": 2})

    assert [row.by for row in Revision.objects.all()[:2]] == [administrator, cvd]


def test_bylines_others_deleted_or_added_meanwhile_are_no_error(client, cvd):
    ada, bo = PersonFactory(name="Ada"), PersonFactory(name="Bo")
    story = ArticleFactory()
    begun = {"bylines": [states.byline(ada), states.byline(None, "Nele")]}
    lifecycle.settle(story, lifecycle.Typed(lists=begun), by=None, base_version=1)
    client.force_login(cvd)
    mine = form_of(client, story, lead="Neu.")
    theirs = {"bylines": [states.byline(bo), states.byline(None, "Nele")], "tags": [states.tagged("Hafen")]}
    TagFactory(name="Hafen")
    lifecycle.settle(Article.objects.get(), lifecycle.Typed(lists=theirs), by=None, base_version=2)

    assert client.post(url(story), mine).status_code == 302

    stored = states.lists(Article.objects.get())
    assert [row["said"] for row in stored["bylines"]] == ["Bo", "Nele"]
    assert ([row["said"] for row in stored["tags"]], Article.objects.get().lead) == (["Hafen"], "Neu.")


def test_a_version_comes_back_with_its_names_and_says_which_are_gone(client, cvd):
    ada, tag = PersonFactory(name="Ada"), TagFactory(name="Hafen")
    story = ArticleFactory()
    full = {"bylines": [states.byline(ada)], "people": [states.named(ada, "Wirtin")], "tags": [states.tagged("Hafen")]}
    lifecycle.settle(story, lifecycle.Typed(lists=full), by=None, base_version=1)
    none = {"bylines": [], "people": [], "tags": []}
    lifecycle.settle(story, lifecycle.Typed(lists=none), by=None, base_version=2)
    lifecycle.restore(story, Revision.objects.get(version=2), by=None)
    assert states.lists(Article.objects.get())["people"] == [states.named(ada, "Wirtin")]
    lifecycle.settle(story, lifecycle.Typed(lists=none), by=None, base_version=None)
    ada.delete(), tag.delete()
    client.force_login(cvd)

    address = reverse("admin:articles_article_restore", args=[story.pk, 2])
    page = client.post(address, follow=True, headers=ENGLISH).content.decode()

    assert "Ada has no page any more" in page
    assert "The tag “Hafen” does not exist any more." in page
    assert [row["said"] for row in states.lists(Article.objects.get())["bylines"]] == ["Ada"]
