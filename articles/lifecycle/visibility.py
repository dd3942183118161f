"""Pictures and clips do not know stories: the verbs write down onto them when readers may fetch them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Cast

from articles.lifecycle.shelf import Key, Shelf, of_kind
from articles.models import Article, BodyRef, Edition, EditionClip
from visuals.models import Clip, Image

Span = tuple[datetime, datetime | None]
Window = tuple[datetime | None, datetime | None]
#: in the order in which they are locked: see ``Shelf.held``
KINDS: tuple[tuple[str, type[Clip] | type[Image]], ...] = (("image", Image), ("clip", Clip))


def show(article: Article, now: datetime, only: set[Key] | None = None) -> None:
    """Recompute ``public_from`` and ``public_until`` of everything any edition or post of this story shows.

    ``only``: these pictures and clips; a post of a live blog changes nothing about those of a thousand others.
    """
    keys = of_story(article) if only is None else only
    held = [(kind, model, _lock(model, some)) for kind, model in KINDS if (some := of_kind(kind, keys))]
    for kind, model, before in held:
        _write(model, before, _hulls(_spans(kind, before, now)), now)


def add(shelf: Shelf, keys: set[Key], span: Span, now: datetime) -> None:
    """Readers may fetch these, which are held, during ``span`` besides whenever they may already.

    Where nothing ends, nobody has to look through the hundreds of stories that a picture of the town hall stands in:
    what is written down is when the first of them begins and the last one ends.
    """
    begin, end = span
    if end is not None and end <= begin:
        return
    for kind, model in KINDS:
        before = {key: _window(shelf[kind, key]) for key in of_kind(kind, keys)}
        hulls = {key: _hull([span, *_left(window, now)]) for key, window in before.items()}
        _write(model, before, hulls, now)


def _window(row: Clip | Image) -> Window:
    return row.public_from, row.public_until


def _left(window: Window, now: datetime) -> list[Span]:
    """The part of it that is not over."""
    begin, end = window
    return [(begin, end)] if begin and (end is None or end > now) else []


def of_story(article: Article) -> set[Key]:
    """What any of its editions and posts shows or showed."""
    nothing, refs = Cast(Value(None), BigIntegerField()), BodyRef.objects.order_by().values_list("clip", "image")
    below = EditionClip.objects.filter(edition__article=article).order_by().values_list("clip", nothing)
    leads = Edition.objects.filter(article=article, lead_image__isnull=False).order_by()
    # Each walks an index; asked for by OR in one, every text there is would be looked through.
    texts, posts = refs.filter(edition__article=article), refs.filter(post__article=article)
    rows = texts.union(posts, below, leads.values_list(nothing, "lead_image"))
    found = [(("clip", clip), ("image", image)) for clip, image in rows]
    return {key for keys in found for key in keys if key[1] is not None}


def _lock(model: type[Clip] | type[Image], keys: Iterable[int]) -> dict[int, Window]:
    """Two stories with the same picture printed at once: the second waits here and then sees the first's edition."""
    rows = model.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
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


def _hulls(spans: Iterable[tuple[int, datetime, datetime | None]]) -> dict[int, Window]:
    found: dict[int, list[Span]] = defaultdict(list)
    for key, begin, end in spans:
        found[key].append((begin, end))
    return {key: _hull(some) for key, some in found.items()}


def _hull(spans: list[Span]) -> Window:
    ends = [end for _begin, end in spans]
    return min(begin for begin, _end in spans), None if None in ends else max(end for end in ends if end)


def _write(model: type[Clip] | type[Image], before: dict[int, Window], hulls: dict[int, Window], now: datetime) -> None:
    """Store the hull of each row where it is another than ``before``; none means desk only.

    Which past moment it began at is the same to everybody.
    """
    rows: list[Any] = []
    for key, window in before.items():
        hull = hulls.get(key, (None, None))
        begun = hull[0] and window[0] and max(hull[0], window[0]) <= now
        if hull != window and not (begun and hull[1] == window[1]):
            rows.append(model(pk=key, public_from=hull[0], public_until=hull[1]))
    if rows:
        model.objects.bulk_update(rows, ["public_from", "public_until"])
