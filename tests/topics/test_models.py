import pytest
from django.db import IntegrityError, transaction

from tests.factories import ArticleFactory, TagFactory
from topics.models import Tag

pytestmark = pytest.mark.django_db


def test_a_tag_spells_german_letters_out_in_its_address():
    article = ArticleFactory()
    article.tags.add("Größe", "Übermut", "日本")
    assert sorted(article.tags.values_list("slug", flat=True)) == ["groesse", "tag", "uebermut"]


def test_two_tags_never_share_an_address():
    assert [Tag.objects.create(name=name).slug for name in ("Öl", "Oel", "oel!")] == ["oel", "oel-1", "oel-2"]


def test_a_tag_is_not_merged_into_itself():
    tag = TagFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=tag.pk).update(merged_into=tag)
