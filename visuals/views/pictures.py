from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from visuals.models import Image, Rendition
from visuals.views.handing import BRIEF, DESK_ONLY, guarded, missing, opened

#: A day: a replaced picture is new tomorrow everywhere, and a cache asks with the ETag.
LONG = "public, max-age=86400"


@require_safe
def rendition(
    request: HttpRequest, key: str, stamp: str, size: str, form: str, *, vouched: bool = False
) -> HttpResponseBase:
    """One size of a picture. Before its story is live, and after, only the picture desk gets it.

    ``vouched``: another floor has made sure that whoever asks may see it.
    """
    try:
        found = _rendition(key, stamp, size, form)
    except Http404:
        raise missing(request) from None
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
            return guarded(HttpResponse(status=503, headers={"Retry-After": "30"}), DESK_ONLY)
    response.headers["ETag"] = etag
    return guarded(response, caching)


def _whole(found: Rendition) -> HttpResponse:
    with opened(found.file.name) as file:
        return HttpResponse(file.read(), content_type=f"image/{found.format}")


def _rendition(key: str, stamp: str, size: str, form: str) -> Rendition:
    """``size``: "640", or "16x9-640" for a cut."""
    cut, mark, width = size.rpartition("-")
    rows = Rendition.objects.select_related("image").filter(image__key=key, stamp=stamp, format=form)
    if bool(mark) != bool(cut) or not (width.isascii() and width.isdigit()) or len(width) > 5:
        raise Http404
    if not (row := rows.filter(ratio=cut.replace("x", ":"), width=width).first()):
        raise Http404
    return row
