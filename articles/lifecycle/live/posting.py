"""From a post's working copy to what readers see: publish, plan, change, withdraw."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles.body import refs, render, validate
from articles.lifecycle import holding, obstacles, visibility
from articles.lifecycle.desk import moment_of, whole_second
from articles.lifecycle.live import state
from articles.lifecycle.refusal import NotReady, Obstacle, Refused
from articles.models import POSTED, Article, Correction, LiveBlog, LiveEntry, LivePost, PostByline
from articles.search import POSTS
from people.lifecycle import record
from people.models import User

Json = dict[str, Any]


def missing(entry: LiveEntry, at: datetime) -> list[Obstacle]:
    """Everything that keeps the post from appearing at ``at``."""
    found = holding.held(entry.article, at)
    if not entry.headline.strip() and not entry.body.get("content"):
        found.append(Obstacle("empty_post", _("The post is empty."), "body"))
    if entry.is_key and not (entry.key_line or entry.headline).strip():
        told = _("A key event needs a headline, or a line for the summary.")
        found.append(Obstacle("nameless_key_event", told, "headline"))
    return [*found, *obstacles.missing_in(entry.body, at)]


def publish(
    entry: LiveEntry,
    *,
    by: User | None,
    at: datetime | None = None,
    correction: str = "",
    override: Iterable[str] = (),
    reason: str = "",
    now: datetime | None = None,
) -> LivePost:
    """Print the working copy as a new state: now, or from ``at`` on if the post has not been out yet.

    ``correction``: what was wrong, told below the post. What readers have already in these very words is left as it
    is. ``override`` and ``reason`` as for stories.
    """
    with transaction.atomic():
        entry.article = article = state.running(entry.article)
        now = moment_of(article, now)
        start = max(whole_second(at), now) if at else now
        before = LivePost.objects.filter(entry=entry).live(now).first()
        _refuse_if_closed(article, before)
        if before and start > now:
            raise Refused(_("The post is out already; what you change in it appears at once and cannot be planned."))
        if before and not correction.strip() and _same(before, entry):
            return before
        passed = _go_past(missing(entry, start), override, reason)
        made = _print(entry, before, start, by, correction.strip())
        if before and correction.strip():
            _archive(made, correction.strip())
        if start == now:
            state.begun(article, now, by)
        visibility.show(article, now, _shown(before) | _shown(made))
        after = {"post": entry.number, "state": made.version, "from": start.isoformat()}
        after |= {"overridden": [one.sentence for one in passed]} if passed else {}
        verb = "plan post" if start > now else "change post" if before else "post"
        record(verb, article, by=by, after=after, reason=correction.strip() or reason)
    return made


def _archive(post: LivePost, text: str) -> None:
    """Onto the page of all corrections, if readers could see that anything was wrong."""
    if edition := post.article.editions.live(post.live_from).first():
        Correction.objects.create(article=post.article, edition=edition, post=post, text=text, at=post.live_from)


def withdraw(entry: LiveEntry, *, by: User | None, reason: str, now: datetime | None = None) -> LivePost:
    """Take a post from readers at once. Its number stays taken, and its address says that it is gone."""
    if not reason.strip():
        raise Refused(_("Say why the post is withdrawn; the reason is kept in the log."))
    with transaction.atomic():
        article = state.running(entry.article)
        now = moment_of(article, now)
        post = LivePost.objects.filter(entry=entry).live(now).first()
        if post is None:
            raise Refused(_("There is nothing to withdraw: the post is not out."))
        post.live_until = post.withdrawn_at = now
        post.save(update_fields=["live_until", "withdrawn_at"])
        LiveBlog.objects.filter(article=article, pinned=entry).update(pinned=None)
        visibility.show(article, now, _shown(post))
        record("withdraw post", article, by=by, before={"post": entry.number, "headline": str(post)}, reason=reason)
    return post


def call_off(entry: LiveEntry, *, by: User | None, now: datetime | None = None) -> None:
    """Take back a post that is planned and has not appeared yet."""
    with transaction.atomic():
        article = state.running(entry.article)
        now = moment_of(article, now)
        plan = LivePost.objects.filter(entry=entry).planned(now).first()
        if plan is None:
            raise Refused(_("Only a post that has not appeared yet can be called off."))
        LivePost.objects.filter(pk=plan.pk).update(live_until=F("live_from"))
        visibility.show(article, now, _shown(plan))
        record("call off post", article, by=by, before={"post": entry.number, "from": plan.live_from.isoformat()})


def baked(body: Json, language: str, number: int) -> list[render.Piece]:
    """Ids begin with the number of the post, for many posts stand on one page."""
    return render.bake(body, language, medium="post", anchor=f"p{number}")


def follow(post: LivePost, start: datetime, by: User | None, **changes: Any) -> LivePost:
    """The same words as a new state, with something about them changed; the one before ends there."""
    document, signed = validate.typed(post.body), list(post.bylines.all())
    made = copy(post)
    made.pk, made.live_from, made.printed_by = None, max(start, post.live_from), by
    made._state.adding = True
    for name, value in changes.items():
        setattr(made, name, value)
    _close(post.entry, made.live_from)
    return _store(made, document, [(line.person_id, line.name) for line in signed])


def _refuse_if_closed(article: Article, before: LivePost | None) -> None:
    """Mending what is out stays possible, also after the end."""
    if before is None and state.blog_of(article).is_over:
        raise Refused(_("This live blog is closed. Reopen it to add a post."))


def _same(before: LivePost, entry: LiveEntry) -> bool:
    signed = [_named(line) for line in entry.bylines.select_related("person")]
    return all(getattr(before, name) == getattr(entry, name) for name in POSTED) and before.facts["bylines"] == signed


def _go_past(found: list[Obstacle], override: Iterable[str], reason: str) -> list[Obstacle]:
    wanted = set(override) & Obstacle.OVERRIDABLE
    if remaining := [one for one in found if one.code not in wanted]:
        raise NotReady(remaining)
    if found and not reason.strip():
        raise Refused(_("Say why the post goes out all the same; the reason is kept in the log."))
    return found


def _print(entry: LiveEntry, before: LivePost | None, start: datetime, by: User | None, correction: str) -> LivePost:
    document = validate.typed(entry.body)
    lines = list(entry.bylines.select_related("person"))
    told = before.facts["corrections"] if before else []
    if correction:
        told = [*told, {"kind": "correction", "text": correction, "at": start.isoformat()}]
    made = LivePost(
        **{name: getattr(entry, name) for name in POSTED},
        entry=entry,
        article=entry.article,
        number=entry.number,
        pieces=baked(entry.body, entry.article.language, entry.number),
        facts={"bylines": [_named(line) for line in lines], "corrections": told, "text": document.plain()},
        live_from=start,
        first_live_from=_first_appearance(entry, before, start),
        reworded_at=_reworded(before, entry, start),
        printed_by=by,
    )
    _close(entry, start)
    return _store(made, document, [(line.person_id, line.shown_name) for line in lines])


def _store(made: LivePost, document: validate.Document, lines: Iterable[tuple[int | None, str]]) -> LivePost:
    last = LivePost.objects.filter(entry=made.entry).order_by("-version").values_list("version", flat=True).first()
    made.version = (last or 0) + 1
    made.save(force_insert=True)
    PostByline.objects.bulk_create(
        PostByline(post=made, person_id=person, name=name, position=place) for place, (person, name) in enumerate(lines)
    )
    refs.rebuild(document, made)
    POSTS.keep(made.pk)
    return made


def _close(entry: LiveEntry, start: datetime) -> None:
    """What is live ends at ``start``; what is planned is replaced, whenever it was to come."""
    states = LivePost.objects.filter(entry=entry)
    states.planned(start).update(live_until=F("live_from"))
    states.live(start).update(live_until=start)


def _first_appearance(entry: LiveEntry, before: LivePost | None, start: datetime) -> datetime:
    """A post keeps its place among the others, also when it comes back after it was withdrawn."""
    if before:
        return before.first_live_from
    seen = LivePost.objects.filter(entry=entry).not_empty().filter(live_from__lte=start)
    return seen.order_by("live_from").values_list("first_live_from", flat=True).first() or start


def _reworded(before: LivePost | None, entry: LiveEntry, start: datetime) -> datetime | None:
    if before is None:
        return None
    return before.reworded_at if (before.headline, before.body) == (entry.headline, entry.body) else start


def _named(line: Any) -> Json:
    has_page = line.person is not None and line.person.is_author
    return {"name": line.shown_name, "url": line.person.author_url if has_page else None}


def _shown(post: LivePost | None) -> set[tuple[str, int]]:
    """The pictures and clips of a state, as ``visibility`` wants them."""
    if post is None:
        return set()
    keys = post.body_refs.values_list("image", "clip")
    return {("image", image) if image else ("clip", clip) for image, clip in keys if image or clip}
