"""A file to whoever may have it: in ranges by ourselves, or handed over to the server in front or to the storage.

Who may have it has been asked before. Constant memory, whatever the size.
"""

from collections.abc import Iterator

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response

from kit.ranges import Span, Unsatisfiable, span_of

CHUNK = 256 * 1024
SIGNED_FOR = 300  # seconds; a right that ends is over for everybody by then
#: Stored, but asked again each time: the right to show it may have ended.
BRIEF = "public, no-cache"
DESK_ONLY = "private, no-store"


def hand_out(request: HttpRequest, name: str, etag: str, content_type: str, caching: str) -> HttpResponseBase:
    """The file ``name`` of the storage. ``etag`` names these very bytes."""
    if settings.MEDIA_HANDOVER.startswith("/"):
        return guarded(_by_the_server_in_front(name, content_type), caching)
    if settings.MEDIA_HANDOVER:
        # Signed for nobody in particular, so nobody keeps it; a player asks us again for the next part.
        return guarded(HttpResponseRedirect(default_storage.signed(name, SIGNED_FOR)), DESK_ONLY)
    return guarded(_ranged(request, name, etag, content_type), caching)


def missing(request: HttpRequest) -> Http404:
    """What never was answers like what may not be seen yet, to the last header: who asks is looked at in both."""
    str(request.user)
    return Http404()


def guarded(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    response.headers["Cache-Control"] = caching
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def opened(name: str) -> File:
    try:
        return default_storage.open(name, "rb")
    except FileNotFoundError as gone:
        raise Http404 from gone


def _by_the_server_in_front(name: str, content_type: str) -> HttpResponse:
    """nginx sends the file, with ranges, length and tag of its own; our words on type and keeping stay."""
    response = HttpResponse(content_type=content_type)
    response.headers["X-Accel-Redirect"] = f"{settings.MEDIA_HANDOVER.rstrip('/')}/{name}"
    return response


def _ranged(request: HttpRequest, name: str, etag: str, content_type: str) -> HttpResponseBase:
    with opened(name) as file:
        size = file.size
    headers = {"Accept-Ranges": "bytes", "ETag": etag}
    if unchanged := get_conditional_response(request, etag=etag):
        unchanged.headers["ETag"] = etag
        return unchanged
    try:
        span = span_of(request.headers.get("Range", ""), size) if _wants_a_part(request, etag) else None
    except Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    part = span or Span(0, size - 1)
    headers["Content-Length"] = str(part.length)
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return StreamingHttpResponse(
        _bytes(name, part), status=206 if span else 200, content_type=content_type, headers=headers
    )


def _wants_a_part(request: HttpRequest, etag: str) -> bool:
    """HTTP defines ranges for GET alone. ``If-Range``: only who holds this very file may go on with it."""
    condition = request.headers.get("If-Range")
    return request.method == "GET" and (condition is None or condition == etag)


def _bytes(name: str, span: Span) -> Iterator[bytes]:
    """Opens the file only when the server begins to send: a HEAD leaves nothing open."""
    with default_storage.open(name, "rb") as file:
        file.seek(span.first)
        left = span.length
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
