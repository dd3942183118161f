"""What every verb does first: take the story's lock, read the database's clock."""

from datetime import datetime

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.lifecycle.refusal import Refused
from articles.models import Article


def locked(article: Article) -> Article:
    """The story as it is now, locked until the transaction ends (on SQLite the transaction is the lock)."""
    try:
        rows = Article.objects.select_for_update(of=("self",), no_key=True)  # a teaser may point at it all the same
        return rows.select_related("section").get(pk=article.pk)
    except Article.DoesNotExist as gone:
        raise Refused(_("This story does not exist any more.")) from gone


def whole_second(moment: datetime) -> datetime:
    """Published moments are whole seconds: the clocks of database and Python differ below."""
    return moment.replace(microsecond=0)


def database_now(article: Article) -> datetime:
    """The database's clock, read *after* the lock: whoever waited must not print into the past."""
    return whole_second(Article.objects.filter(pk=article.pk).values_list(Now(), flat=True)[0])


def moment_of(article: Article, now: datetime | None = None) -> datetime:
    """The moment an act counts from: the database's, or ``now`` where something is told that happened elsewhere."""
    return whole_second(now) if now else database_now(article)
