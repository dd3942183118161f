"""The working copy of a post: written, kept, thrown away. Readers see nothing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles.body import canonical, refs, validate
from articles.lifecycle.live import posting, state
from articles.lifecycle.refusal import Refused, Stale
from articles.models import EntryByline, LiveDraft, LiveEntry, LivePost
from people.lifecycle import record
from people.models import Person, User


@dataclass(frozen=True)
class Signed:
    """One name below a post: one of our persons, or a name alone."""

    person: Person | None
    name: str = ""


def write(
    entry: LiveEntry,
    *,
    by: User | None,
    bylines: Sequence[Signed] | None = None,
    base_version: int | None = None,
    token: str | None = None,
) -> LiveEntry:
    """Store the post as it stands in ``entry``; nothing appears by it.

    ``base_version``: the version she started from; ``Stale`` if somebody else has changed the post since.
    ``token``: of one sent form; sent again, it gives back what the first one stored. Raises
    ``validate.BodyRefused`` for a body that does not pass the gate.
    """
    with transaction.atomic():
        article = state.running(entry.article)
        if token and (before := LiveEntry.objects.filter(article=article, token=token).first()):
            return before
        document = validate.check(canonical.canonical(entry.body))
        stored = LiveEntry.objects.filter(pk=entry.pk).first() if entry.pk else None
        if entry.pk and stored is None:
            raise Refused(_("This post has been thrown away in the meantime. Your text is still in the form."))
        if stored and base_version is not None and stored.version != base_version:
            told = _("%(who)s has changed this post in the meantime. Your text has not been stored yet.")
            raise Stale(told % {"who": stored.changed_by or _("Somebody")})
        _number(entry, stored, by)
        entry.body, entry.token, entry.changed_by = canonical.canonical(entry.body), token, by
        entry.save()
        refs.rebuild(document, entry)
        if bylines is not None or stored is None:
            _sign(entry, _default(by) if bylines is None else bylines)
        if by:
            LiveDraft.objects.filter(article=article, user=by, entry=stored).delete()
        record("write post", article, by=by, after={"post": entry.number, "version": entry.version})
    return entry


def post(
    entry: LiveEntry,
    *,
    by: User | None,
    at: datetime | None = None,
    correction: str = "",
    bylines: Sequence[Signed] | None = None,
    base_version: int | None = None,
    token: str | None = None,
    override: Iterable[str] = (),
    reason: str = "",
    now: datetime | None = None,
) -> LivePost:
    """Write and publish in one go: either both happen or nothing does."""
    with transaction.atomic():
        entry = write(entry, by=by, bylines=bylines, base_version=base_version, token=token)
        return posting.publish(entry, by=by, at=at, correction=correction, override=override, reason=reason, now=now)


def discard(entry: LiveEntry, *, by: User | None) -> None:
    """Throw away a post that no reader has seen."""
    with transaction.atomic():
        article = state.running(entry.article)
        states = LivePost.objects.filter(entry=entry)
        if states.exclude(live_until=F("live_from"), withdrawn_at=None).exists():
            raise Refused(_("This post has been out, or is planned. Withdraw it or call it off instead."))
        record("discard post", article, by=by, before={"post": entry.number, "headline": entry.headline})
        states.delete()
        entry.delete()


def _number(entry: LiveEntry, stored: LiveEntry | None, by: User | None) -> None:
    if stored:
        entry.number, entry.version = stored.number, stored.version + 1
        entry.created_by = stored.created_by
        return
    last = LiveEntry.objects.filter(article=entry.article).order_by("-number").values_list("number", flat=True).first()
    entry.number, entry.version, entry.created_by = (last or 0) + 1, 1, by


def _default(by: User | None) -> list[Signed]:
    if by is None:
        return []
    return [Signed(by.person)] if by.person else [Signed(None, str(by))]


def _sign(entry: LiveEntry, bylines: Sequence[Signed]) -> None:
    entry.bylines.all().delete()
    EntryByline.objects.bulk_create(
        EntryByline(entry=entry, person=one.person, name="" if one.person else one.name, position=place)
        for place, one in enumerate(bylines)
    )
