"""What was made of a programme, and what is said in it, as long as one of its clips may be seen.

Asked anew for every file, playlist and segment, on the database's clock: rights end everywhere at once.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from visuals.models import Clip, Footage, FootageVersion, TextTrack
from visuals.pipeline import captions as timed
from visuals.views.handing import BRIEF, DESK_ONLY, guarded, hand_out, missing, opened

NAME = re.compile(r"(?:poster|mp4|hls|board)(?:/[A-Za-z0-9_-]+)+\.(\w+)", re.ASCII)
TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
    "json": "application/json",
    "vtt": "text/vtt; charset=utf-8",
}
#: small: read by scripts of ours, or full of relative addresses, which behind a redirect would point into the storage
NEVER_HANDED_OVER = ("m3u8", "vtt", "json")
ORIGINALS = ((4, b"ftyp", "video/mp4"), (0, b"\x1aE\xdf\xa3", "video/webm"))


@require_safe
def footage_file(request: HttpRequest, key: str, number: int, name: str, *, vouched: bool = False) -> HttpResponseBase:
    """One file of a version: MP4, playlist, segment, storyboard. ``vouched``: another floor asked who may see it."""
    version = FootageVersion.objects.filter(footage__key=key, number=number, verified_at__isnull=False).first()
    kind = NAME.fullmatch(name)
    if version is None or not kind or kind[1] not in TYPES:
        raise missing(request)
    caching = _caching(request, key, vouched)
    path, etag = f"{version.path}/{name}", f'"{key[:12]}-{number}-{name.replace("/", "-")}"'
    if kind[1] in NEVER_HANDED_OVER:
        with opened(path) as file:
            return _text(request, file.read().decode(), etag, TYPES[kind[1]], caching)
    response = hand_out(request, path, etag, TYPES[kind[1]], caching)
    if "download" in request.GET:
        response.headers["Content-Disposition"] = f'attachment; filename="{key[:12]}.{kind[1]}"'
    return response


@require_safe
def footage(request: HttpRequest, key: str, *, vouched: bool = False) -> HttpResponseBase:
    """The file as it was filed, where nothing has been made of it: an original that waits for that is the desk's."""
    programme = Footage.objects.filter(key=key).exclude(file="").first()
    if programme is None:
        raise missing(request)
    caching = _caching(request, key, vouched)
    if caching != DESK_ONLY and programme.state != Footage.State.EXPECTED:
        raise Http404
    name = programme.file.name
    with opened(name) as file:
        size, content_type = file.size, _original_type(file.read(16))
    return hand_out(request, name, f'"{programme.key}-{size}"', content_type, caching)


@require_safe
def captions(request: HttpRequest, key: str, track: int, digest: str, *, vouched: bool = False) -> HttpResponseBase:
    """A track as WebVTT, on the clock of the programme's file. Drafts are for the desk alone."""
    rows = TextTrack.objects.filter(pk=track, footage__key=key).select_related("footage__active")
    one = rows.first()
    if one is None:
        raise Http404
    caching = _caching(request, key, vouched)
    if not one.is_approved:
        if not request.user.has_perm("visuals.view_texttrack"):
            raise Http404
        caching = DESK_ONLY
    text = timed.vtt(one.cues.all(), shift_ms=_offset(one.footage))
    return _text(request, text, f'"{one.digest}"', TYPES["vtt"], caching)


@require_safe
def chapters(request: HttpRequest, key: str, *, vouched: bool = False) -> HttpResponseBase:
    programme = Footage.objects.filter(key=key).select_related("active").first()
    marks = list(programme.chapters.all()) if programme else []
    if programme is None or not marks:
        raise Http404
    caching = _caching(request, key, vouched)
    text = timed.chapters_vtt(marks, programme.duration_ms, shift_ms=_offset(programme))
    return _text(request, text, "", TYPES["vtt"], caching)


def _caching(request: HttpRequest, key: str, vouched: bool) -> str:
    """How long it may be kept by whoever asks, or not found."""
    if Clip.objects.public().filter(footage__key=key).exists():
        return BRIEF
    if vouched or request.user.has_perm("visuals.view_footage"):
        return DESK_ONLY
    raise Http404


def _offset(programme: Footage) -> int:
    return programme.active.timeline_offset_ms if programme.active else 0


def _text(request: HttpRequest, text: str, etag: str, content_type: str, caching: str) -> HttpResponseBase:
    response = get_conditional_response(request, etag=etag) if etag else None
    response = response or HttpResponse(text, content_type=content_type)
    if etag:
        response.headers["ETag"] = etag
    return guarded(response, caching)


def _original_type(head: bytes) -> str:
    """By the first bytes: the name is ours and says nothing."""
    for at, magic, content_type in ORIGINALS:
        if head[at : at + len(magic)] == magic:
            return content_type
    return "application/octet-stream"
