"""Tags and people that are offered for a story: from its words in any ending, from the archive, each with a reason."""

import pytest
from django.utils.translation import override

from articles.models import Article, Dismissal
from articles.related.said import Said
from articles.related.topics import Known, proposals
from people.models import AuditEvent
from tests.articles.test_admin_stories import form_of, url
from tests.bodies import body, mention, paragraph, quote
from tests.factories import ArticleFactory, ClipFactory, PersonFactory, RoleFactory, TagFactory


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def names(found):
    return [one.name for one in found]


@pytest.mark.once
@pytest.mark.parametrize(
    ("spelling", "text", "shown"),
    [
        ("Hafen", "Am Rand des Hafens liegt ein Boot.", "Hafens"),
        ("Hafenbecken", "In den Hafenbecken steht Wasser.", "Hafenbecken"),
        ("Sunniva Tadebach", "Sunniva Tadebachs Plan steht.", "Sunniva Tadebachs"),
        ("Öffentlicher Nahverkehr", "Es geht um öffentlichen Nahverkehr.", "öffentlichen Nahverkehr"),
        ("Müller", "Herr Mueller geht.", "Mueller"),
        ("Wahl", "Sie wählen am Sonntag.", None),  # a verb is no noun
        ("Hafen", "Die Hafenkapitänin kommt.", None),  # half of a word is another word
    ],
)
def test_a_spelling_is_found_in_whatever_ending(spelling, text, shown):
    hit = Said([("b1", text)]).find(spelling)

    assert (hit.shown if hit else None) == shown


@pytest.mark.once
def test_a_surname_counts_where_the_role_stands_before_it():
    said = Said([("", "Die Hafenkapitänin Tadebach kam."), ("b1", "Auch Tadebach lachte.")])

    assert said.find_surname("Tadebach", ["Hafenkapitänin"]).shown == "Hafenkapitänin Tadebach"
    assert said.find_surname("Tadebach", ["Bürgermeisterin"]) is None


def test_what_the_text_says_is_offered_with_the_words_it_says(db):
    TagFactory(name="Hafen"), TagFactory(name="Haushalt"), TagFactory(name="Brücke", aliases="Klappbrücke")
    story = ArticleFactory(headline="Die Klappbrücke klemmt", body=body("Am Rand des Hafens.", "Im Hafen ist Ruhe."))

    found = proposals(story, Known()).tags

    reasons = {one.name: one.reason for one in found}
    assert set(reasons) == {"Hafen", "Brücke"}
    assert reasons["Hafen"] == "“Hafens” stands in the text 2 times"
    assert "Klappbrücke" in reasons["Brücke"]


def test_tags_of_similar_stories_are_offered_though_the_text_never_says_them(db):
    traffic = TagFactory(name="Verkehr")
    for number in range(3):
        ArticleFactory(
            live=True,
            headline=f"Klappbrücke gesperrt, Tag {number}",
            lead="Am Fleet steht alles still.",
            tags=[traffic],
        )
    ArticleFactory(live=True, headline="Handball am Abend", lead="Ein Sieg.", tags=[TagFactory(name="Sport")])
    story = ArticleFactory(headline="Klappbrücke bleibt gesperrt", lead="Am Fleet geht nichts.")

    [offered] = proposals(story, Known()).tags

    assert offered.name == "Verkehr"
    assert offered.reason.startswith("at 3 similar stories, “Klappbrücke gesperrt")


def test_a_draft_of_others_lends_no_tags(db):
    secret = TagFactory(name="Verschluss")
    for _ in range(3):
        ArticleFactory(headline="Klappbrücke gesperrt", lead="Am Fleet steht alles still.", tags=[secret])

    assert proposals(ArticleFactory(headline="Klappbrücke am Fleet gesperrt"), Known()).tags == []


def test_people_are_offered_by_name_alias_and_surname_with_role(db):
    full, alias, role = (
        PersonFactory(name="Cem Yorgunlar"),
        PersonFactory(name="Nele Barkhahn", aliases="Nele B. Barkhahn"),
        PersonFactory(name="Sunniva Tadebach"),
    )
    RoleFactory(person=role, title="Hafenkapitänin")
    PersonFactory(name="Jonte Tadebach")
    spoken = PersonFactory(name="Dorothea Anklamer")
    story = ArticleFactory(
        body=body(
            paragraph("Cem Yorgunlars Rad steht am Fleet, und Nele B. Barkhahn sah es."),
            paragraph("Hafenkapitänin Tadebach schwieg. ", mention(spoken), " nicht."),
            quote("Niemals.", person=spoken),
            paragraph("Auch Gerlinde Holtkamp kam."),
        )
    )

    found = proposals(story, Known())

    assert {one.key for one in found.people} == {full.pk, alias.pk, role.pk}
    assert {one.key: one.role for one in found.people}[role.pk] == "Hafenkapitänin"
    assert names(found.linked) == ["Dorothea Anklamer"]
    assert "Gerlinde Holtkamp" in found.unknown


def test_what_is_set_or_refused_is_not_offered(db, cvd):
    tag, other, person = TagFactory(name="Hafen"), TagFactory(name="Kran"), PersonFactory(name="Cem Yorgunlar")
    story = ArticleFactory(headline="Hafen und Kran", body=body("Cem Yorgunlar war da."))

    found = proposals(story, Known(tags=["hafen"], refused_tags={other.pk}, refused_people={person.pk}))

    assert (found.tags, found.people) == ([], [])
    assert tag.name == "Hafen"


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_it_costs_the_same_for_any_archive_register_and_length(db, django_assert_num_queries, rows):
    for number in range(rows):
        TagFactory(name=f"Hafen {number}"), PersonFactory(name=f"Cem Yorgunlar{number}")
        ArticleFactory(live=True, headline=f"Hafen am Fleet {number}", tags=[TagFactory(name=f"Fleet {number}")])
    story = ArticleFactory(
        headline="Hafen am Fleet", body=body(*[f"Absatz {n} am Fleet mit Cem Yorgunlar{n}." for n in range(rows)])
    )

    with django_assert_num_queries(4):  # register, roles, archive, tags
        proposals(story, Known())


def test_the_panel_looks_at_what_is_typed_and_stores_nothing(client, cvd):
    TagFactory(name="Hafen")
    story = ArticleFactory(headline="Nichts davon", body=body("Nichts."))
    client.force_login(cvd)
    form = form_of(client, story, headline="Alles über den Hafen")
    before = Article.objects.values().get()

    typed = client.post(url(story, "topics"), form).content.decode()

    assert 'data-put-in="tags" data-name="Hafen"' in typed
    assert 'data-name="Hafen"' not in client.get(url(story, "topics")).content.decode()
    assert Article.objects.values().get() == before


def test_what_does_not_fit_comes_back_only_when_it_is_wanted(client, cvd):
    tag = TagFactory(name="Hafen")
    story = ArticleFactory(headline="Im Hafen")
    client.force_login(cvd)

    assert client.post(url(story, "dismiss"), {"tag": tag.pk}).status_code == 204
    client.post(url(story, "dismiss"), {"tag": tag.pk})
    refused = client.get(url(story, "topics")).content.decode()
    assert (
        'data-put-in="tags" data-name="Hafen"' in refused,
        "1 suggestion" in refused or "1 Vorschlag" in refused,
    ) == (False, True)
    client.post(url(story, "dismiss"), {"tag": tag.pk, "back": "1"})

    assert 'data-put-in="tags" data-name="Hafen"' in client.get(url(story, "topics")).content.decode()
    assert not Dismissal.objects.exists()
    assert AuditEvent.objects.filter(verb__in=["dismiss", "offer again"]).count() == 2


@pytest.mark.parametrize("sent", [{}, {"tag": "x"}, {"tag": "99999999999"}, {"clip": ""}, {"story": "1"}])
def test_a_refusal_of_nothing_is_refused(client, cvd, sent):
    client.force_login(cvd)

    assert client.post(url(ArticleFactory(), "dismiss"), sent).status_code == 400


def test_a_foreign_story_suggests_nothing(client, editor):
    story = ArticleFactory()
    client.force_login(editor)

    assert {
        client.get(url(story, "topics")).status_code,
        client.post(url(story, "dismiss"), {"tag": 1}).status_code,
    } == {404}


def test_a_video_that_does_not_fit_is_not_offered_again(client, cvd):
    clip, tag = ClipFactory(teaser="Der Kran am Fleet hebt ab."), TagFactory(name="Hafen")
    clip.tags.add(tag)
    story = ArticleFactory(headline="Der Kran am Fleet", tags=[tag], story_date=clip.recorded_on)
    client.force_login(cvd)
    offered = f'name="clip" value="{clip.pk}"'
    assert offered in client.get(url(story, "related")).content.decode()

    client.post(url(story, "dismiss"), {"clip": clip.pk})

    page = client.get(url(story, "related")).content.decode()
    assert 'data-count="0"' in page
    assert 'name="back"' in page
