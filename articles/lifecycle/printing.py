"""From working copy to edition: publish, schedule, correct."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.body import canonical, refs, validate
from articles.lifecycle import timeline, visibility
from articles.lifecycle.copying import Relations
from articles.lifecycle.desk import locked, moment_of, whole_second
from articles.lifecycle.obstacles import missing_for_print
from articles.lifecycle.proofing import compose, corrections_so_far, likely_address, taken
from articles.lifecycle.refusal import NotReady, Obstacle, Refused
from articles.models import Article, Correction, Edition, StorySlug
from articles.search import EDITIONS
from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User


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
    with transaction.atomic():
        given, article = article, locked(article)
        now = moment_of(article, now)
        start = max(whole_second(at), now) if at else now
        passed = _go_past(missing_for_print(article, start), override, reason)
        edition = _print(article, start, now, by, corrections=corrections_so_far(article))
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
        now = moment_of(article, now)
        if not article.editions.live(now).exists():
            raise Refused(_("Only a published story can be corrected."))
        _go_past(missing_for_print(article, now), Obstacle.OVERRIDABLE, text)
        told = {"kind": str(kind), "text": text.strip(), "at": now.isoformat()}
        edition = _print(article, now, now, by, corrections=[*corrections_so_far(article), told])
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
    article: Article, start: datetime, now: datetime, by: User | None, corrections: list[dict[str, Any]]
) -> Edition:
    article.body = canonical.canonical(article.body)
    document = validate.typed(article.body)  # ``missing_for_print`` has just asked for the rows
    relations = Relations.of(article, document)
    slug = _give_address(article)
    until = timeline.make_room(article, start, article.expires_at)
    last = article.editions.order_by("-number").values_list("number", flat=True).first()
    edition = compose(article, relations, document, start=start, corrections=corrections)
    edition.number, edition.slug, edition.live_until, edition.printed_by = (last or 0) + 1, slug, until, by
    edition.save(force_insert=True)
    timeline.settle(article)
    relations.copy_to(edition)
    EDITIONS.keep(edition.pk)
    refs.rebuild(document, edition)
    visibility.show(article, now)
    if start <= now:
        enqueue_on_commit("articles.tasks.announce", edition.pk)  # a plan is announced when its moment comes
    return edition


def _give_address(article: Article) -> str:
    """Readers will know the story by this address from now on; old ones keep sending them here."""
    given = article.slug
    while True:
        if given and taken(given, article):
            raise Refused(_("The address “%(slug)s” belongs to another story.") % {"slug": given})
        slug = given or likely_address(article)
        try:
            with transaction.atomic():
                Article.objects.filter(pk=article.pk).update(slug=slug)
                StorySlug.objects.get_or_create(slug=slug, article=article)
        except IntegrityError:  # another story took it in this very moment: look again
            continue
        article.slug = slug
        return slug
