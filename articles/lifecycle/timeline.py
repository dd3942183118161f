"""The spans of a story's editions. They never overlap; an empty one was called off before anyone could read it.

All of this runs under the lock of the story (``desk.locked``).
"""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, ClassVar, Self

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle import visibility
from articles.lifecycle.desk import locked, moment_of
from articles.lifecycle.refusal import Refused
from articles.models import Article, Edition
from articles.querysets import EditionQuerySet
from kit.gathering import gathered
from kit.moments import stored
from people.lifecycle import record
from people.models import User

NOT_EMPTY = Q(live_until__isnull=True) | Q(live_until__gt=F("live_from"))


@dataclass
class Span:
    """When one edition is read; half open."""

    edition: int
    number: int
    begin: datetime
    end: datetime | None
    first: datetime  # when readers first saw the story, as this edition says it
    withdrawn: bool = False

    @property
    def is_empty(self) -> bool:
        return self.end is not None and self.end <= self.begin

    def covers(self, moment: datetime) -> bool:
        return self.begin <= moment and (self.end is None or self.end > moment)


@dataclass
class Timeline:
    """All spans of one story, and the database's clock, in one query. Read it under the story's lock."""

    #: what it is made of, wherever that is asked for
    COLUMNS: ClassVar = ("id", "number", "live_from", "live_until", "first_live_from", "withdrawn_at")

    article: Article
    clock: datetime
    spans: list[Span]

    @classmethod
    def of(cls, article: Article) -> Self:
        spans = gathered(Edition.objects.filter(article=article.pk), *cls.COLUMNS)
        found = Article.objects.filter(pk=article.pk).order_by().values_list(Now(), spans).first()
        return cls.read(article, *(found or (timezone.now(), None)))  # one that is not stored has no spans

    @classmethod
    def read(cls, article: Article, clock: datetime, rows: list[dict[str, Any]] | None) -> Self:
        """From ``COLUMNS`` as they were gathered; None of a story that was never printed."""
        spans = [
            Span(
                row["id"],
                row["number"],
                stored(row["live_from"]),
                stored(row["live_until"]) if row["live_until"] else None,
                stored(row["first_live_from"]),
                row["withdrawn_at"] is not None,
            )
            for row in sorted(rows or (), key=itemgetter("number"))
        ]
        return cls(article, clock, spans)

    @property
    def last_number(self) -> int:
        return max((span.number for span in self.spans), default=0)

    def is_live(self, moment: datetime) -> bool:
        return any(span.covers(moment) for span in self.spans)

    def end_from(self, start: datetime, expires_at: datetime | None) -> datetime | None:
        """When an edition from ``start`` on ends: at the next plan or the story's expiry."""
        upcoming = [span.begin for span in self.spans if span.begin > start and not span.is_empty]
        return min([*upcoming, *filter(None, [expires_at])], default=None)

    def make_room(self, start: datetime, until: datetime | None) -> bool:
        """End what covers ``start``; whether that would have been read beyond ``until``, when the new edition ends.

        A plan for the very same second is replaced; later plans stay.
        """
        covering = [span for span in self.spans if span.covers(start)]
        is_cut = until is not None and any(span.end is None or span.end > until for span in covering)
        for span in covering:
            span.end = start
        if covering:
            self._editions(covering).update(live_until=start)
        return is_cut

    def first_appearance(self, start: datetime) -> datetime:
        """When readers first saw the story: the start of its earliest span that was not called off."""
        return min((span.begin for span in self.spans if span.begin <= start and not span.is_empty), default=start)

    def add(self, edition: Edition) -> None:
        """One that has just been stored."""
        span = Span(edition.pk, edition.number, edition.live_from, edition.live_until, edition.first_live_from)
        self.spans.append(span)

    def settle(self) -> None:
        """Keep ``first_live_from`` true of plans, too: an urgent fix may overtake them, a first plan be called off."""
        seen = [span for span in self.spans if span.withdrawn or not span.is_empty]
        first = min((span.begin for span in seen), default=None)
        if first and (wrong := [span for span in seen if span.first != first]):
            self._editions(wrong).update(first_live_from=first)

    def _editions(self, spans: list[Span]) -> EditionQuerySet:
        return Edition.objects.filter(pk__in=[span.edition for span in spans])


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
        Timeline.of(article).settle()
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
