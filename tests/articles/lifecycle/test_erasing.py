"""A right to be forgotten, a court order: what is erased is nowhere any more, and the log says that it was."""

import json

import pytest
from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext

from articles import lifecycle
from articles.models import Article, Correction, Draft, Edition, EditionByline, Revision
from people.models import AuditEvent, Person
from tests.bodies import body, bullets, every_kind, gallery, mention, paragraph, picture, quote, teaser, video, words
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    PersonFactory,
    PortraitFactory,
    UserFactory,
    picture_bytes,
)
from visuals import lifecycle as visuals
from visuals.models import Clip, Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(name="Ragnhild Vosskamp", aliases="Hafenmeisterin Vosskamp\n\n")


def erase(target):
    return lifecycle.erase(target, reason="Beschluss vom 4. Mai", by=None)


def notice():
    """In the language of the story."""
    with translation.override("de"):
        return gettext("[removed]")


def kept(article):
    """Everything that drafts, editions, revisions and corrections of a story hold, as one text."""
    rows: list[Model] = [article, *article.editions.all(), *article.revisions.all(), *article.corrections.all()]
    values = [{field.name: field.value_from_object(row) for field in row._meta.fields} for row in rows]
    return json.dumps(values, default=str, ensure_ascii=False)


def fresh(article):
    return Article.objects.get(pk=article.pk)


def in_three_versions(**fields):
    """Live, then changed so that only an edition and a revision remember."""
    article = ArticleFactory(live=True, **fields)
    article.body = body("Jetzt anders.")
    for name in ("headline", "lead"):
        setattr(article, name, "Jetzt anders")
    article.lead_image, article.lead_image_caption = None, ""
    return lifecycle.save(article, by=None)


def test_a_reason_is_needed():
    with pytest.raises(lifecycle.Refused, match="Say why"):
        lifecycle.erase(ImageFactory(), reason=" ", by=None)


@pytest.mark.parametrize("place", ["lead", "body", "gallery of it alone", "gallery"])
def test_a_picture_leaves_editions_revisions_and_drafts(place):
    image, other = ImageFactory(file=True), ImageFactory(file=True)
    blocks = {
        "lead": body("Text."),
        "body": body(picture(image, "Geheim")),
        "gallery of it alone": body(gallery(picture(image, "Geheim"))),
        "gallery": body(gallery(picture(image, "Geheim"), other)),
    }[place]
    lead = {"lead_image": image, "lead_image_caption": "Geheim"} if place == "lead" else {}
    article = in_three_versions(body=blocks, **lead)
    assert erase(image) == 1
    assert not Image.objects.filter(pk=image.pk).exists()
    assert "Geheim" not in kept(fresh(article))
    assert f'"image": {image.pk}' not in kept(fresh(article))
    edition = article.editions.get()
    assert edition.lead_image is None
    if "alone" in place or place == "body":
        block = edition.body["content"][0]
        assert block["attrs"]["id"] == blocks["content"][0]["attrs"]["id"]
        assert block["content"][0]["text"] in edition.pieces[0]


def test_files_are_gone_once_the_erasure_is_committed(django_capture_on_commit_callbacks):
    image = ImageFactory(renditions=True)
    with django_capture_on_commit_callbacks(execute=True):
        visuals.take_file(image, picture_bytes(90, 70))  # replaced once: the first original must go, too
    PortraitFactory(image=image, person=PersonFactory())
    ClipFactory(poster=image)
    with django_capture_on_commit_callbacks(execute=True):
        erase(image)
        assert _files()
    assert _files() == []
    assert Clip.objects.get().poster is None


def _files(folder=""):
    folders, files = default_storage.listdir(folder)
    return files + [name for inner in folders for name in _files(f"{folder}/{inner}".strip("/"))]


def test_a_clip_becomes_a_notice_everywhere():
    clip = ClipFactory()
    article = in_three_versions(body=body(video(clip, "Geheim")))
    assert erase(clip) == 1
    assert not Clip.objects.exists()
    assert "Geheim" not in kept(fresh(article))
    assert "clip" not in [piece["hole"] for piece in article.editions.get().pieces if isinstance(piece, dict)]


def test_a_person_is_named_nowhere_any_more(person):
    story = body(
        paragraph("Es sagte ", mention(person, "Ragnhild Vosskamp"), ", was sie wollte."),
        quote("Ich bin Ragnhild Vosskamp.", person=person, name="Ragnhild Vosskamp", role="Hafenmeisterin"),
        paragraph("Die Hafenmeisterin Vosskamp geht. ", words("Ragnhild", "strong"), " Vosskamp kommt wieder."),
        bullets("Ragnhild Vosskamp, 61"),
    )
    heads = {"headline": "Ragnhild Vosskamp geht", "lead": "Ragnhild Vosskamp hat genug."}
    article = in_three_versions(body=story, people=[person], bylines=[person], **heads)
    lifecycle.correct(fresh(article), by=None, text="Ragnhild Vosskamp ist 61.")
    assert erase(person) == 1
    assert "Vosskamp" not in kept(fresh(article))
    assert not Person.objects.filter(pk=person.pk).exists()
    first = article.editions.get(number=1)
    assert (first.facts["people"], [line["url"] for line in first.facts["bylines"]]) == ([], [None])
    assert first.headline == f"{notice()} geht"


def test_an_author_who_only_signed_can_be_forgotten(person):
    article = ArticleFactory(live=True, bylines=[person])
    assert erase(person) == 1
    assert EditionByline.objects.get().person is None
    assert "Vosskamp" not in kept(fresh(article))


def test_an_author_of_a_draft_can_be_forgotten_too(person):
    article = ArticleFactory(bylines=[person])
    assert erase(person) == 1
    assert [(line.person, line.name) for line in article.bylines.all()] == [(None, "[removed]")]


def test_a_namesake_in_another_story_stays(person):
    namesake = PersonFactory(name=person.name)
    theirs = ArticleFactory(live=True, body=body(paragraph(mention(namesake))))
    ArticleFactory(live=True, body=body(paragraph(mention(person))))
    before = kept(theirs)
    assert erase(person) == 1
    assert kept(fresh(theirs)) == before


def test_a_person_whose_number_begins_alike_is_somebody_else():
    first, other = PersonFactory(pk=71), PersonFactory(pk=719)
    ArticleFactory(body=body(paragraph(mention(other))))
    assert erase(first) == 0


def test_a_passage_goes_across_marks_and_out_of_every_field():
    article = in_three_versions(
        headline="Er soll Geld genommen haben",
        body=body(paragraph("Er ", words("soll", "strong"), " Geld genommen haben, hieß es."), "Sonst nichts."),
    )
    lifecycle.correct(fresh(article), by=None, text="Er soll Geld genommen haben: falsch.")
    assert erase(lifecycle.Passage(article, "soll Geld genommen haben")) == 1
    text = kept(fresh(article))
    assert "Geld genommen" not in text
    first = article.editions.get(number=1)
    assert first.body["content"][0]["content"] == [
        {"type": "text", "text": "Er "},
        {"type": "text", "text": notice(), "marks": [{"type": "strong"}]},
        {"type": "text", "text": ", hieß es."},
    ]
    assert "Sonst nichts." in first.pieces[0]
    assert Correction.objects.get().text == f"Er {notice()}: falsch."


@pytest.mark.parametrize("said", ["", "  ", "stand da nie"])
def test_a_passage_that_is_nowhere_is_refused(said):
    article = ArticleFactory(live=True)
    before = kept(article)
    with pytest.raises(lifecycle.Refused):
        erase(lifecycle.Passage(article, said))
    assert kept(fresh(article)) == before


def test_a_notice_longer_than_the_words_still_fits():
    article = ArticleFactory(live=True, headline="Bo " * 100, body=body(teaser(title="Bo " * 66, label="Bo " * 26)))
    assert erase(lifecycle.Passage(article, "Bo")) == 1
    assert "Bo" not in kept(fresh(article))


def test_what_was_open_at_the_desk_cannot_bring_it_back(person):
    article = ArticleFactory(live=True, body=body(paragraph(mention(person))))
    opened = fresh(article)
    Draft.objects.create(
        article=article, user=UserFactory(), token="t", seq=1, base_version=1, fields={"lead": article.lead}
    )
    erase(lifecycle.Passage(article, "Ab dem Frühjahr"))
    with pytest.raises(lifecycle.Stale):
        lifecycle.save(opened, by=None, base_version=opened.version)
    assert not Draft.objects.exists()


def test_what_stood_only_in_an_old_version_is_found_there():
    image = ImageFactory()
    article = ArticleFactory(body=body(picture(image)))
    article.body = body("Ohne.")
    lifecycle.save(article, by=None)
    assert erase(image) == 1
    assert '"image"' not in json.dumps([*Revision.objects.values_list("body", flat=True)])


def test_the_log_says_what_was_erased_and_why():
    image = ImageFactory(title="Das Foto")
    article = ArticleFactory(live=True, lead_image=image)
    erase(image)
    line = AuditEvent.objects.get(verb="erase")
    assert (line.target_label, line.reason) == ("Das Foto", "Beschluss vom 4. Mai")
    assert line.after == {"stories": [article.pk]}


def test_a_story_of_every_kind_of_block_survives_every_erasure(person):
    image, clip, target = ImageFactory(file=True), ClipFactory(), ArticleFactory(live=True)
    story = every_kind(image=image, clip=clip, person=person, story=target)
    article = ArticleFactory(live=True, body=story)
    for row in (image, clip, person):
        assert erase(row) == 1
    assert len(fresh(article).body["content"]) == len(story["content"])
    assert Edition.objects.get(article=article).body_refs.filter(story=target).exists()
