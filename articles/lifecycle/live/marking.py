"""What stands out in a live blog: key events, and one pinned post."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import moment_of
from articles.lifecycle.live import posting, state
from articles.lifecycle.refusal import Refused
from articles.models import Article, LiveEntry, LivePost
from people.lifecycle import record
from people.models import User


def mark(entry: LiveEntry, is_key: bool, *, by: User | None, now: datetime | None = None) -> LiveEntry:
    """Make the post a key event, or none any more. Its words stay as readers have them."""
    with transaction.atomic():
        article = state.running(entry.article)
        now = moment_of(article, now)
        entry = LiveEntry.objects.get(pk=entry.pk)
        if is_key and not (entry.key_line or entry.headline).strip():
            raise Refused(_("A key event needs a headline, or a line for the summary."))
        LiveEntry.objects.filter(pk=entry.pk).update(is_key=is_key)
        entry.is_key = is_key
        states = LivePost.objects.filter(entry=entry).select_related("entry")
        post = states.live(now).first() or states.planned(now).first()
        if post and post.is_key != is_key:
            posting.follow(post, now, by, is_key=is_key)
        record("mark post", article, by=by, after={"post": entry.number, "key": is_key})
    return entry


def pin(article: Article, entry: LiveEntry | None, *, by: User | None) -> None:
    """Keep one post on top of the live blog; None takes it down again."""
    with transaction.atomic():
        article = state.running(article)
        blog = state.blog_of(article)
        if entry and not LivePost.objects.filter(entry=entry, article=article).live(moment_of(article)).exists():
            raise Refused(_("Only a post that readers can see can be pinned."))
        before = blog.pinned.number if blog.pinned else None
        blog.pinned = entry
        blog.save()
        record("pin post", article, by=by, before={"post": before}, after={"post": entry.number if entry else None})
