"""Typed and not saved yet: kept for the one who typed it; and who else is in the same story, told to each other."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Draft, Presence
from people.models import User

#: whose page has not been heard of for this long is gone; an open one is heard every 15 seconds
PRESENT = timedelta(seconds=50)
#: whoever struck a key within this time is writing, not reading
WRITING = timedelta(seconds=20)


@dataclass(frozen=True)
class Kept:
    """What became of one message. With ``newer_story`` the text *is* kept; with ``other_tab`` it is not."""

    status: Literal["kept", "late", "other_tab", "newer_story"]
    seq: int
    version: int


@dataclass(frozen=True)
class Colleague:
    """Somebody else in the same story. ``block``: where, as far as she has said."""

    name: str
    block: str
    is_writing: bool


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
    told = {"token": token, "seq": seq, "base_version": base_version, "fields": fields}
    draft, is_first = Draft.objects.select_for_update().get_or_create(article=article, user=by, defaults=told)
    if not is_first:  # it was here before, or a second tab's first words came a moment earlier
        if draft.token != token and not take_over:
            return Kept("other_tab", draft.seq, article.version)
        if draft.token == token and seq <= draft.seq:
            return Kept("late", draft.seq, article.version)
        draft.token, draft.seq, draft.base_version, draft.fields = token, seq, base_version, fields
        draft.save()
    status: Literal["kept", "newer_story"] = "kept" if article.version == base_version else "newer_story"
    return Kept(status, seq, article.version)


def discard(article: Article, *, by: User) -> None:
    Draft.objects.filter(article=article, user=by).delete()


def greet(article: Article, *, by: User, block: str = "", writes: bool = False) -> list[Colleague]:
    """Say that ``by`` has the story open, and hear who else does. Says nothing in the log."""
    now = timezone.now()
    said: dict[str, Any] = {"block": block[:32], "seen_at": now} | ({"typed_at": now} if writes else {})
    if not Presence.objects.filter(article=article, user=by).update(**said):
        Presence.objects.update_or_create(article=article, user=by, defaults=said)
    here = article.presences.filter(seen_at__gte=now - PRESENT).exclude(user=by).select_related("user")
    return [Colleague(str(one.user), one.block, bool(one.typed_at and one.typed_at >= now - WRITING)) for one in here]


def leave(article: Article, *, by: User) -> None:
    Presence.objects.filter(article=article, user=by).delete()
