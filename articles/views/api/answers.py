"""Stories as JSON: the list and the single one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from articles.body import render
from articles.models import Edition, LivePost
from articles.querysets import EditionQuerySet
from articles.structured_data import absolute
from articles.views.api.asking import FEW, Misasked, asked, asked_before, next_address
from articles.views.api.documents import document, library_of, moment, post, summary
from articles.views.paging import LARGEST_KEY


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Live stories, newest first. Errors are problem details (RFC 9457)."""
    try:
        editions, size = asked(request.GET)
    except Misasked as sentence:
        return _problem(400, "This cannot be asked", str(sentence))
    found = list(editions.defer("body", "pieces")[: size + 1])
    page = found[:size]
    return _answer(
        {
            "stories": [summary(edition) for edition in page],
            "next": absolute(next_address(request.path, request.GET, page[-1])) if len(found) > size else None,
        }
    )


@require_safe
def story(request: HttpRequest, number: int) -> HttpResponse:
    """One story by its number, whatever its address. 410: it was public and has been taken back."""
    editions = Edition.objects.filter(article=number) if number <= LARGEST_KEY else Edition.objects.none()
    edition = editions.live().with_moves().first()
    if edition is not None:
        return _answer(document(edition, render.load(edition.pieces, lead_image=edition.lead_image_id)))
    return _gone(editions)


@require_safe
def posts(request: HttpRequest, number: int) -> HttpResponse:
    """The posts of a live blog, the newest first. ``before``: only those older than the post of this number."""
    editions = Edition.objects.filter(article=number) if number <= LARGEST_KEY else Edition.objects.none()
    edition = editions.live().filter(kind=Edition.Kind.LIVE).first()
    if edition is None:
        return _gone(editions)
    rows = LivePost.objects.live().of(edition.article_id).newest_first()
    try:
        if (before := asked_before(request.GET)) is not None:
            rows = rows.below(before)
    except Misasked as sentence:
        return _problem(400, "This cannot be asked", str(sentence))
    found = list(rows[: FEW + 1])
    page = found[:FEW]
    path = f"{request.path}?before={page[-1].number}" if len(found) > FEW else ""
    library = render.load([piece for one in page for piece in one.pieces])
    return _answer(
        {
            "posts": [post(one, edition) for one in page],
            "library": library_of(library),
            "next": absolute(path) if path else None,
        }
    )


def _gone(editions: EditionQuerySet) -> HttpResponse:
    last = editions.once_live().order_by("live_from", "pk").last()
    if last is None or editions.planned().exists() or editions.live().exists():
        return _problem(404, "No such story", "There is no live story of this number and kind.")
    extra = {"withdrawn": moment(last.withdrawn_at or last.live_until), "notice": last.withdrawal_notice}
    return _problem(410, "Taken back", "This story is not public any more.", extra)


def _answer(data: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _problem(status: int, title: str, detail: str, extra: dict[str, Any] | None = None) -> JsonResponse:
    data = {"title": title, "status": status, "detail": detail} | (extra or {})
    response = _answer(data)
    response.status_code = status
    response.headers["Content-Type"] = "application/problem+json"
    return response
