"""What a tag is found by."""

from collections.abc import Iterable, Sequence

from kit.search import Index, Texts
from topics.models import Tag


def _texts(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for tag in Tag.objects.filter(pk__in=keys):
        yield tag.pk, Texts(title=f"{tag.name}\n{tag.aliases}", words=tag.description)


TAGS = Index("topics_tag_words", Tag, _texts)
