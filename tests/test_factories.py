"""The factories do what they say; other tests lean on them."""

import pytest

from articles.models import Edition
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("trait", "live", "planned", "once"), [
    ("ready", 0, 0, 0),
    ("live", 1, 0, 1),
    ("planned", 0, 1, 0),
    ("withdrawn", 0, 0, 1),
])  # fmt: skip
def test_every_trait_of_a_story_is_the_state_it_names(trait, live, planned, once):
    article = make.ArticleFactory(**{trait: True})
    found = Edition.objects.filter(article=article)
    assert (found.live().count(), found.planned().count(), found.once_live().count()) == (live, planned, once)


def test_an_edition_is_live_and_carries_what_stands_around_the_story():
    person, tag = make.PersonFactory(), make.TagFactory()
    edition = make.EditionFactory(bylines=[person, "Gast"], people=[person], tags=[tag])
    assert [*Edition.objects.live()] == [edition]
    assert [line["name"] for line in edition.facts["bylines"]] == [person.name, "Gast"]
    assert [*Edition.objects.tagged(tag).naming(person).by(person)] == [edition]


def test_a_picture_may_have_a_real_file_and_what_readers_get():
    image = make.ImageFactory(renditions=True)
    assert (image.width, image.height) == (80, 60)
    assert image.renditions.filter(stamp=image.stamp, ratio="").count() == len(image.ladder) == 3


def test_a_colleague_may_have_a_role_and_sections():
    section = make.SectionFactory()
    user = make.UserFactory(role="editor", sections=[section])
    assert user.has_perm("articles.publish_article")
    assert [grant.section for grant in user.section_grants.all()] == [section]


def test_a_correction_is_a_second_edition():
    article = make.ArticleFactory(live=True)
    assert make.CorrectionFactory(article=article).edition.number == 2


def test_clips_come_with_and_without_footage():
    assert make.ClipFactory().duration_ms == make.ClipFactory(cut=True).duration_ms == 153_000
