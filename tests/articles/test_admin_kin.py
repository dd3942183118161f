"""A story's series and languages, and where a new story begins."""

import pytest

from articles import lifecycle
from articles.lifecycle.translating import start_translation
from articles.models import Article, SectionGrant
from people.models import AuditEvent
from tests.articles.test_admin_stories import ADD, url
from tests.bodies import body, paragraph
from tests.factories import ArticleFactory, PersonFactory, SectionFactory, TagFactory


def test_a_translation_begins_as_a_copy_of_its_own(client, cvd):
    author, named = PersonFactory(author=True), PersonFactory()
    story = ArticleFactory(
        live=True,
        headline="Der Kran",
        body=body(paragraph("Eins.")),
        bylines=[author, "Ein Gast"],
        people=[named],
        tags=[TagFactory()],
    )
    client.force_login(cvd)

    client.post(url(story, "translate"), {"language": "en"})

    draft = Article.objects.get(translation_of=story)
    assert (draft.language, draft.headline, draft.slug, draft.stage) == ("en", "Der Kran", None, "draft")
    assert draft.body == story.body
    assert [line.shown_name for line in draft.bylines.all()] == [author.name, "Ein Gast"]
    assert [list(draft.people.all()), draft.tags.count(), draft.created_by] == [[named], 1, cvd]
    assert story.bylines.count() == 2
    assert AuditEvent.objects.filter(verb="translate", target_id=str(draft.pk)).count() == 1


def test_a_translation_of_a_translation_hangs_on_the_original(cvd):
    story = ArticleFactory()
    english = start_translation(story, language="en", by=cvd)

    french = start_translation(english, language="fr", by=cvd)

    assert french.translation_of == story
    for language in ("de", "en", "fr", "xx"):
        with pytest.raises(lifecycle.Refused):
            start_translation(story, language=language, by=cvd)


def test_the_sheet_tells_the_other_languages_and_hides_foreign_ones(client, editor):
    story = ArticleFactory(headline="Der Kran")
    SectionGrant.objects.create(user=editor, section=story.section)
    english = start_translation(story, language="en", by=None)
    client.force_login(editor)

    page = client.get(url(story, "translations")).content.decode()
    assert url(english) in page
    assert 'value="fr"' in page
    assert 'value="en"' not in page
    Article.objects.filter(pk=english.pk).update(section=SectionFactory())
    assert url(english) not in client.get(url(story, "translations")).content.decode()


def test_who_may_not_write_begins_none(client, picture_desk):
    story = ArticleFactory()
    SectionGrant.objects.create(user=picture_desk, section=story.section)
    client.force_login(picture_desk)

    assert client.post(url(story, "translate"), {"language": "en"}).status_code == 403
    assert "story-deed" not in client.get(url(story, "translations")).content.decode()


def test_known_series_come_with_their_next_part_and_only_from_ones_own_stories(client, editor):
    section = SectionFactory()
    SectionGrant.objects.create(user=editor, section=section)
    ArticleFactory(series="120 Jahre Brücke", series_part=1, section=section)
    ArticleFactory(series="120 Jahre Brücke", series_part=2, section=section)
    ArticleFactory(series="Geheim", section=SectionFactory())
    client.force_login(editor)

    told = client.get("/admin/articles/article/series/").json()

    assert told == {"series": [{"name": "120 Jahre Brücke", "next": 3}]}


def test_a_new_story_begins_where_she_wrote_last(client, cvd, editor):
    sport, town = SectionFactory(), SectionFactory()
    ArticleFactory(by=cvd, section=town), ArticleFactory(by=cvd, section=sport)
    for section in (sport, town):
        SectionGrant.objects.create(user=editor, section=section)
    ArticleFactory(by=editor, section=town)

    for user, expected in ((cvd, sport), (editor, town)):
        client.force_login(user)
        assert client.get(ADD).context["adminform"].form["section"].value() == expected.pk
