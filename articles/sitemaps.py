"""What search engines are told to look at: stories by month, the news of two days, videos, and all other pages.

Absolute addresses come from a setting, never from the request. Only what is live is named, so nothing of the future.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.models import BodyRef, Edition, EditionByline, EditionPerson, EditionTag, Section
from articles.querysets.spans import number_of_span
from articles.structured_data import absolute
from kit.moments import months_between
from people.models import Person
from topics.models import Tag
from visuals.models import Clip, Image

NEWS_FOR = timedelta(days=2)
STANDING = ("home", "clips", "archive", "corrections", "imprint", "principles", "privacy", "accessibility")
#: limits of the sitemap protocol and of Google's news sitemaps
MOST, MOST_NEWS = 50_000, 1000


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", ""]
    lines += [f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "news_sitemap", "video_sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One sitemap a month: a month that is over changes no more, and nobody has to fetch it again."""
    live = Edition.objects.live()
    oldest = live.oldest_first().values_list("first_live_from", flat=True).first() or timezone.now()
    # A day more than our own clock knows: what is out already is for the database's to say.
    tomorrow = timezone.now() + timedelta(days=1)
    months = months_between(oldest.astimezone(UTC).date(), tomorrow.astimezone(UTC).date())
    span = number_of_span("first_live_from", [datetime(one.year, one.month, 1, tzinfo=UTC) for one in months])
    rows = live.with_moves().order_by().annotate(span=span).values("span").annotate(changed=Max("moved_at"))
    moved = [(months[one["span"]], one["changed"]) for one in rows.order_by("-span")]
    maps = [(reverse("month_sitemap", args=[one.year, one.month]), changed) for one, changed in moved]
    maps += [(reverse(name), None) for name in ("news_sitemap", "video_sitemap", "pages_sitemap")]
    entries = [{"location": absolute(path), "changed": changed} for path, changed in maps]
    return _answer(request, "sitemaps/index.xml", entries)


@require_safe
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The stories that first appeared in one month, each with its pictures."""
    try:
        begin = datetime(year, number, 1, tzinfo=UTC)
        end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError) as never:
        raise Http404 from never
    span = Q(first_live_from__gte=begin, first_live_from__lt=end)
    editions = list(_lean(Edition.objects.live().filter(span)).order_by("-first_live_from")[:MOST])
    if not editions:
        raise Http404
    shown = _pictures(editions)
    entries = [_entry(edition) | {"pictures": shown.get(edition.pk, [])} for edition in editions]
    return _answer(request, "sitemaps/pages.xml", entries)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    since = timezone.now() - NEWS_FOR
    fresh = Edition.objects.live().filter(first_live_from__gt=since)
    editions = _lean(fresh).order_by("-first_live_from")[:MOST_NEWS]
    return _answer(request, "sitemaps/news.xml", [_entry(edition) for edition in editions])


@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    """Only those with a file: search engines refuse a video that cannot be fetched."""
    entries = []
    for clip in Clip.objects.public().for_page().exclude(footage=None)[:MOST]:
        data = structured_data.clip(clip)
        if not data.get("contentUrl"):
            continue
        entries.append(
            {
                "location": data["url"],
                "title": data["name"],
                "description": data.get("description") or data["name"],
                "thumbnail": data["thumbnailUrl"][-1],
                "file": data["contentUrl"].partition("#")[0],
                "seconds": max(1, round((clip.duration_ms or 0) / 1000)),
                "since": clip.public_from,
                "until": clip.shown_until,
            }
        )
    return _answer(request, "sitemaps/videos.xml", entries)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Front page, sections, and the topics, people and authors that readers have met."""
    live = Edition.objects.live()
    sections = Section.objects.annotate(changed=_newest(live.filter(section=OuterRef("pk"))))
    tags = Tag.objects.filter(merged_into=None, pk__in=EditionTag.objects.filter(edition__in=live).values("tag"))
    named = EditionPerson.objects.filter(edition__in=live).values("person")
    signed = EditionByline.objects.filter(edition__in=live).values("person")
    entries = [{"location": absolute(reverse(name))} for name in STANDING]
    entries += [{"location": absolute(one.get_absolute_url()), "changed": one.changed} for one in sections]
    entries += [{"location": absolute(tag.get_absolute_url())} for tag in tags.order_by("pk")]
    entries += [{"location": absolute(one.get_absolute_url())} for one in _people(named)]
    entries += [{"location": absolute(one.author_url)} for one in _people(signed)]
    return _answer(request, "sitemaps/pages.xml", entries[:MOST])


def _people(keys: Any) -> Iterable[Person]:
    return Person.objects.filter(pk__in=keys).order_by("pk")


def _newest(editions: Any) -> Any:
    return editions.with_moves().order_by("-moved_at").values("moved_at")[:1]


def _lean(editions: Any) -> Any:
    rows = editions.only("slug", "kind", "headline", "language", "live_from", "first_live_from", "lead_image")
    return rows.with_moves()


def _entry(edition: Edition) -> dict[str, Any]:
    return {
        "location": absolute(edition.get_absolute_url()),
        "changed": edition.moved_at,
        "since": edition.first_live_from,
        "title": edition.headline,
        "language": edition.language,
        "site": settings.SITE_NAME,
    }


def _pictures(editions: Iterable[Edition]) -> dict[int, list[str]]:
    """The largest JPEG of each picture readers may fetch now, by edition: one query for any number of stories."""
    keys = {edition.pk: [edition.lead_image_id] if edition.lead_image_id else [] for edition in editions}
    first, last = min(keys), max(keys)
    # A span of keys, not a list: databases bound how many values a question may hold.
    refs = BodyRef.objects.filter(edition__gte=first, edition__lte=last, image__isnull=False)
    for edition, image in refs.values_list("edition", "image"):
        if edition in keys:
            keys[edition].append(image)
    wanted = BodyRef.objects.filter(edition__gte=first, edition__lte=last).values("image")
    leads = Edition.objects.filter(pk__gte=first, pk__lte=last).values("lead_image")
    public = Image.objects.public().filter(Q(pk__in=wanted) | Q(pk__in=leads)).defer("metadata")
    found = {image.pk: structured_data.addresses(image) for image in public}
    return {
        edition: [address for key in dict.fromkeys(images) for address in found.get(key, [])]
        for edition, images in keys.items()
    }


def _answer(request: HttpRequest, template: str, entries: list[dict[str, Any]]) -> HttpResponse:
    return render(request, template, {"entries": entries}, content_type="application/xml; charset=utf-8")
