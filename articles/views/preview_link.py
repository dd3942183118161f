"""A story before it is out, for somebody without an account: as long as the link lasts, and nothing but this story.

Its pictures and clips are handed out below the link's own address and stay closed to everybody else. Whatever is
wrong with an address, it answers like a story that never was.
"""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import lifecycle
from articles.body import render
from articles.lifecycle import previewing
from articles.models import PreviewLink
from articles.views.language import page
from articles.views.spread import Spread
from visuals.urls import FOOTAGE, PICTURE

#: which files a link can open, and who says whether they stand in the story
FILES = {
    "rendition": previewing.shows_picture,
    **dict.fromkeys(("footage", "footage_file", "captions", "chapters"), previewing.shows_footage),
}


@require_safe
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    link = _open(token)
    edition = lifecycle.proof(link.article, at=timezone.now())
    spread = Spread.of(edition)
    context = spread.context | {"link": link}
    response = page(request, "articles/preview.html", context, language=edition.language)
    place, keys = reverse("preview_link", args=[token]), list(_keys(spread.library))
    response.content = _below(place, response.content.decode(), keys)
    return _guarded(response)


@require_safe
def preview_file(request: HttpRequest, token: str, address: str) -> HttpResponseBase:
    link = _open(token)
    try:
        found = resolve(f"/{address}")
    except Resolver404 as nothing:
        raise Http404 from nothing
    shows = FILES.get(found.url_name or "")
    if shows is None or not shows(link, found.kwargs["key"]):
        raise Http404
    return _guarded(found.func(request, **found.kwargs, vouched=True))


def _open(token: str) -> PreviewLink:
    link = previewing.opened_by(token)
    if link is None:
        raise Http404
    return link


def _keys(library: render.Library) -> Iterator[str]:
    for clip in library.clips.values():
        yield from (one.key for one in (clip.poster, clip.footage) if one)
    yield from (image.key for image in library.images.values())


def _below(place: str, html: str, keys: list[str]) -> str:
    """The addresses of the story's own files, below that of the link."""
    if not keys:
        return html
    wanted = "|".join(map(re.escape, keys))
    return re.sub(rf"/(?=(?:{PICTURE}|{FOOTAGE})/(?:{wanted})\b)", place, html)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by nobody, found by no machine, and told to no other site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
