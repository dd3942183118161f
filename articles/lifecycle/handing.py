"""Who has the story on the desk now."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.remarks import may_read
from articles.models import Article
from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User

LONGEST = 500  # characters of the word that goes with it


def hand_over(article: Article, *, to: User | None, by: User, word: str = "") -> Article:
    """Give the story to somebody, who is told by mail; ``None`` takes it off everybody's list."""
    with transaction.atomic():
        article = locked(article)
        before = article.assignee
        if to == before:
            return article
        if to is not None and not may_read(article, to):
            raise Refused(_("%(who)s cannot open stories of this section.") % {"who": to})
        article.assignee = to
        article.save(update_fields=["assignee"])
        record(
            "hand over",
            article,
            by=by,
            before={"with": str(before or "")},
            after={"with": str(to or "")},
            reason=word.strip()[:LONGEST],
        )
        if to is not None and to != by:
            enqueue_on_commit("articles.tasks.tell_assignee", article.pk, to.pk, by.pk, word.strip()[:LONGEST])
    return article
