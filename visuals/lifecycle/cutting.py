"""Segments of a programme. Nothing is encoded or copied: a cut is two numbers, and what they are called."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kit.durations import clock
from kit.slugs import free_slug
from people.lifecycle import record
from people.models import Person, User
from topics.models import Tag
from visuals.lifecycle.library import keep_public_span
from visuals.models import Clip, ClipPerson, Footage
from visuals.search import CLIPS

SHORTEST_MS = 1000


class CutRefused(ValueError):
    """Sentences for editors, by the field they are about."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__(" ".join(problems.values()))


def misfits(footage: Footage | None, in_ms: int | None, out_ms: int | None) -> dict[str, str]:
    """What is wrong with a pair of points, by field. Both empty is the whole programme."""
    if in_ms is None and out_ms is None:
        return {}
    if footage is None:
        return {"footage": _("In and out points need footage they are points of.")}
    if in_ms is None or out_ms is None:
        missing = "in_ms" if in_ms is None else "out_ms"
        return {missing: _("A cut needs both points, or none for the whole footage.")}
    if in_ms < 0:
        return {"in_ms": _("Nothing begins before the footage does.")}
    if out_ms < in_ms + SHORTEST_MS:
        return {"out_ms": _("A video lasts a second at least.")}
    if footage.duration_ms is not None and out_ms > footage.duration_ms:
        return {"out_ms": _("The footage is over at %(end)s.") % {"end": clock(footage.duration_ms)}}
    return {}


def beyond_rights(footage: Footage | None, begin: datetime | None, end: datetime | None) -> dict[str, str]:
    """A clip may be shown for less time than its programme, never for more. Empty: as long as the programme."""
    told = {}
    if footage and begin and footage.available_from and begin < footage.available_from:
        told["available_from"] = _("The footage may be shown only from %(moment)s.") % {
            "moment": _moment(footage.available_from)
        }
    if footage and end and footage.available_until and end > footage.available_until:
        told["available_until"] = _("The footage may be shown only until %(moment)s.") % {
            "moment": _moment(footage.available_until)
        }
    return told


def keep_cut(
    clip: Clip, *, by: User | None, people: Iterable[Person] | None = None, tags: Iterable[Tag | str] | None = None
) -> Clip:
    """Store a new or a changed segment as it stands in ``clip``. ``people``, ``tags``: None leaves them as they are.

    Locks the programme, so that its length and rights are those it is measured against.
    """
    with transaction.atomic():
        footage = Footage.objects.select_for_update(of=("self",)).get(pk=clip.footage_id) if clip.footage_id else None
        problems = misfits(footage, clip.in_ms, clip.out_ms)
        problems |= beyond_rights(footage, clip.available_from, clip.available_until)
        if not clip.title and not clip.teaser:
            problems["teaser"] = _("A title or a teaser, please: otherwise nobody finds the video again.")
        if problems:
            raise CutRefused(problems)
        made = clip.pk is None
        before = {} if made else _told(Clip.objects.get(pk=clip.pk))
        if made:
            clip.slug = clip.slug or _address(clip)
        else:
            keep_public_span(clip)
        clip.save()
        if people is not None:
            _write_people(clip, people)
        if tags is not None:
            clip.tags.set(tags)
        CLIPS.keep(clip.pk)
        record("cut" if made else "recut", clip, by=by, before=before, after=_told(clip))
    return clip


def take_back_cut(clip: Clip, *, by: User | None) -> None:
    """The cut that was just made is undone; one that stands in a story already cannot be."""
    with transaction.atomic():
        record("take back cut", clip, by=by, before=_told(clip))
        key = clip.pk
        try:
            clip.delete()
        except ProtectedError as held:
            raise CutRefused({"": _("“%(name)s” stands in a story already.") % {"name": clip.headline}}) from held
        CLIPS.forget(key)


def _address(clip: Clip) -> str:
    words = clip.title or " ".join(clip.teaser.split()[:8])
    return free_slug(words, lambda slug: Clip.objects.filter(slug=slug).exists(), "video")


def _write_people(clip: Clip, people: Iterable[Person]) -> None:
    wanted = {person.pk for person in people}
    rows = ClipPerson.objects.filter(clip=clip)
    rows.exclude(person__in=wanted).delete()
    there = set(rows.values_list("person", flat=True))
    ClipPerson.objects.bulk_create(ClipPerson(clip=clip, person_id=key) for key in sorted(wanted - there))


def _told(clip: Clip) -> dict[str, Any]:
    return {
        "title": clip.headline[:120],
        "footage": clip.footage_id,
        "in": clip.in_ms,
        "out": clip.out_ms,
        "until": clip.available_until and clip.available_until.isoformat(),
    }


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
