"""The stream of posts as the desk sees it: a line each, with its state and what can be done to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from articles.admin import doors
from articles.lifecycle import live
from articles.lifecycle.live import typing
from articles.models import POSTED, Article, LiveBlog, LiveEntry, LivePost

SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One post: its working copy, the state of it that matters now, and what that is."""

    entry: LiveEntry
    post: LivePost | None
    state: str  # draft, planned, live or withdrawn
    is_pinned: bool
    #: the working copy says something that readers do not have yet
    is_ahead: bool

    @property
    def words(self) -> str:
        return self.entry.headline or _first_words(self.entry.body)

    @property
    def names(self) -> str:
        return ", ".join(line.shown_name for line in self.entry.bylines.all())


def beside(request: HttpRequest, story: Article) -> dict[str, Any]:
    """Everything the stream shows, in the same number of queries for one post and a thousand."""
    blog = live.blog_of(story)
    before = request.GET.get("before", "")
    entries = LiveEntry.objects.filter(article=story).for_stream()
    out = entries.been_out()
    if before.isdecimal() and len(before) < 10:
        out = out.filter(number__lt=int(before))
    found = list(out[: SHOWN + 1])
    now = timezone.now()
    return {
        "story": story,
        "blog": blog,
        "edition": story.editions.live().only("slug", "kind").first(),
        "states": LiveBlog.State,
        "waiting": [_line(entry, blog, now) for entry in entries.waiting()[:SHOWN]],
        "lines": [_line(entry, blog, now) for entry in found[:SHOWN]],
        "older": found[SHOWN - 1].number if len(found) > SHOWN else 0,
        "before": before,
        "writing": typing.writing_now(story, but=request.user),
        "may_write": request.user.has_perm("articles.change_article"),
        "may": {deed: doors.may(request.user, deed, story) for deed in ("publish", "withdraw")},
    }


def _line(entry: LiveEntry, blog: LiveBlog, now: datetime) -> Line:
    posts = [post for post in entry.posts.all() if post.live_until != post.live_from or post.withdrawn_at]
    last = posts[0] if posts else None
    state = _state(last, now)
    ahead = state == "live" and last is not None and any(getattr(last, name) != getattr(entry, name) for name in POSTED)
    return Line(entry, last, state, entry.pk == blog.pinned_id, ahead)


def _state(last: LivePost | None, now: datetime) -> str:
    if last is None:
        return "draft"
    if last.withdrawn_at:
        return "withdrawn"
    return "planned" if last.live_from > now else "live"


def _first_words(node: Any) -> str:
    """The beginning of the first block that says something."""
    for block in node.get("content", []):
        said = block.get("text", "") or _first_words(block)
        if said:
            return str(said)[:200]
    return ""
