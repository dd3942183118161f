"""“Leave it so”: findings of the desk lint that somebody has looked at. New words bring them back."""

from django.db import transaction

from articles.models import Article, Waiver
from people.lifecycle import record
from people.models import User

Key = tuple[str, str, str]  # rule, block or "", digest of the words


@transaction.atomic
def leave(article: Article, key: Key, *, by: User | None, sentence: str) -> None:
    """From now on nobody is told of it again; twice is once. ``sentence`` is what the log keeps."""
    rule, block, words = key
    _waiver, new = Waiver.objects.get_or_create(
        article=article, rule=rule, block=block, words=words, defaults={"by": by}
    )
    if new:
        record("leave finding", article, by=by, after={"rule": rule, "finding": sentence})


@transaction.atomic
def look_again(article: Article, key: Key, *, by: User | None) -> None:
    """Takes ``leave`` back."""
    rule, block, words = key
    gone, _kinds = Waiver.objects.filter(article=article, rule=rule, block=block, words=words).delete()
    if gone:
        record("look again", article, by=by, after={"rule": rule})
