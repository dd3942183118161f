"""What the desk says of pictures, one or many at once: checked, logged, and in new copies where it is printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.lifecycle import in_one_go, record
from people.models import Person, User
from topics.models import Tag
from visuals.lifecycle.copying import order_copies, stamp_of
from visuals.models import Image, ImageTag, Usage
from visuals.search import PICTURES

FIELDS = (
    "title", "caption", "alt", "decorative", "kind", "agency", "photographer", "photographer_name", "credit_override",
    "usage", "terms", "digital_source", "taken_on", "place", "available_from", "available_until", "feed_until",
    "syndication_until",
)  # fmt: skip

#: When a right ends on the site, in feeds and for partners, with the question to whoever wants it longer.
ENDS = {
    "available_until": gettext_lazy("“%(name)s” was free until %(day)s. Whoever extends that needs a reason."),
    "feed_until": gettext_lazy("“%(name)s” was free in feeds until %(day)s. Whoever extends that needs a reason."),
    "syndication_until": gettext_lazy(
        "“%(name)s” was free for partners until %(day)s. Whoever extends that needs a reason."
    ),
}

#: How long pictures of a class may usually be shown; the desk may say otherwise. Those not named here have no end.
USUAL_DAYS = {Usage.SOCIAL: 30, Usage.HANDOUT: 365, Usage.POOL: 365, Usage.RESTRICTED: 7}


class RightsNeedAReason(ValueError):
    """Somebody takes a right for longer than it was given; ``str()`` says which picture it is."""


@dataclass(frozen=True)
class Change:
    """Only what is in ``fields`` changes; ``tags`` are given besides those that are there; ``people`` are all who are
    shown, None if that stays as it is.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    tags: tuple[Tag, ...] = ()
    people: tuple[Person, ...] | None = None


def describe(changes: dict[int, Change], *, by: User | None, reason: str = "") -> list[Image]:
    """Apply one change to each picture, in one act: all or nothing, and one number in the log.

    Raises ``RightsNeedAReason`` where a right would last longer than it did and nobody says why.
    """
    with transaction.atomic(), in_one_go():
        rows = Image.objects.select_for_update(of=("self",)).select_related("agency", "photographer")
        found = list(rows.filter(pk__in=changes).order_by("pk"))
        for image in found:
            _apply(image, changes[image.pk], by=by, reason=reason)
        PICTURES.keep(*(image.pk for image in found))
    return found


def _apply(image: Image, change: Change, *, by: User | None, reason: str) -> None:
    unknown = set(change.fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"no field of a picture’s description: {', '.join(sorted(unknown))}")
    fields = {**_usual_end(image, change.fields), **change.fields}
    was = {name: getattr(image, name) for name in ("available_from", *ENDS)}
    if not reason.strip() and (asked := needs_a_reason(image, was, fields)):
        raise RightsNeedAReason(asked)
    if was.keys() & fields.keys() and ends_too_early(was | fields):
        raise ValueError(_("“%(name)s”: the rights would end before they begin.") % {"name": str(image)[:60]})
    before, after = {}, {}
    for name, value in fields.items():
        old = getattr(image, name)
        if old != value:
            before[name], after[name] = _plain(old), _plain(value)
            setattr(image, name, value)
    given = _give_tags(image, change.tags)
    if given:
        after["tags"] = given
    if change.people is not None:
        before["people"], after["people"] = _show(image, change.people)
    if not after:
        return
    image.save(update_fields=[name for name in before if name in FIELDS])
    record("describe", image, by=by, before=before, after=after, reason=reason.strip())
    if image.file and stamp_of(image) != image.stamp:
        order_copies(image)


def _usual_end(image: Image, typed: dict[str, Any]) -> dict[str, Any]:
    """The end that goes with a newly chosen class, where nobody has said one."""
    days = USUAL_DAYS.get(typed.get("usage", ""))
    if days is None or typed["usage"] == image.usage or image.available_until:
        return {}
    start = max(filter(None, [typed.get("available_from"), image.available_from, timezone.now()]))
    return {"available_until": (start + timedelta(days=days)).replace(microsecond=0)}


def needs_a_reason(image: Image, was: Mapping[str, Any], typed: Mapping[str, Any]) -> str:
    """Asks why, if a right that had an end gets a later one, or none; "" if none does."""
    for name, sentence in ENDS.items():
        old = was.get(name)
        if old and name in typed and (typed[name] is None or typed[name] > old):
            return sentence % {"name": str(image)[:60], "day": f"{timezone.localtime(old):%d.%m.%Y}"}
    return ""


def ends_too_early(window: Mapping[str, Any]) -> list[str]:
    """Which of the ends lie before the beginning."""
    begin = window.get("available_from")
    return [name for name in ENDS if begin and window.get(name) and window[name] <= begin]


def _give_tags(image: Image, tags: Iterable[Tag]) -> list[str]:
    has = set(ImageTag.objects.filter(content_object=image).values_list("tag", flat=True)) if tags else set()
    missing = [tag for tag in tags if tag.pk not in has]
    ImageTag.objects.bulk_create(ImageTag(content_object=image, tag=tag) for tag in missing)
    return [tag.name for tag in missing]


def _show(image: Image, people: tuple[Person, ...]) -> tuple[list[str], list[str]]:
    """Who is to be seen, before and after."""
    was = [person.name for person in image.people.order_by("name", "pk")]
    image.people.set(people)
    return was, sorted(person.name for person in people)


def _plain(value: Any) -> Any:
    """As JSON keeps it: rows by their name, moments as text."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
