"""What was typed into the post form and is not stored yet; by it colleagues see who is writing."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.lifecycle.autosaving import WRITING, Kept
from articles.models import Article, LiveDraft, LiveEntry
from people.models import User

#: a draft of a new post that old is offered no more; what is stored stays
OFFERED = timedelta(days=30)


@transaction.atomic
def keep(
    article: Article,
    entry: LiveEntry | None,
    *,
    by: User,
    token: str,
    seq: int,
    base_version: int,
    fields: dict[str, Any],
    take_over: bool = False,
) -> Kept:
    """Keep what was typed in one tab, by the rules of a story's text: see ``autosaving.keep``."""
    version = entry.version if entry else 0
    told = {"token": token, "seq": seq, "base_version": base_version, "fields": fields, "saved_at": timezone.now()}
    drafts = LiveDraft.objects.select_for_update()
    mine, is_first = drafts.get_or_create(article=article, entry=entry, user=by, defaults=told)
    if not is_first:
        if mine.token != token and not take_over:
            return Kept("other_tab", mine.seq, version)
        if mine.token == token and seq <= mine.seq:
            return Kept("late", mine.seq, version)
        drafts.filter(pk=mine.pk).update(**told)
    return Kept("kept" if base_version == version else "newer_story", seq, version)


def forget(article: Article, entry: LiveEntry | None, *, by: User) -> None:
    LiveDraft.objects.filter(article=article, entry=entry, user=by).delete()


def offered(article: Article, entry: LiveEntry | None, *, to: User) -> LiveDraft | None:
    """What she typed here and never stored; storing throws it away."""
    mine = LiveDraft.objects.filter(article=article, entry=entry, user=to)
    return mine.filter(saved_at__gte=timezone.now() - OFFERED).first()


def writing_now(article: Article, *, but: User) -> list[tuple[str, int]]:
    """Who else struck a key a moment ago, and in which post (0: a new one)."""
    fresh = LiveDraft.objects.filter(article=article, saved_at__gte=timezone.now() - WRITING).exclude(user=but)
    rows = fresh.select_related("user", "entry").order_by("user", "pk")
    return [(str(row.user), row.entry.number if row.entry else 0) for row in rows]
