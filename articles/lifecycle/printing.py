"""From working copy to edition: publish, schedule, correct."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from articles.body import refs, validate
from articles.lifecycle import visibility
from articles.lifecycle.copying import Relations
from articles.lifecycle.desk import locked, moment_of, whole_second
from articles.lifecycle.obstacles import Looked
from articles.lifecycle.proofing import compose
from articles.lifecycle.refusal import NotReady, Obstacle, Refused
from articles.lifecycle.shelf import Shelf, shown_in
from articles.lifecycle.surroundings import Surroundings
from articles.models import Article, Correction, Edition, StorySlug
from articles.search import EDITIONS
from articles.search.indexing import of_edition
from kit.slugs import free_slug
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
        around = Surroundings.of(article)
        now = whole_second(now or around.line.clock)
        start = max(whole_second(at), now) if at else now
        looked = _look_at(article, around, start)
        passed = _go_past(looked.obstacles, override, reason)
        edition = _print(article, around, looked, start, now, by, corrections=around.corrections)
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
        around = Surroundings.of(article)
        now = whole_second(now or around.line.clock)
        if not around.line.is_live(now):
            raise Refused(_("Only a published story can be corrected."))
        looked = _look_at(article, around, now)
        _go_past(looked.obstacles, Obstacle.OVERRIDABLE, text)
        told = {"kind": str(kind), "text": text.strip(), "at": now.isoformat()}
        edition = _print(article, around, looked, now, now, by, corrections=[*around.corrections, told])
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


def _look_at(article: Article, around: Surroundings, start: datetime) -> Looked:
    """With everything held that readers may or may no longer fetch by printing this."""

    def fetch(document: validate.Document) -> Shelf:
        keys = shown_in(document, article.lead_image_id) | {("clip", key) for key in around.rows.clips}
        has_more = around.line.spans or article.kind == Article.Kind.LIVE  # in earlier editions, in posts
        return Shelf.held(keys | (visibility.of_story(article) if has_more else set()))

    return Looked.at(article, start, fetch)


def _print(
    article: Article,
    around: Surroundings,
    looked: Looked,
    start: datetime,
    now: datetime,
    by: User | None,
    corrections: list[dict[str, Any]],
) -> Edition:
    line, document, article.body = around.line, looked.document, looked.body
    relations = Relations.of(around.rows, document)
    slug = _give_address(article, around.addresses)
    until = line.end_from(start, article.expires_at)
    is_cut = line.make_room(start, until)
    first = line.first_appearance(start)
    edition = compose(article, relations, document, start=start, first=first, corrections=corrections)
    edition.number, edition.slug, edition.live_until, edition.printed_by = line.last_number + 1, slug, until, by
    edition.save(force_insert=True)
    line.add(edition)
    line.settle()
    relations.copy_to(edition)
    EDITIONS.keep_as(edition.pk, of_edition(edition))
    refs.store(document, edition)
    if is_cut or article.kind == Article.Kind.LIVE:
        visibility.show(article, now)
    else:
        keys = shown_in(document, article.lead_image_id) | {("clip", key) for key in relations.clips}
        visibility.add(looked.shelf, keys, (start, until), now)
        visibility.show(article, now, only=looked.shelf.keys() - keys)  # what earlier editions showed besides
    if start <= now:
        enqueue_on_commit("articles.tasks.announce", edition.pk)  # a plan is announced when its moment comes
    return edition


def _give_address(article: Article, known: set[str]) -> str:
    """Readers will know the story by this address from now on; those ``known`` before keep sending them here."""
    if not article.slug:
        article.slug = free_slug(article.headline, lambda slug: not _claim(article, slug), "text")
    elif article.slug not in known and StorySlug.objects.filter(slug=article.slug).exclude(article=article.pk).exists():
        raise Refused(_("The address “%(slug)s” belongs to another story.") % {"slug": article.slug})
    if article.slug not in known:
        StorySlug.objects.create(slug=article.slug, article=article)
    return article.slug


def _claim(article: Article, slug: str) -> bool:
    """Make this the story's address, unless readers know another story by it or another story claims it."""
    known = StorySlug.objects.filter(slug=slug).exclude(article=article.pk)
    claimed = Article.objects.filter(slug=slug).exclude(pk=article.pk)
    return bool(Article.objects.filter(~Exists(known), ~Exists(claimed), pk=article.pk).update(slug=slug))
