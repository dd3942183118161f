"""Typed and not saved yet: kept for the one who typed it, told to the others who are in the same story."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Draft
from people.models import User

#: whoever typed within this time is still here
PRESENT = timedelta(seconds=90)


@dataclass(frozen=True)
class Kept:
    """What became of one message. With ``newer_story`` the text *is* kept; with ``other_tab`` it is not."""

    status: Literal["kept", "late", "other_tab", "newer_story"]
    seq: int
    version: int


@transaction.atomic
def keep(
    article: Article,
    *,
    by: User,
    token: str,
    seq: int,
    base_version: int,
    fields: dict[str, Any],
    take_over: bool = False,
) -> Kept:
    """Keep what was typed in one tab. ``seq`` only grows within a tab: a late message is answered, not stored.

    Another tab of the same person may take over, never silently overwrite.
    """
    draft = Draft.objects.select_for_update().filter(article=article, user=by).first()
    if draft and draft.token != token and not take_over:
        return Kept("other_tab", draft.seq, article.version)
    if draft and draft.token == token and seq <= draft.seq:
        return Kept("late", draft.seq, article.version)
    Draft.objects.update_or_create(
        article=article,
        user=by,
        defaults={"token": token, "seq": seq, "base_version": base_version, "fields": fields},
    )
    status: Literal["kept", "newer_story"] = "kept" if article.version == base_version else "newer_story"
    return Kept(status, seq, article.version)


def discard(article: Article, *, by: User) -> None:
    Draft.objects.filter(article=article, user=by).delete()


def others_in(article: Article, user: User) -> list[str]:
    """Names of those who are typing in the same story just now."""
    here = article.drafts.filter(saved_at__gte=timezone.now() - PRESENT).exclude(user=user).select_related("user")
    return [str(draft.user) for draft in here]
