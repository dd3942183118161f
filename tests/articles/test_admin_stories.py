"""The form of a story: what is prefilled, what is stored, who may touch it, and that no word is lost."""

import pytest
from django.contrib.contenttypes.models import ContentType

from articles import lifecycle
from articles.admin.writing import CHOICE
from articles.models import Article, Edition, SectionGrant
from tests.bodies import body, every_kind, paragraph, table
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)
from topics.models import Tag
from visuals.models import Clip

ENGLISH = {"accept-language": "en"}
ADD = "/admin/articles/article/add/"


def url(story, deed="change"):
    return f"/admin/articles/article/{story.pk}/{deed}/"


def form_of(client, story=None, *, as_text=False, **changes):
    """What a browser would send back: every field of the form as it stands, changed in places."""
    if as_text or "text" in changes:  # whoever types in the notation has chosen to
        session = client.session
        session[CHOICE] = False
        session.save()
    page = client.get(url(story) if story else ADD)
    form = page.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
    data["tags"] = ", ".join(getattr(tag, "name", tag) for tag in data["tags"] or [])
    data.pop("overwrite")
    for formset in page.context["inline_admin_formsets"]:
        for inner in [formset.formset.management_form, *formset.formset.forms]:
            data |= {bound.html_name: "" if bound.value() is None else bound.value() for bound in inner}
    return {key: value for key, value in data.items() if value is not False} | changes


def test_a_new_story_starts_with_what_is_known_of_its_author(client, editor):
    section = SectionFactory()
    SectionGrant.objects.create(user=editor, section=section)
    editor.person = PersonFactory(author=True)
    editor.save()
    client.force_login(editor)

    data = form_of(client)

    assert (data["language"], data["section"], data["bylines-0-person"]) == ("de", section.pk, editor.person.pk)


def test_a_story_is_begun_with_text_bylines_and_tags(client, cvd):
    person, section = PersonFactory(), SectionFactory()
    client.force_login(cvd)

    client.post(
        ADD,
        form_of(
            client,
            headline="Die Klappbrücke bleibt zu",
            lead="Wer hinüberwill, fährt Umweg.",
            text="Ein Zahnrad ist gebrochen.\n\nWir richten das. „ Ada Lindqvist, Bürgermeisterin",
            section=section.pk,
            tags="Verkehr",
            **{"bylines-TOTAL_FORMS": 1, "bylines-0-person": person.pk, "bylines-0-position": 1},
        ),
    )

    story = Article.objects.get()
    assert [block["type"] for block in story.body["content"]] == ["paragraph", "quote"]
    assert [line.person for line in story.bylines.all()] == [person]
    assert [tag.name for tag in story.tags.all()] == ["Verkehr"]
    assert (story.created_by, story.version) == (cvd, 1)


def test_saving_an_untouched_story_changes_nothing(client, cvd):
    story = ArticleFactory(bylines=["Nele Barkhahn"], tags=[TagFactory()])
    client.force_login(cvd)
    before = Article.objects.values().get()

    client.post(url(story), form_of(client, story))

    assert Article.objects.values().get() == before


def test_changing_a_paragraph_keeps_every_other_block_with_its_id(client, cvd):
    story = ArticleFactory(body=body(paragraph("Eins."), table(["a", "b"]), paragraph("Drei.")))
    client.force_login(cvd)
    data = form_of(client, story, as_text=True)

    client.post(url(story), data | {"text": data["text"].replace("Drei.", "Drei, geändert.")})

    old, new = story.body["content"], Article.objects.get().body["content"]
    assert new[:2] == old[:2]
    assert (new[2]["attrs"]["id"], new[2]["content"][0]["text"]) == (old[2]["attrs"]["id"], "Drei, geändert.")


def test_a_video_typed_into_the_text_is_made_and_told(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)
    data = form_of(client, story, as_text=True)

    page = client.post(
        url(story),
        data | {"text": data["text"] + "\n\nDer Kran hebt ab. 23.08.2025 | 0:23 min"},
        follow=True,
        headers=ENGLISH,
    )

    assert Clip.objects.get().typed_ms == 23_000
    assert "Created: Clip “Der Kran hebt ab." in page.content.decode()


def test_empty_teaser_fields_show_in_grey_what_they_inherit(client, cvd):
    image = ImageFactory(caption="Der Kran am Morgen")
    story = ArticleFactory(headline="Der Hafen bekommt einen Kran", lead_image=image)
    client.force_login(cvd)

    page = client.get(url(story)).content.decode()

    assert page.count('placeholder="Der Hafen bekommt einen Kran"') == 1
    assert 'placeholder="Der Kran am Morgen"' in page


@pytest.mark.parametrize("typed", ["Verkehr, Nebelhorn", "nebelhorn"])
def test_a_trainee_cannot_make_tags_by_the_way(client, trainee, typed):
    Tag.objects.create(name="Verkehr", slug="verkehr")
    story = ArticleFactory(by=trainee)
    client.force_login(trainee)

    page = client.post(url(story), form_of(client, story, tags=typed), headers=ENGLISH)

    assert "There is no tag" in page.content.decode()
    assert [tag.name for tag in Tag.objects.all()] == ["Verkehr"]


def test_two_people_in_one_story_lose_no_word(client, cvd, administrator):
    story = ArticleFactory(by=administrator)
    client.force_login(cvd)
    mine = form_of(client, story, lead="Mein Vorspann.")
    story.lead = "Ihr Vorspann."
    lifecycle.save(story, by=administrator)

    asked = client.post(url(story), mine, headers=ENGLISH)
    stored = Article.objects.get().lead
    base = asked.context["adminform"].form["base_version"].value()
    client.post(url(story), mine | {"base_version": base})

    assert "administrator changed the same places as you" in asked.content.decode()
    assert "administrator wrote here at the same time: “Ihr Vorspann.”" in asked.content.decode()
    assert asked.context["adminform"].form["lead"].value() == "Mein Vorspann."
    assert stored == "Ihr Vorspann."
    assert Article.objects.get().lead == "Mein Vorspann."
    assert [revision.fields["lead"] for revision in story.revisions.all()][1] == "Ihr Vorspann."


def test_a_foreign_story_is_as_missing_as_none(client, someone, administrator):
    foreign = ArticleFactory(by=administrator, headline="Geheim")
    client.force_login(someone)
    chief = someone.username in ("CvD", "administrator")

    for deed in ("change", "delete", "history", "preview"):
        page = client.get(url(foreign, deed))
        there = 200 if chief else 302 if someone.username == "reader" else 404
        assert (deed, page.status_code) == (deed, there)
        assert chief or "Geheim" not in page.content.decode()


def test_a_section_can_only_be_one_of_hers(client, editor):
    mine, foreign = SectionFactory(), SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    story = ArticleFactory(section=mine)
    client.force_login(editor)

    client.post(url(story), form_of(client, story, section=foreign.pk))

    assert Article.objects.get().section == mine


def test_fields_that_are_not_in_the_form_cannot_be_forged(client, editor):
    story = ArticleFactory(by=editor)
    client.force_login(editor)

    client.post(url(story), form_of(client, story, lead="Neu.", version=99, created_by="", body="{}", state="live"))

    stored = Article.objects.get()
    assert (stored.version, stored.created_by, stored.lead) == (2, editor, "Neu.")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_form_costs_the_same_for_any_length_of_story(client, cvd, django_assert_num_queries, rows):
    people = [PersonFactory() for _ in range(rows)]
    story = ArticleFactory(
        body=body(*[f"Absatz {n}." for n in range(rows)]),
        bylines=people,
        people=people,
        tags=[TagFactory() for _ in range(rows)],
        lead_image=ImageFactory(file=True, agency=OrganisationFactory(), photographer=PersonFactory()),
    )
    client.force_login(cvd)
    ContentType.objects.get_for_model(Article)  # asked once a process

    # session, user, 2 permissions, story with its picture, sections to choose from, tags, bylines, people,
    # live, planned, ever live, her unsaved text, the picture as the one that is chosen
    with django_assert_num_queries(14):
        assert client.get(url(story)).status_code == 200


def test_the_preview_is_the_readers_page_and_is_kept_by_nobody(client, cvd):
    story = ArticleFactory(headline="Noch geheim", lead_image=ImageFactory(), body=body("Ein Absatz."))
    client.force_login(cvd)

    page = client.get(url(story, "preview"))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert [kind in page.content.decode() for kind in ('data-block="lead"', 'data-block="paragraph"')] == [True, True]


def test_the_preview_draws_every_kind_of_block(client, cvd):
    story = ArticleFactory(
        body=every_kind(
            image=ImageFactory(), clip=ClipFactory(), person=PersonFactory(), story=ArticleFactory(live=True)
        )
    )
    client.force_login(cvd)

    page = client.get(url(story, "preview")).content.decode()

    kinds = [block["type"] for block in story.body["content"]]
    assert [kind for kind in kinds if f'data-block="{kind}"' not in page] == []
