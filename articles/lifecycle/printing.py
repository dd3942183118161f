"""From working copy to edition: publish, schedule, correct."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.body import canonical, refs, validate
from articles.lifecycle import visibility
from articles.lifecycle.copying import Relations
from articles.lifecycle.desk import locked, moment_of, whole_second
from articles.lifecycle.obstacles import missing_for_print
from articles.lifecycle.proofing import compose, corrections_so_far, holders, likely_address
from articles.lifecycle.refusal import NotReady, Obstacle, Refused
from articles.lifecycle.timeline import Timeline
from articles.models import Article, Correction, Edition, StorySlug
from articles.search import EDITIONS
from articles.search.indexing import of_edition
from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User

RIVALS = 20  # stories with the same headline that may be published in one moment


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    override: Iterable[str] = (),
    reason: str = "",
    now: datetime | None = None,
) -> Edition:
    """Print the working copy: live now, or from a later moment ``at`` on.

    Raises ``NotReady`` with what is missing. ``override``: codes of obstacles to go past (only overridable
    ones; needs a ``reason``, which is logged). ``now``: the moment the act counts from, for moving in what was
    published elsewhere; everybody else leaves it to the database's clock.
    """
    told: dict[str, Any] = {"by": by, "at": at, "override": override, "reason": reason, "now": now}
    for _again in range(RIVALS):
        try:
            return _publish(article, **told)
        except IntegrityError:  # another story took the address in this very moment: look again
            continue
    return _publish(article, **told)


def _publish(
    given: Article, *, by: User | None, at: datetime | None, override: Iterable[str], reason: str, now: datetime | None
) -> Edition:
    with transaction.atomic():
        article = locked(given)
        line = Timeline.of(article)
        now = whole_second(now or line.clock)
        start = max(whole_second(at), now) if at else now
        passed = _go_past(missing_for_print(article, start), override, reason)
        told = corrections_so_far(article) if line.spans else []  # only what was printed is ever corrected
        edition = _print(line, start, now, by, corrections=told)
        after = {
            "edition": edition.number,
            "from": start.isoformat(),
            "overridden": [o.sentence for o in passed],
        }
        record("publish" if start == now else "schedule", article, by=by, after=after, reason=reason)
        given.slug = article.slug  # or whoever saves it next would take the address away again
    return edition


def schedule(article: Article, *, by: User | None, at: datetime, now: datetime | None = None) -> Edition:
    """Plan an edition for ``at``; refused if that moment has passed."""
    with transaction.atomic():
        article = locked(article)
        now = moment_of(article, now)
        if whole_second(at) <= now:
            raise Refused(_("That moment has already passed. Choose a later one, or publish now."))
        return publish(article, by=by, at=at, now=now)


def correct(
    article: Article,
    *,
    by: User | None,
    text: str,
    kind: str = Correction.Kind.CORRECTION,
    now: datetime | None = None,
) -> Edition:
    """Print the mended working copy at once, with a sentence to readers on what was wrong."""
    if not text.strip():
        raise Refused(_("Say in one sentence what was wrong and what is right."))
    with transaction.atomic():
        article = locked(article)
        line = Timeline.of(article)
        now = whole_second(now or line.clock)
        if not line.is_live(now):
            raise Refused(_("Only a published story can be corrected."))
        _go_past(missing_for_print(article, now), Obstacle.OVERRIDABLE, text)
        told = {"kind": str(kind), "text": text.strip(), "at": now.isoformat()}
        edition = _print(line, now, now, by, corrections=[*corrections_so_far(article), told])
        _tell_plans(article, told, now)
        Correction.objects.create(article=article, edition=edition, kind=kind, text=text.strip(), at=now)
        record("correct", article, by=by, after={"edition": edition.number, "kind": kind}, reason=text.strip())
    return edition


def _tell_plans(article: Article, told: dict[str, Any], now: datetime) -> None:
    """Plans were printed before this was known; their readers must not find the correction gone."""
    for plan in article.editions.planned(now):
        plan.facts = {**plan.facts, "corrections": [*plan.facts["corrections"], told]}
        plan.save(update_fields=["facts"])


def _go_past(obstacles: list[Obstacle], override: Iterable[str], reason: str) -> list[Obstacle]:
    """The obstacles that are passed over by right; ``NotReady`` if others remain."""
    wanted = set(override) & Obstacle.OVERRIDABLE
    passed = [obstacle for obstacle in obstacles if obstacle.code in wanted]
    if remaining := [obstacle for obstacle in obstacles if obstacle.code not in wanted]:
        raise NotReady(remaining)
    if passed and not reason.strip():
        raise Refused(_("Say why the story goes out all the same; the reason is kept in the log."))
    return passed


def _print(
    line: Timeline, start: datetime, now: datetime, by: User | None, corrections: list[dict[str, Any]]
) -> Edition:
    article, is_first = line.article, not line.spans
    article.body = canonical.canonical(article.body)
    document = validate.typed(article.body)
    relations = Relations.of(article, document)
    slug = _give_address(article)
    until = line.make_room(start, article.expires_at)
    first = line.first_appearance(start)
    edition = compose(article, relations, document, start=start, first=first, corrections=corrections)
    edition.number, edition.slug, edition.live_until, edition.printed_by = line.last_number + 1, slug, until, by
    edition.save(force_insert=True)
    line.add(edition)
    line.settle()
    relations.copy_to(edition)
    EDITIONS.keep_as(edition.pk, of_edition(edition))
    references = refs.store(document, edition)
    # What earlier editions and the posts of a live blog show may be seen otherwise from now on, too.
    alone = is_first and article.kind != Article.Kind.LIVE
    shown = visibility.shown(references, relations.clips, article.lead_image_id)
    visibility.show(article, now, only=shown if alone else None, is_more=alone)
    if start <= now:
        enqueue_on_commit("articles.tasks.announce", edition.pk)  # a plan is announced when its moment comes
    return edition


def _give_address(article: Article) -> str:
    """Readers will know the story by this address from now on; old ones keep sending them here."""
    known = False
    if article.slug:
        held = holders(article.slug)
        known = ("known", article.pk) in held
        if any(key != article.pk for _how, key in held):
            raise Refused(_("The address “%(slug)s” belongs to another story.") % {"slug": article.slug})
    else:
        article.slug = likely_address(article)
        Article.objects.filter(pk=article.pk).update(slug=article.slug)
    if not known:
        StorySlug.objects.create(slug=article.slug, article=article)
    return article.slug
