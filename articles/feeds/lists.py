"""Which lists have feeds. Each asks what the list's own page asks, so a feed shows nothing that the page does not."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds.entries import of_clip, of_story, plain, story_id
from articles.feeds.formats import FORMATS
from articles.models import Edition, Section
from articles.querysets import EditionQuerySet, often_named, often_signed, often_tagged
from articles.structured_data import absolute
from people.models import Person
from topics.models import Tag
from visuals.models import Clip

ENTRIES = 30
#: Whoever has not asked for so long has forgotten the story by himself.
REMEMBERED = timedelta(days=30)


@require_safe
def site(request: HttpRequest, form: str) -> HttpResponse:
    return _of_stories(request, form, settings.SITE_NAME, reverse("home"), Edition.objects.all())


@require_safe
def section(request: HttpRequest, form: str, slug: str) -> HttpResponse:
    one = get_object_or_404(Section, slug=slug)
    return _of_stories(
        request, form, one.name, one.get_absolute_url(), Edition.objects.in_section(one), one.description
    )


@require_safe
def topic(request: HttpRequest, form: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.annotate(is_often=often_tagged()), slug=slug, merged_into=None)
    editions = Edition.objects.tagged(tag, often=tag.is_often)
    with_clips = Clip.objects.public().tagged(tag)
    return _of_stories(request, form, tag.name, tag.get_absolute_url(), editions, tag.description, with_clips)


@require_safe
def person(request: HttpRequest, form: str, slug: str) -> HttpResponse:
    someone = get_object_or_404(Person.objects.annotate(is_often_named=often_named()), slug=slug)
    editions = Edition.objects.naming(someone, often=someone.is_often_named)
    seen = Clip.objects.public().showing(someone)
    return _of_stories(request, form, someone.name, someone.get_absolute_url(), editions, someone.about, seen)


@require_safe
def author(request: HttpRequest, form: str, slug: str) -> HttpResponse:
    someone = get_object_or_404(Person.objects.annotate(signs_often=often_signed()), slug=slug)
    editions = Edition.objects.by(someone, often=someone.signs_often)
    writes = Person.objects.filter(pk=someone.pk, is_author=True)
    return _of_stories(request, form, someone.name, someone.author_url, editions, someone.about, writes)


@require_safe
def clips(request: HttpRequest, form: str) -> HttpResponse:
    """The newest videos; as RSS it is a media feed."""
    now = timezone.now()
    newest = Clip.objects.public().for_player().order_by("-public_from", "-pk")[:ENTRIES]
    entries = [of_clip(one, now) for one in newest]
    with translation.override(settings.SITE_LANGUAGE):
        title = _("%(site)s: videos") % {"site": settings.SITE_NAME}
    return answer(request, form, title, reverse("clips"), entries, [])


def _of_stories(
    request: HttpRequest,
    form: str,
    name: str,
    path: str,
    editions: EditionQuerySet,
    about: str = "",
    otherwise: QuerySet[Any] | None = None,
) -> HttpResponse:
    """``otherwise``: what makes readers know of the list even while it is empty; without that it is not found."""
    now = timezone.now()
    newest = list(editions.live().for_cards().with_moves().order_by("-first_live_from", "-pk")[:ENTRIES])
    if not newest and otherwise is not None and not otherwise.exists():
        raise Http404
    gone = editions.gone_since(now - REMEMBERED).values_list("article", "live_until")
    withdrawn = [{"id": story_id(article), "when": when} for article, when in gone[:ENTRIES]]
    title = name if name == settings.SITE_NAME else f"{settings.SITE_NAME}: {name}"
    return answer(request, form, title, path, (of_story(one, now) for one in newest), withdrawn, about)


def answer(
    request: HttpRequest,
    form: str,
    title: str,
    path: str,
    entries: Iterable[dict[str, Any]],
    withdrawn: list[dict[str, Any]],
    about: str = "",
) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    feed = FORMATS[form](
        title=plain(title),
        link=absolute(path),
        description=plain(about) or plain(title),
        language=settings.SITE_LANGUAGE,
        feed_url=absolute(request.path),
        feed_guid=absolute(path),
        author_name=settings.SITE_NAME,
        withdrawn=withdrawn,
    )
    for entry in entries:
        feed.add_item(**entry)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response.headers["Content-Language"] = settings.SITE_LANGUAGE
    return response
