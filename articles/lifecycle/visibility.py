"""Pictures and clips do not know stories: the verbs write down onto them when readers may fetch them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from articles.models import Article, BodyRef, Edition, EditionClip
from visuals.models import Clip, Image

Span = tuple[datetime, datetime | None]

Key = tuple[str, int]  # ("image", 3)


def show(article: Article, now: datetime, only: set[Key] | None = None) -> None:
    """Recompute ``public_from`` and ``public_until`` of everything any edition or post of this story shows.

    ``only``: these pictures and clips; a post of a live blog changes nothing about those of a thousand others.
    """
    keys = _of_story(article) if only is None else only
    clip_keys = {key for kind, key in keys if kind == "clip"}
    image_keys = {key for kind, key in keys if kind == "image"}
    if clip_keys:
        _lock(Clip, clip_keys)
        _show_clips(clip_keys, now)
    if image_keys:
        _lock(Image, image_keys)
        _show_images(image_keys, now)


def _of_story(article: Article) -> set[Key]:
    refs = BodyRef.objects.filter(Q(edition__article=article) | Q(post__article=article))
    keys = {("clip", key) for key in refs.filter(clip__isnull=False).values_list("clip", flat=True)}
    keys |= {("image", key) for key in refs.filter(image__isnull=False).values_list("image", flat=True)}
    below = EditionClip.objects.filter(edition__article=article)
    keys |= {("clip", key) for key in below.values_list("clip", flat=True)}
    leads = article.editions.filter(lead_image__isnull=False).values_list("lead_image", flat=True)
    return keys | {("image", key) for key in leads.distinct()}


def _lock(model: type[Clip] | type[Image], keys: Iterable[int]) -> None:
    """Two stories with the same picture printed at once: the second waits here and then sees the first's edition."""
    list(model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _showing(now: datetime, prefix: str = "") -> Q:
    """Editions that are read now or will be: the past gives nobody a right to look."""
    until = f"{prefix}live_until"
    to_come = Q(**{f"{until}__gt": now}) & Q(**{f"{until}__gt": F(f"{prefix}live_from")})
    return Q(**{f"{until}__isnull": True}) | to_come


def _show_clips(keys: Iterable[int], now: datetime) -> None:
    """A clip is seen in a text, under it, or in a post."""
    shown = _showing(now, "edition__")
    columns = ("clip", "edition__live_from", "edition__live_until")
    spans = [
        *BodyRef.objects.filter(shown, clip__in=keys, edition__isnull=False).values_list(*columns),
        *EditionClip.objects.filter(shown, clip__in=keys).values_list(*columns),
        *_in_posts("clip", keys, now),
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
        *_in_posts("image", keys, now),
    ]
    _write(Image, keys, spans)


def _in_posts(kind: str, keys: Iterable[int], now: datetime) -> Iterator[tuple[int, datetime, datetime | None]]:
    """A post is seen while it is live and an edition of its live blog is, too. Two queries, one if no post has any."""
    refs = BodyRef.objects.filter(_showing(now, "post__"), **{f"{kind}__in": keys}, post__isnull=False)
    posts = list(refs.values_list(kind, "post__article", "post__live_from", "post__live_until"))
    if not posts:
        return
    editions: dict[int, list[Span]] = defaultdict(list)
    out = Edition.objects.filter(_showing(now), article__in={row[1] for row in posts}, kind=Edition.Kind.LIVE)
    for article, begin, end in out.values_list("article", "live_from", "live_until"):
        editions[article].append((begin, end))
    for key, article, begin, end in posts:
        for edition_begin, edition_end in editions[article]:
            first = max(begin, edition_begin)
            last = min((moment for moment in (end, edition_end) if moment), default=None)
            if last is None or first < last:
                yield key, first, last


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
