"""How a live blog stands: announced, live, paused, closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lifecycle.desk import locked, moment_of
from articles.lifecycle.refusal import Refused
from articles.models import Article, LiveBlog
from people.lifecycle import record
from people.models import User

State = LiveBlog.State


def blog_of(article: Article) -> LiveBlog:
    """Its row, or one as it would be: announced. Stores nothing."""
    return LiveBlog.objects.filter(article=article).first() or LiveBlog(article=article)


def turn(article: Article, state: str, *, by: User | None, now: datetime | None = None) -> LiveBlog:
    """Begin, pause, resume, close or reopen the live blog. Readers see it at once."""
    with transaction.atomic():
        article = running(article)
        now = moment_of(article, now)
        blog = blog_of(article)
        if state not in State.values or state == blog.state:
            raise Refused(_("The live blog stands like that already. Reload the page to see it as it is now."))
        if state == State.ANNOUNCED and blog.begun_at:
            raise Refused(_("This live blog has begun; it cannot be announced any more. Pause or close it."))
        if state == State.CLOSED and (n := article.live_posts.planned(now).count()):
            told = ngettext(
                "%(n)s post is planned and would appear after the end. Call it off first.",
                "%(n)s posts are planned and would appear after the end. Call them off first.",
                n,
            )
            raise Refused(told % {"n": n})
        before, blog = blog.state, _turned(blog, state, now)
        record("turn", article, by=by, before={"state": before}, after={"state": blog.state})
    return blog


def running(article: Article) -> Article:
    """The story, locked; refused if it is no live blog."""
    article = locked(article)
    if article.kind != Article.Kind.LIVE:
        raise Refused(_("This story is not a live blog. Choose “live blog” as its kind and save it first."))
    return article


def begun(article: Article, now: datetime, by: User | None) -> None:
    """The first post that readers see begins what was only announced."""
    blog = blog_of(article)
    if blog.state == State.ANNOUNCED:
        _turned(blog, State.LIVE, now)
        record("turn", article, by=by, before={"state": State.ANNOUNCED}, after={"state": State.LIVE})


def _turned(blog: LiveBlog, state: str, now: datetime) -> LiveBlog:
    blog.state, blog.since = state, now
    blog.ended_at = now if state == State.CLOSED else None
    if state != State.ANNOUNCED and blog.begun_at is None:
        blog.begun_at = now
    blog.save()
    return blog
