"""What keeps a story from readers although it is complete: the embargo, the publish lock; and what ends it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lifecycle import timeline, visibility
from articles.lifecycle.desk import locked, moment_of, whole_second
from articles.lifecycle.refusal import Obstacle, Refused
from articles.models import Article, Edition
from kit.moments import said
from people.lifecycle import record
from people.models import User


def hold(article: Article, *, by: User, reason: str, call_off: bool = False, now: datetime | None = None) -> Article:
    """Lock the story: nothing of it is published, planned or corrected until somebody lifts the lock.

    What readers have stays. Plans would break the lock on their own, so they have to be called off with it:
    without ``call_off`` the verb is refused while there are any.
    """
    if not reason.strip():
        raise Refused(_("Say why the story is locked: whoever wants to publish it has to know."))
    with transaction.atomic():
        article = locked(article)
        now = moment_of(article, now)
        if article.locked_at:
            raise Refused(_("The story is locked already: %(reason)s") % {"reason": article.lock_reason})
        plans = article.editions.planned(now).order_by("live_from")
        if (n := plans.count()) and not call_off:
            told = ngettext(
                "%(n)s edition is planned and would appear in spite of the lock. Call it off together with it.",
                "%(n)s editions are planned and would appear in spite of the lock. Call them off together with it.",
                n,
            )
            raise Refused(told % {"n": n})
        if n:
            _call_off_all(article, [plan.live_from for plan in plans][0], now)
        article.locked_at, article.locked_by, article.lock_reason = now, by, reason.strip()[:500]
        article.save(update_fields=["locked_at", "locked_by", "lock_reason"])
        record("lock", article, by=by, after={"called_off": n}, reason=article.lock_reason)
    return article


def _call_off_all(article: Article, first: datetime, now: datetime) -> None:
    """What is live ended where the first plan began; that plan is gone, so it stays until the story's own end."""
    article.editions.planned(now).update(live_until=F("live_from"))
    article.editions.live(now).filter(live_until=first).update(live_until=article.expires_at)
    timeline.Timeline.of(article).settle()
    visibility.show(article, now)


def release(article: Article, *, by: User) -> Article:
    """Lift the publish lock. Nothing appears by it: what was called off has to be planned again."""
    with transaction.atomic():
        article = locked(article)
        if not article.locked_at:
            raise Refused(_("The story is not locked."))
        before = {"reason": article.lock_reason, "by": str(article.locked_by or "")}
        article.locked_at, article.locked_by, article.lock_reason = None, None, ""
        article.save(update_fields=["locked_at", "locked_by", "lock_reason"])
        record("release", article, by=by, before=before)
    return article


def set_embargo(article: Article, until: datetime | None, *, by: User, now: datetime | None = None) -> Article:
    """What was agreed with the source: nothing of the story appears before ``until``. ``None`` lifts it."""
    with transaction.atomic():
        article = locked(article)
        now = moment_of(article, now)
        until = _to_come(until, now, _("That moment has already passed: there is nothing to hold back."))
        early = article.editions.planned(now).filter(live_from__lt=until).first() if until else None
        if early:
            told = _("Edition %(number)s is planned for %(moment)s, before the embargo ends. Call it off first.")
            raise Refused(told % {"number": early.number, "moment": said(early.live_from)})
        before, article.embargo_until = article.embargo_until, until
        article.save(update_fields=["embargo_until"])
        record("embargo", article, by=by, before=_moment(before), after=_moment(until))
    return article


def set_expiry(article: Article, until: datetime | None, *, by: User, now: datetime | None = None) -> Article:
    """When the story leaves the site: true at once of the edition readers have, and of each new one; or never."""
    with transaction.atomic():
        article = locked(article)
        now = moment_of(article, now)
        until = _to_come(
            until, now, _("That moment has already passed. To take the story off the site now, withdraw it.")
        )
        late = article.editions.planned(now).filter(live_from__gte=until).first() if until else None
        if late:
            told = _("Edition %(number)s is planned for %(moment)s, after the story would have left.")
            raise Refused(told % {"number": late.number, "moment": said(late.live_from)})
        before, article.expires_at = article.expires_at, until
        article.save(update_fields=["expires_at"])
        last = (article.editions.live(now) | article.editions.planned(now)).order_by("-live_from").first()
        if last and last.live_until == before:
            last.live_until = until
            last.save(update_fields=["live_until"])
            visibility.show(article, now)
        record("expiry", article, by=by, before=_moment(before), after=_moment(until))
    return article


def let_lapse(edition: Edition, until: datetime, *, by: User | None) -> Edition:
    """This edition leaves the site at ``until``, unless another one has taken its place by then. The story itself has
    no end by it: whatever is printed later stays."""
    with transaction.atomic():
        article = locked(edition.article)
        edition = article.editions.get(pk=edition.pk)
        until = whole_second(until)
        if edition.live_until is None or edition.live_until > until:
            edition.live_until = until
            edition.save(update_fields=["live_until"])
            visibility.show(article, moment_of(article, None))
            record("expiry", article, by=by, after=_moment(until) | {"edition": edition.number})
    return edition


def _to_come(until: datetime | None, now: datetime, otherwise: str) -> datetime | None:
    if until and whole_second(until) <= now:
        raise Refused(otherwise)
    return whole_second(until) if until else None


def held(article: Article, at: datetime | None) -> list[Obstacle]:
    """Why the story may not appear at ``at`` (now), however complete it is."""
    found = []
    if article.locked_at:
        told = {"who": str(article.locked_by or _("Somebody")), "reason": article.lock_reason}
        found.append(Obstacle("locked", _("%(who)s has locked the story: %(reason)s") % told, "workflow"))
    if article.embargo_until and article.embargo_until > (at or timezone.now()):
        sentence = _("The embargo ends on %(moment)s; the story cannot appear before.")
        found.append(Obstacle("embargoed", sentence % {"moment": said(article.embargo_until)}, "workflow"))
    return found


def _moment(moment: datetime | None) -> dict[str, str]:
    return {"until": moment.isoformat() if moment else ""}
