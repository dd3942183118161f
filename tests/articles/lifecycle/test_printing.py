"""From working copy to edition: what it copies, what stands in its way, what it is called."""

import pytest

from articles import lifecycle
from articles.lifecycle import Obstacle
from articles.models import PRINTED, Article, Edition, StorySlug
from articles.querysets import often_quoted
from people.models import AuditEvent, Person
from tests.articles.lifecycle.clock import at
from tests.bodies import body, crosshead, gallery, mention, paragraph, picture, quote, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
    UserFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def missing(moment=None, **fields):
    return {o.code: o.sentence for o in lifecycle.missing_for_print(ArticleFactory(**fields), moment)}


def test_an_edition_is_a_copy_that_later_work_does_not_touch():
    image, person, tag = ImageFactory(file=True), PersonFactory(), TagFactory()
    article = ArticleFactory(kicker="Hafen", lead_image=image, people=[person], tags=[tag], bylines=[person, "Gast"])
    edition = lifecycle.publish(article, by=UserFactory())
    printed = {name: getattr(article, name) for name in PRINTED}
    article.kicker, article.headline, article.body = "Neu", "Neu", body("Neu.")
    lifecycle.save(article, by=None)
    article.bylines.all().delete()
    article.named.all().delete()
    article.tags.clear()
    edition = Edition.objects.get(pk=edition.pk)
    assert {name: getattr(edition, name) for name in PRINTED} == printed
    assert [line.shown_name for line in edition.bylines.all()] == [person.name, "Gast"]
    assert [line.name for line in edition.named.all()] == [person.name]
    assert [item.tag for item in edition.tag_items.all()] == [tag]


def test_a_card_knows_everything_from_the_facts():
    person, tag = PersonFactory(), TagFactory()
    edition = lifecycle.publish(ArticleFactory(people=[person], tags=[tag], bylines=[person, "Gast"]), by=None)
    section = edition.section
    assert {name: edition.facts[name] for name in ("section", "bylines", "people", "tags", "corrections")} == {
        "section": {"name": section.name, "slug": section.slug, "url": section.get_absolute_url()},
        "bylines": [{"name": person.name, "url": person.author_url}, {"name": "Gast", "url": None}],
        "people": [{"name": person.name, "role": "", "url": person.get_absolute_url()}],
        "tags": [{"name": tag.name, "url": tag.get_absolute_url()}],
        "corrections": [],
    }
    assert edition.facts["words"] == len(f"{edition.lead} Der erste Absatz. Der zweite Absatz.".split())


def test_whoever_is_mentioned_or_quoted_is_in_the_edition_with_the_role_of_that_day():
    named, quoted, mentioned = (PersonFactory() for _ in range(3))
    story = body(paragraph(mention(mentioned), mention(named)), quote("…", person=quoted, role="Hafenmeisterin"))
    edition = lifecycle.publish(ArticleFactory(body=story, people=[named]), by=None)
    assert [(line.person, line.role) for line in edition.named.all()] == [
        (named, ""), (mentioned, ""), (quoted, "Hafenmeisterin")
    ]  # fmt: skip
    for often in (False, True):
        assert [*Edition.objects.quoting(quoted, often=often)] == [edition]
        assert [*Edition.objects.quoting(mentioned, often=often)] == []


def test_a_merged_tag_is_printed_as_what_it_became():
    new = TagFactory()
    edition = lifecycle.publish(ArticleFactory(tags=[TagFactory(merged_into=new), new]), by=None)
    assert [item.tag for item in edition.tag_items.all()] == [new]


def test_a_tag_merged_after_printing_leads_to_its_stories():
    old, new = TagFactory(), TagFactory()
    edition = lifecycle.publish(ArticleFactory(tags=[old]), by=None)
    old.merged_into = new
    old.save()
    assert [*Edition.objects.tagged(new)] == [*Edition.objects.tagged(new, often=True)] == [edition]


def test_every_obstacle_is_said_in_a_sentence():
    assert missing(headline=" ", lead="", section=None) == {
        "missing_headline": "The story has no headline.",
        "missing_lead": "The story has no lead.",
        "missing_section": "The story belongs to no section.",
    }
    bare = ImageFactory(bare=True, title="Kran")
    assert missing(lead_image=bare) == {
        "missing_credit": "The lead picture: “Kran” has no credit.",
        "missing_alt": "The lead picture: “Kran” has no alternative text.",
        "missing_file": "The lead picture: “Kran” has no picture file yet.",
    }
    assert missing(body=body("Text.", gallery(bare))) == {
        "missing_credit": "Block 2 (gallery): “Kran” has no credit.",
        "missing_alt": "Block 2 (gallery): “Kran” has no alternative text.",
        "missing_file": "Block 2 (gallery): “Kran” has no picture file yet.",
    }
    assert missing(body=body("Sie sagte:", crosshead("Weiter"))) == {
        "dangling_colon": "Block 1 (paragraph) ends with a colon, but nothing follows that it leads into."
    }


def test_nothing_stands_in_the_way_of_a_complete_story():
    image, plain = ImageFactory(file=True), ImageFactory(bare=True, file=True, decorative=True)
    story = body("Sie sagte:", quote("Ja."), picture(plain, credit="Privat"), picture(image), video(ClipFactory()))
    assert missing(at(0), lead_image=image, body=story) == {}


def test_rights_have_to_cover_the_moment_it_appears():
    image = ImageFactory(file=True, title="Kran", available_until=at(2))
    clip = ClipFactory(available_from=at(3))
    story = {"body": body(picture(image), video(clip))}
    assert missing(at(2), **story) == {"no_rights": "Block 2 (clip): the rights to the clip do not cover that moment."}
    assert [o.block for o in lifecycle.missing_for_print(ArticleFactory(**story), at(2))] == [
        block["attrs"]["id"] for block in story["body"]["content"]
    ]
    assert missing(at(1), body=body(picture(image))) == {}
    assert missing(at(3), body=body(video(clip))) == {}


def test_what_is_not_ready_is_not_printed():
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.publish(ArticleFactory(lead=""), by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["missing_lead"]
    assert not Edition.objects.exists()
    assert not AuditEvent.objects.filter(verb="publish").exists()


@pytest.mark.parametrize("attrs", [{"person": 10**30}, {"person": True}, {"person": [1]}, [1], "x"])
def test_what_no_row_can_be_found_by_is_refused_in_words(attrs):
    article = ArticleFactory()
    broken = body(quote("Ja.", person=PersonFactory()))
    broken["content"][0]["attrs"] = {**broken["content"][0]["attrs"], **attrs} if isinstance(attrs, dict) else attrs
    Article.objects.filter(pk=article.pk).update(body=broken)
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.publish(article, by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["bad_body"]


def test_only_credit_file_alternative_text_and_checks_can_be_gone_past():
    assert {"missing_credit", "missing_file", "missing_alt", "missing_edit", "missing_proof"} == Obstacle.OVERRIDABLE
    everything = [
        "missing_headline", "missing_lead", "missing_section", "missing_credit", "missing_alt", "missing_file",
        "no_rights", "dangling_colon", "bad_body",
    ]  # fmt: skip
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.publish(
            ArticleFactory(lead="", lead_image=ImageFactory(bare=True)), by=None, override=everything, reason="Eilt"
        )
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["missing_lead"]


def test_going_past_needs_a_reason_and_is_logged():
    article = ArticleFactory(lead_image=ImageFactory(bare=True, title="Kran"))
    override = ["missing_file", "missing_alt", "missing_credit"]
    with pytest.raises(lifecycle.Refused, match="Say why"):
        lifecycle.publish(article, by=None, override=override, reason=" ")
    with pytest.raises(lifecycle.NotReady, match="no picture file"):
        lifecycle.publish(article, by=None, override=["missing_alt"], reason="Eilt")
    lifecycle.publish(article, by=None, override=override, reason="Eilt")
    line = AuditEvent.objects.get(verb="publish")
    assert line.reason == "Eilt"
    assert line.after["overridden"] == [
        "The lead picture: “Kran” has no credit.",
        "The lead picture: “Kran” has no alternative text.", "The lead picture: “Kran” has no picture file yet."
    ]  # fmt: skip


def test_a_failure_in_the_middle_prints_nothing(monkeypatch):
    article = ArticleFactory(body=body(picture(ImageFactory(file=True))))

    def broken(*args, **kwargs):
        raise RuntimeError("no disk left")

    monkeypatch.setattr("articles.lifecycle.printing.visibility.show", broken)
    with pytest.raises(RuntimeError, match="no disk left"):
        lifecycle.publish(article, by=None)
    assert (Edition.objects.count(), StorySlug.objects.count()) == (0, 0)
    assert Article.objects.get(pk=article.pk).slug is None
    assert not AuditEvent.objects.filter(verb="publish").exists()


def test_an_address_comes_from_the_headline_and_is_claimed():
    first, second, third = (
        lifecycle.publish(ArticleFactory(headline="Größe zählt, Übermut nicht"), by=None).slug for _ in range(3)
    )
    assert [first, second, third] == [
        "groesse-zaehlt-uebermut-nicht", "groesse-zaehlt-uebermut-nicht-2", "groesse-zaehlt-uebermut-nicht-3"
    ]  # fmt: skip
    assert StorySlug.objects.count() == 3


def test_a_changed_address_counts_from_the_next_edition_and_the_old_one_leads_on():
    article = ArticleFactory(slug="hafen", live=True)
    article.slug = "kran"
    lifecycle.save(article, by=None)
    assert Edition.objects.live().get().slug == "hafen"
    lifecycle.publish(article, by=None)
    assert Edition.objects.live().get().slug == "kran"
    assert [*article.slugs.values_list("slug", flat=True)] == ["hafen", "kran"]
    article.slug = "hafen"
    lifecycle.save(article, by=None)
    assert lifecycle.publish(article, by=None).slug == "hafen"


def test_saving_what_was_just_published_keeps_its_address():
    article = ArticleFactory(headline="Der Kran")
    lifecycle.publish(article, by=None)
    article.headline = "Der alte Kran"
    lifecycle.save(article, by=None)
    assert lifecycle.publish(article, by=None).slug == "der-kran"


def test_a_correction_is_a_new_edition_that_says_so():
    article = ArticleFactory()
    with pytest.raises(lifecycle.Refused, match="Only a published story"):
        lifecycle.correct(article, by=None, text="Berichtigt.")
    lifecycle.publish(article, by=None, now=at(0))
    with pytest.raises(lifecycle.Refused, match="what was wrong"):
        lifecycle.correct(article, by=None, text=" ")
    first = lifecycle.correct(article, by=None, text=" Es war 1911. ", now=at(1))
    second = lifecycle.correct(article, by=None, text="Es war Mai.", kind="clarification", now=at(2))
    told = {"kind": "correction", "text": "Es war 1911.", "at": at(1).isoformat()}
    assert first.facts["corrections"] == [told]
    assert second.facts["corrections"] == [
        told,
        {"kind": "clarification", "text": "Es war Mai.", "at": at(2).isoformat()},
    ]
    assert [c.edition for c in article.corrections.all()] == [first, second]
    assert AuditEvent.objects.filter(verb="correct").count() == 2


def test_a_correction_is_still_told_when_a_plan_takes_over():
    article = ArticleFactory()
    lifecycle.publish(article, by=None, now=at(0))
    planned = lifecycle.schedule(article, by=None, at=at(5), now=at(1))
    lifecycle.correct(article, by=None, text="Es war 1911.", now=at(2))
    planned.refresh_from_db()
    assert [c["text"] for c in planned.facts["corrections"]] == ["Es war 1911."]


def test_a_correction_goes_past_what_an_editor_may_go_past():
    article = ArticleFactory(lead_image=ImageFactory(), live=True)
    assert lifecycle.correct(article, by=None, text="Berichtigt.").number == 2


def test_members_of_the_desk_see_their_sections_and_what_they_began():
    mine, other = SectionFactory(), SectionFactory()
    trainee, editor = UserFactory(role="trainee", sections=[mine]), UserFactory(role="editor", sections=[mine, other])
    begun = ArticleFactory(section=None, by=trainee)
    here, there, nowhere = ArticleFactory(section=mine), ArticleFactory(section=other), ArticleFactory(section=None)
    seen = {
        user: {*Article.objects.visible_to(user)}
        for user in (trainee, editor, UserFactory(role="picture desk"), UserFactory(role="CvD"), UserFactory())
    }
    assert [*seen.values()] == [{begun, here}, {here, there}, set(), {begun, here, there, nowhere}, set()]
    Article.objects.visible_to(trainee).delete()
    assert {*Article.objects.all()} == {there, nowhere}


@pytest.mark.parametrize(("rare", "often"), [(1, True), (2, False)])
def test_how_often_somebody_is_quoted_is_known_with_the_person(monkeypatch, rare, often):
    monkeypatch.setattr("articles.querysets.often.RARE", rare)
    quoted = PersonFactory()
    for _ in range(2):
        lifecycle.publish(ArticleFactory(body=body(quote("…", person=quoted))), by=None)

    assert Person.objects.annotate(often=often_quoted()).get(pk=quoted.pk).often is often
