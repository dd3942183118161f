"""Files as readers get them: while a live edition shows them, inside their rights, never an original."""

from collections.abc import Iterator

from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kit.ranges import Span, Unsatisfiable, span_of
from visuals.models import Clip, Footage, Image, Rendition

CHUNK = 256 * 1024
#: A day: a replaced picture is new tomorrow everywhere, and a cache asks with the ETag.
LONG = "public, max-age=86400"
#: Stored, but asked again each time: the right to show it may have ended.
BRIEF = "public, no-cache"
DESK_ONLY = "private, no-store"
VIDEO_TYPES = ((4, b"ftyp", "video/mp4"), (0, b"\x1aE\xdf\xa3", "video/webm"))


@require_safe
def rendition(
    request: HttpRequest, key: str, stamp: str, size: str, form: str, *, vouched: bool = False
) -> HttpResponseBase:
    """One size of a picture. Before its story is live, and after, only the picture desk gets it.

    ``vouched``: another floor has made sure that whoever asks may see it.
    """
    found = _rendition(key, stamp, size, form)
    image = found.image
    if Image.objects.public().filter(pk=image.pk).exists():
        forever = image.available_until is None and image.public_until is None
        caching = LONG if forever else BRIEF
    elif vouched or request.user.has_perm("visuals.view_image"):
        caching = DESK_ONLY
    else:
        raise Http404
    etag = f'"{stamp}-{size}-{found.bytes}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = _whole(found)
        except OSError:  # the store is silent: the page stands without its picture, and may ask again
            return _guarded(HttpResponse(status=503, headers={"Retry-After": "30"}), DESK_ONLY)
    response.headers["ETag"] = etag
    return _guarded(response, caching)


def _whole(found: Rendition) -> HttpResponse:
    with _opened(found.file) as file:
        return HttpResponse(file.read(), content_type=f"image/{found.format}")


@require_safe
def footage(request: HttpRequest, key: str, *, vouched: bool = False) -> HttpResponseBase:
    """A programme's file, whole or in ranges, as long as one of its clips is public."""
    programme = Footage.objects.filter(key=key).exclude(file="").first()
    if programme is None:
        raise Http404
    if Clip.objects.public().filter(footage=programme).exists():
        caching = BRIEF
    elif vouched or request.user.has_perm("visuals.view_footage"):
        caching = DESK_ONLY
    else:
        raise Http404
    return _guarded(_ranged(request, programme), caching)


def _rendition(key: str, stamp: str, size: str, form: str) -> Rendition:
    """``size``: "640", or "16x9-640" for a cut."""
    cut, mark, width = size.rpartition("-")
    rows = Rendition.objects.select_related("image").filter(image__key=key, stamp=stamp, format=form)
    if bool(mark) != bool(cut) or not (width.isascii() and width.isdigit()) or len(width) > 5:
        raise Http404
    if not (row := rows.filter(ratio=cut.replace("x", ":"), width=width).first()):
        raise Http404
    return row


def _ranged(request: HttpRequest, programme: Footage) -> HttpResponseBase:
    with _opened(programme.file) as file:
        size, content_type = file.size, _video_type(file.read(16))
    etag = f'"{programme.key}-{size}"'
    headers = {"Accept-Ranges": "bytes", "ETag": etag}
    if unchanged := get_conditional_response(request, etag=etag):
        unchanged.headers["ETag"] = etag
        return unchanged
    try:
        span = span_of(request.headers.get("Range", ""), size) if _same_file(request, etag) else None
    except Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    part = span or Span(0, size - 1)
    headers["Content-Length"] = str(part.length)
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return StreamingHttpResponse(
        _bytes(programme, part), status=206 if span else 200, content_type=content_type, headers=headers
    )


def _same_file(request: HttpRequest, etag: str) -> bool:
    """``If-Range``: only who holds this very file may go on with it; a date cannot promise that."""
    condition = request.headers.get("If-Range")
    return condition is None or condition == etag


def _bytes(programme: Footage, span: Span) -> Iterator[bytes]:
    """Opens the file only when the server begins to send: a HEAD leaves nothing open."""
    with programme.file.open("rb") as file:
        file.seek(span.first)
        left = span.length
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _opened(field: File) -> File:
    try:
        return field.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone


def _video_type(head: bytes) -> str:
    """By the first bytes: the name is ours and says nothing."""
    for at, magic, content_type in VIDEO_TYPES:
        if head[at : at + len(magic)] == magic:
            return content_type
    return "application/octet-stream"


def _guarded(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    response.headers["Cache-Control"] = caching
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
