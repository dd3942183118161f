"""What a kill, a full disk or a day's work leaves behind: files nobody knows, copies nobody made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from visuals.lifecycle import parts
from visuals.lifecycle.copying import order_copies
from visuals.lifecycle.keeping import files_below, listed
from visuals.models import Image, Rendition

#: Younger files may be on their way to a row just now.
GRACE = timedelta(hours=24)


@dataclass
class Swept:
    orphans: int = 0
    retired: int = 0
    ordered: int = 0
    missing: int = 0  # rows whose original is gone: told, never mended


def sweep(*, now: datetime | None = None, grace: timedelta = GRACE, dry: bool = False) -> Swept:
    """Remove files without a row and copies that were replaced a day ago; order copies that never came."""
    now = now or timezone.now()
    told = Swept()
    old = Rendition.objects.filter(retired_at__lt=now - GRACE)
    told.retired = len(names := list(old.values_list("file", flat=True)))
    if not dry:
        old.delete()
        for name in names:
            default_storage.delete(name)
    told.orphans = sum(1 for name in _orphans(now - grace) if dry or default_storage.delete(name) is None)
    told.orphans += parts.forget(before=now - grace, dry=dry)
    idle = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    for image in Image.objects.filter(idle, copies_due=True).exclude(file="").iterator():
        told.ordered += 1
        if not dry:
            order_copies(image)
    files = Image.objects.exclude(file="").values_list("file", flat=True).iterator()
    told.missing = sum(1 for name in files if not default_storage.exists(name))
    return told


def _orphans(before: datetime) -> Iterator[str]:
    """Picture by picture: one query for all files of one, however large the library is."""
    for room, rows in (("private/images", _originals), ("renditions", _copies)):
        for shelf in listed(room)[0]:
            keys, astray = listed(f"{room}/{shelf}")
            unknown = {f"{room}/{shelf}/{name}" for name in astray}
            for key in keys:
                unknown |= set(files_below(f"{room}/{shelf}/{key}")) - set(rows(key))
            yield from (name for name in sorted(unknown) if default_storage.get_modified_time(name) < before)


def _originals(key: str) -> Iterable[str]:
    return Image.objects.filter(key=key).values_list("file", flat=True)


def _copies(key: str) -> Iterable[str]:
    return Rendition.objects.filter(image__key=key).values_list("file", flat=True)
