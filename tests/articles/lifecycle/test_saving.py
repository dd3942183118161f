"""The working copy: versions, references, addresses."""

import pytest
from django.db.models import ProtectedError

from articles import lifecycle
from articles.body.validate import BodyRefused
from articles.models import Article, BodyRef, Revision
from people.models import AuditEvent
from tests.bodies import body, bullets, every_kind, factbox, gallery, mention, paragraph, picture, quote, teaser, video
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, SectionFactory, UserFactory
from visuals.models import Image

pytestmark = pytest.mark.django_db


def refs(owner):
    return [*owner.body_refs.values_list("number", "kind", "image", "clip", "person", "story")]


def test_every_save_is_a_version_with_its_line_in_the_log():
    user = UserFactory()
    article = lifecycle.save(Article(headline="Eins"), by=user, label="Anfang")
    article.headline = "Zwei"
    lifecycle.save(article, by=user)
    assert article.version == 2
    assert article.created_by == user
    assert [(r.version, r.label, r.fields["headline"], r.by) for r in article.revisions.order_by("version")] == [
        (1, "Anfang", "Eins", user), (2, "Headline", "Zwei", user)
    ]  # fmt: skip
    lines = AuditEvent.objects.order_by("pk").values_list("verb", "before", "after__headline")
    assert [(verb, before.get("headline"), after) for verb, before, after in lines] == [
        ("begin", None, "Eins"), ("save", "Eins", "Zwei")
    ]  # fmt: skip


def test_who_began_a_story_stays_who_began_it():
    first, second = UserFactory(), UserFactory()
    article = lifecycle.save(Article(headline="Eins"), by=first)
    assert lifecycle.save(article, by=second).created_by == first


def test_a_story_that_moved_on_is_not_overwritten():
    article = ArticleFactory()
    opened = Article.objects.get(pk=article.pk)
    lifecycle.save(article, by=None, base_version=1)
    opened.headline = "Von gestern"
    with pytest.raises(lifecycle.Stale, match="in the meantime"):
        lifecycle.save(opened, by=None, base_version=1)
    article.refresh_from_db()
    assert (article.version, article.headline != "Von gestern", article.revisions.count()) == (2, True, 2)


def test_saving_an_untouched_body_stores_the_same_bytes():
    story = every_kind(image=ImageFactory(), clip=ClipFactory(), person=PersonFactory(), story=ArticleFactory())
    article = ArticleFactory(body=story)
    first = Article.objects.get(pk=article.pk).body
    lifecycle.save(Article.objects.get(pk=article.pk), by=None)
    assert Article.objects.get(pk=article.pk).body == first == story


def test_what_a_body_points_at_is_in_tables():
    image, clip, person, other = ImageFactory(), ClipFactory(), PersonFactory(), ArticleFactory()
    article = ArticleFactory(
        body=body(
            "Text.",
            paragraph(mention(person), mention(person)),
            quote("…", person=person),
            gallery(image, image),
            video(clip),
            teaser(other),
            factbox("Liste", bullets("nichts")),
            picture(image),
        )
    )
    assert refs(article) == [
        (2, "mention", None, None, person.pk, None),
        (3, "quote", None, None, person.pk, None),
        (4, "image", image.pk, None, None, None),
        (5, "clip", None, clip.pk, None, None),
        (6, "teaser", None, None, None, other.pk),
        (8, "image", image.pk, None, None, None),
    ]


def test_references_are_those_of_the_body_just_stored():
    image, other = ImageFactory(), ImageFactory()
    article = ArticleFactory(body=body(picture(image)))
    article.body = body("Davor.", picture(other))
    lifecycle.save(article, by=None)
    assert refs(article) == [(2, "image", other.pk, None, None, None)]


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    article = ArticleFactory(body=body(picture(ImageFactory())))
    before = (refs(article), AuditEvent.objects.count(), Article.objects.values().get(pk=article.pk))

    def broken(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr("articles.lifecycle.saving.record", broken)
    article.body = body("Ohne Bild.")
    with pytest.raises(RuntimeError, match="the log is full"):
        lifecycle.save(article, by=None)
    stored = Article.objects.get(pk=article.pk)
    assert (refs(stored), AuditEvent.objects.count(), Article.objects.values().get(pk=article.pk)) == before
    assert stored.revisions.count() == 1


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize("kind", ["image", "lead", "clip", "mention", "quote", "teaser"])
def test_what_a_story_uses_cannot_be_deleted(kind, printed):
    row = {"image": ImageFactory, "lead": ImageFactory, "clip": ClipFactory, "teaser": ArticleFactory}.get(
        kind, PersonFactory
    )()
    block = {
        "image": picture, "clip": video, "teaser": teaser,
        "mention": lambda row: paragraph(mention(row)), "quote": lambda row: quote("…", person=row),
        "lead": lambda row: paragraph("Text."),
    }[kind](row)  # fmt: skip
    article = ArticleFactory(body=body(block), lead_image=row if kind == "lead" else None, live=printed)
    if printed:
        article.body, article.lead_image = body("Ohne."), None
        lifecycle.save(article, by=None)
    with pytest.raises(ProtectedError):
        row.delete()


def test_a_body_that_is_refused_is_not_stored():
    article = ArticleFactory()
    article.body = body(picture(4711))
    with pytest.raises(BodyRefused, match="picture 4711 does not exist"):
        lifecycle.save(article, by=None)
    assert Article.objects.get(pk=article.pk).version == 1


def test_an_address_of_another_story_is_refused():
    ArticleFactory(slug="hafen")
    with pytest.raises(lifecycle.Refused, match="“hafen” belongs to another story"):
        ArticleFactory(slug="hafen")


def test_an_address_that_once_led_elsewhere_is_refused():
    article = ArticleFactory(slug="hafen", live=True)
    article.slug = "kran"
    lifecycle.save(article, by=None)
    with pytest.raises(lifecycle.Refused):
        ArticleFactory(slug="hafen")


def test_stories_without_an_address_do_not_disturb_each_other():
    assert [ArticleFactory(slug="").slug, ArticleFactory(slug=None).slug] == [None, None]


def test_an_earlier_version_comes_back_whole_as_a_new_version():
    image, section = ImageFactory(), SectionFactory()
    first = body(picture(image), "Damals.")
    article = ArticleFactory(
        headline="Damals", body=first, section=section, lead_image=image, lead_image_caption="Der Kran"
    )
    article.headline, article.body, article.lead_image, article.section = "Heute", body("Heute."), ImageFactory(), None
    article.lead_image_caption = "Ein anderer"
    lifecycle.save(article, by=None)
    lifecycle.restore(article, article.revisions.get(version=1), by=None)
    article.refresh_from_db()
    assert (article.version, article.headline, article.body) == (3, "Damals", first)
    assert (article.lead_image, article.lead_image_caption, article.section) == (image, "Der Kran", section)
    assert refs(article) == [(1, "image", image.pk, None, None, None)]
    assert article.revisions.get(version=3).label == "Restored from version 1"


@pytest.mark.parametrize("place", ["body", "lead"])
def test_a_version_whose_rows_are_gone_does_not_come_back(place):
    image = ImageFactory()
    article = ArticleFactory(body=body(picture(image)) if place == "body" else body("."), lead_image=image)
    if place == "body":
        Revision.objects.update(fields={})
    article.body, article.lead_image = body("Ohne."), None
    lifecycle.save(article, by=None)
    Image.objects.all().delete()
    with pytest.raises(lifecycle.Refused, match="does not exist"):
        lifecycle.restore(article, article.revisions.get(version=1), by=None)
    assert Article.objects.get(pk=article.pk).version == 2


def test_a_version_of_another_story_is_refused():
    with pytest.raises(lifecycle.Refused, match="another story"):
        lifecycle.restore(ArticleFactory(), ArticleFactory().revisions.get(), by=None)


def test_a_story_that_is_gone_cannot_be_saved():
    article = ArticleFactory()
    Article.objects.filter(pk=article.pk).delete()
    with pytest.raises(lifecycle.Refused, match="does not exist any more"):
        lifecycle.save(article, by=None)
    assert not BodyRef.objects.exists()


def test_a_form_opened_before_the_first_publication_does_not_take_the_address_away():
    story = ArticleFactory()
    opened = Article.objects.get(pk=story.pk)
    lifecycle.publish(story, by=None, override=["missing_file"], reason="Test")

    lifecycle.save(opened, by=None)

    opened.refresh_from_db()
    assert opened.slug == story.slug != ""
