"""Pictures and clips do not know stories: the verbs write down onto them when readers may fetch them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Cast

from articles.models import Article, BodyRef, Edition, EditionClip
from visuals.models import Clip, Image

Span = tuple[datetime, datetime | None]
Window = tuple[datetime | None, datetime | None]
Key = tuple[str, int]  # ("image", 3)


def show(article: Article, now: datetime, only: set[Key] | None = None, *, is_more: bool = False) -> None:
    """Recompute ``public_from`` and ``public_until`` of everything any edition or post of this story shows.

    ``only``: these pictures and clips; a post of a live blog changes nothing about those of a thousand others.
    ``is_more``: nothing ends by this. Then whatever readers have already, and without an end, stays as it is, and
    nobody looks through the hundreds of stories that a picture of the town hall stands in.
    """
    keys = _of_story(article) if only is None else only
    clip_keys = {key for kind, key in keys if kind == "clip"}
    image_keys = {key for kind, key in keys if kind == "image"}
    models: tuple[tuple[type[Clip] | type[Image], str, set[int]], ...]
    models = ((Clip, "clip", clip_keys), (Image, "image", image_keys))
    for model, kind, some in models:
        before = _lock(model, some) if some else {}
        if is_more:
            before = {key: window for key, window in before.items() if not _stays(window, now)}
        if before:
            _write(model, before, _spans(kind, set(before), now), now)


def _stays(window: Window, now: datetime) -> bool:
    """Seen already, and without an end."""
    return window[0] is not None and window[0] <= now and window[1] is None


def shown(references: Iterable[BodyRef], clips: Iterable[int], lead_image: int | None) -> set[Key]:
    """What one edition shows: in its text, below it, and at its top."""
    keys = {("clip", key) for key in clips} | ({("image", lead_image)} if lead_image else set())
    for reference in references:
        keys |= {("clip", reference.clip_id)} if reference.clip_id else set()
        keys |= {("image", reference.image_id)} if reference.image_id else set()
    return keys


def _of_story(article: Article) -> set[Key]:
    nothing = Cast(Value(None), BigIntegerField())
    refs = BodyRef.objects.filter(Q(edition__article=article) | Q(post__article=article))
    below = EditionClip.objects.filter(edition__article=article).order_by().values_list("clip", nothing)
    leads = Edition.objects.filter(article=article, lead_image__isnull=False).order_by()
    rows = refs.order_by().values_list("clip", "image").union(below, leads.values_list(nothing, "lead_image"))
    found = [(("clip", clip), ("image", image)) for clip, image in rows]
    return {key for keys in found for key in keys if key[1] is not None}


def _lock(model: type[Clip] | type[Image], keys: Iterable[int]) -> dict[int, Window]:
    """Two stories with the same picture printed at once: the second waits here and then sees the first's edition."""
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {key: (begin, end) for key, begin, end in rows.values_list("pk", "public_from", "public_until")}


def _showing(now: datetime, prefix: str = "") -> Q:
    """Editions that are read now or will be: the past gives nobody a right to look."""
    until = f"{prefix}live_until"
    to_come = Q(**{f"{until}__gt": now}) & Q(**{f"{until}__gt": F(f"{prefix}live_from")})
    return Q(**{f"{until}__isnull": True}) | to_come


def _spans(kind: str, keys: Iterable[int], now: datetime) -> Iterator[tuple[int, datetime, datetime | None]]:
    """A clip is seen in a text, under it, or in a post; a picture in a text, at its top, or in a post.

    One query, and one more if any post shows one of them. Of posters ``visuals`` knows by itself.
    """
    mine = {f"{kind}__in": keys}
    refs = BodyRef.objects.order_by()
    nothing = Cast(Value(None), BigIntegerField())
    if kind == "clip":
        beside = EditionClip.objects.filter(_showing(now, "edition__"), **mine).order_by()
        whole = beside.values_list("clip", "edition__live_from", "edition__live_until", nothing)
    else:
        leads = Edition.objects.filter(_showing(now), lead_image__in=keys).order_by()
        whole = leads.values_list("lead_image", "live_from", "live_until", nothing)
    texts = refs.filter(_showing(now, "edition__"), edition__isnull=False, **mine)
    posts = refs.filter(_showing(now, "post__"), post__isnull=False, **mine)
    rows = texts.values_list(kind, "edition__live_from", "edition__live_until", nothing).union(
        posts.values_list(kind, "post__live_from", "post__live_until", "post__article"), whole, all=True
    )
    found = list(rows)
    yield from ((key, begin, end) for key, begin, end, article in found if article is None)
    yield from _in_posts([row for row in found if row[3] is not None], now)


def _in_posts(posts: list[Any], now: datetime) -> Iterator[tuple[int, datetime, datetime | None]]:
    """A post is seen while it is live and an edition of its live blog is, too."""
    if not posts:
        return
    editions: dict[int, list[Span]] = defaultdict(list)
    out = Edition.objects.filter(_showing(now), article__in={row[3] for row in posts}, kind=Edition.Kind.LIVE)
    for article, begin, end in out.values_list("article", "live_from", "live_until"):
        editions[article].append((begin, end))
    for key, begin, end, article in posts:
        for edition_begin, edition_end in editions[article]:
            first = max(begin, edition_begin)
            last = min((moment for moment in (end, edition_end) if moment), default=None)
            if last is None or first < last:
                yield key, first, last


def _write(
    model: type[Clip] | type[Image],
    before: dict[int, Window],
    spans: Iterable[tuple[int, datetime, datetime | None]],
    now: datetime,
) -> None:
    """Store the hull of the spans of each row where it is another than ``before``; none left means desk only.

    Which past moment it began at is the same to everybody.
    """
    shown: dict[int, list[Span]] = defaultdict(list)
    for key, begin, end in spans:
        shown[key].append((begin, end))
    rows: list[Any] = []
    for key, window in before.items():
        begins = [begin for begin, _end in shown[key]]
        ends = [end for _begin, end in shown[key]]
        until = None if None in ends else max((end for end in ends if end), default=None)
        hull = (min(begins, default=None), until)
        begun = hull[0] and window[0] and max(hull[0], window[0]) <= now
        if hull != window and not (begun and hull[1] == window[1]):
            rows.append(model(pk=key, public_from=hull[0], public_until=hull[1]))
    if rows:
        model.objects.bulk_update(rows, ["public_from", "public_until"])
