"""Pictures and clips do not know stories: the verbs write down onto them when readers may fetch them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from articles.models import Article, BodyRef, Edition, EditionClip
from visuals.models import Clip, Image

Span = tuple[datetime, datetime | None]


def show(article: Article, now: datetime) -> None:
    """Recompute ``public_from`` and ``public_until`` of everything any edition of this story shows."""
    refs = BodyRef.objects.filter(edition__article=article)
    clip_keys = set(refs.filter(clip__isnull=False).values_list("clip", flat=True))
    clip_keys |= set(EditionClip.objects.filter(edition__article=article).values_list("clip", flat=True))
    image_keys = set(refs.filter(image__isnull=False).values_list("image", flat=True))
    image_keys |= set(article.editions.filter(lead_image__isnull=False).values_list("lead_image", flat=True).distinct())
    if clip_keys:
        _lock(Clip, clip_keys)
        _show_clips(clip_keys, now)
    if image_keys:
        _lock(Image, image_keys)
        _show_images(image_keys, now)


def _lock(model: type[Clip] | type[Image], keys: Iterable[int]) -> None:
    """Two stories with the same picture printed at once: the second waits here and then sees the first's edition."""
    list(model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _showing(now: datetime, prefix: str = "") -> Q:
    """Editions that are read now or will be: the past gives nobody a right to look."""
    until = f"{prefix}live_until"
    to_come = Q(**{f"{until}__gt": now}) & Q(**{f"{until}__gt": F(f"{prefix}live_from")})
    return Q(**{f"{until}__isnull": True}) | to_come


def _show_clips(keys: Iterable[int], now: datetime) -> None:
    """A clip is seen in a text, or under it."""
    shown = _showing(now, "edition__")
    columns = ("clip", "edition__live_from", "edition__live_until")
    spans = [
        *BodyRef.objects.filter(shown, clip__in=keys, edition__isnull=False).values_list(*columns),
        *EditionClip.objects.filter(shown, clip__in=keys).values_list(*columns),
    ]
    _write(Clip, keys, spans)


def _show_images(keys: Iterable[int], now: datetime) -> None:
    """A picture is seen in bodies and as lead picture. Of posters ``visuals`` knows by itself."""
    refs = BodyRef.objects.filter(_showing(now, "edition__"), edition__isnull=False)
    spans = [
        *refs.filter(image__in=keys).values_list("image", "edition__live_from", "edition__live_until"),
        *Edition.objects.filter(_showing(now), lead_image__in=keys).values_list(
            "lead_image", "live_from", "live_until"
        ),
    ]
    _write(Image, keys, spans)


def _write(
    model: type[Clip] | type[Image], keys: Iterable[int], spans: Iterable[tuple[int, datetime, datetime | None]]
) -> None:
    """Store the hull of the spans of each row; none left means desk only."""
    shown: dict[int, list[Span]] = defaultdict(list)
    for key, begin, end in spans:
        shown[key].append((begin, end))
    rows: list[Any] = []
    for key in keys:
        begins = [begin for begin, _end in shown[key]]
        ends = [end for _begin, end in shown[key]]
        until = None if None in ends else max((end for end in ends if end), default=None)
        rows.append(model(pk=key, public_from=min(begins, default=None), public_until=until))
    model.objects.bulk_update(rows, ["public_from", "public_until"])
