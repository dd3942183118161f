"""The spans of a story's editions. They never overlap; an empty one was called off before anyone could read it.

All of this runs under the lock of the story (``desk.locked``).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from articles.lifecycle import visibility
from articles.lifecycle.desk import locked, moment_of
from articles.lifecycle.refusal import Refused
from articles.models import Article, Edition
from people.lifecycle import record
from people.models import User

NOT_EMPTY = Q(live_until__isnull=True) | Q(live_until__gt=F("live_from"))


def make_room(article: Article, start: datetime, expires_at: datetime | None) -> datetime | None:
    """End what covers ``start``, and say when the new edition ends: at the next plan or the story's expiry.

    A plan for the very same second is replaced; later plans stay.
    """
    spans = article.editions.filter(NOT_EMPTY)
    upcoming = spans.filter(live_from__gt=start).order_by("live_from").values_list("live_from", flat=True).first()
    spans.filter(Q(live_until__isnull=True) | Q(live_until__gt=start), live_from__lte=start).update(live_until=start)
    return min((moment for moment in (upcoming, expires_at) if moment), default=None)


def first_appearance(article: Article, start: datetime) -> datetime:
    """When readers first saw the story: the start of its earliest span that was not called off."""
    earlier = article.editions.once_live(start).order_by("live_from").values_list("live_from", flat=True).first()
    return earlier or start


def settle(article: Article) -> None:
    """Keep ``first_live_from`` true of plans, too: an urgent fix may overtake them, a first plan be called off."""
    seen = article.editions.filter(NOT_EMPTY | Q(withdrawn_at__isnull=False))
    if first := seen.order_by("live_from").values_list("live_from", flat=True).first():
        seen.exclude(first_live_from=first).update(first_live_from=first)


def call_off(edition: Edition, *, by: User | None, now: datetime | None = None) -> Edition:
    """Take back a planned edition. Its time goes to the edition before it, so that no gap opens."""
    with transaction.atomic():
        article = locked(edition.article)
        now = moment_of(article, now)
        edition = article.editions.get(pk=edition.pk)
        if edition.live_from <= now or edition.live_until == edition.live_from:
            raise Refused(_("Only an edition that has not appeared yet can be called off."))
        end, edition.live_until = edition.live_until, edition.live_from
        edition.save(update_fields=["live_until"])
        before = article.editions.filter(NOT_EMPTY, live_until=edition.live_from, withdrawn_at__isnull=True)
        before.update(live_until=end)
        settle(article)
        visibility.show(article, now)
        record(
            "call off",
            article,
            by=by,
            before={"edition": edition.number, "from": edition.live_from.isoformat()},
        )
    return edition


def withdraw(
    article: Article, *, by: User | None, reason: str, notice: str = "", now: datetime | None = None
) -> Article:
    """Take the story from the site: what is live ends now, what is planned is called off.

    ``reason`` stays in the log, ``notice`` is what the page says to readers who come by (410).
    """
    if not reason.strip():
        raise Refused(_("Say why the story is withdrawn; the reason is kept in the log."))
    with transaction.atomic():
        article = locked(article)
        now = moment_of(article, now)
        planned = article.editions.planned(now).update(live_until=F("live_from"))
        live = article.editions.live(now).update(live_until=now, withdrawn_at=now, withdrawal_notice=notice.strip())
        if not (planned or live):
            raise Refused(_("There is nothing to withdraw: the story is neither published nor planned."))
        visibility.show(article, now)
        record("withdraw", article, by=by, after={"live": live, "planned": planned}, reason=reason)
    return article
