"""Programmes come in: in pieces of 8 MiB that are written as they arrive, and go on where they stopped."""

from collections.abc import Callable, Iterator

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from visuals.admin.pieces import MOST, announced, door, refused, told
from visuals.lifecycle import parts
from visuals.lifecycle.footage import FootageRefused, arriving, lacks
from visuals.models import Footage
from visuals.pipeline.video import wording

PIECE = 8 * 1024**2
BLOCK = 256 * 1024


def urls(footage_admin: admin.ModelAdmin) -> list[URLPattern]:
    def room(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(address, door(footage_admin, view), name=f"visuals_footage_{name}")

    return [
        room("upload/", require_GET(page), "upload"),
        room("upload/begin/", require_POST(begin), "upload_begin"),
        room("upload/<slug:token>/piece/<int:offset>/", require_POST(piece), "upload_piece"),
        room("upload/<slug:token>/finish/", require_POST(finish), "upload_finish"),
    ]


def page(request: HttpRequest, footage_admin: admin.ModelAdmin) -> HttpResponse:
    context = {
        **footage_admin.admin_site.each_context(request),
        "opts": footage_admin.opts,
        "piece": PIECE,
        "most": wording.MOST_BYTES,
        "lacks": lacks(),
        "into": _into(request.GET.get("into")),
    }
    return render(request, "desk/footage/upload.html", context)


def begin(request: HttpRequest, footage_admin: admin.ModelAdmin) -> HttpResponse:
    """Which token the file has, and how much of it is here already."""
    if (said := announced(told(request))) is None:
        return refused(wording.why("not_a_video"))
    size, fingerprint = said
    into = _into(told(request).get("into"))
    token = arriving.token_for(request.user, fingerprint, size, into)
    if done := Footage.objects.filter(upload_token=token).first():
        return JsonResponse({"token": token, "done": _row(done)})
    try:
        arriving.look_before(size, into)
    except FootageRefused as refusal:
        return refused(str(refusal))
    return JsonResponse({"token": token, "offset": parts.received(token)})


def piece(request: HttpRequest, footage_admin: admin.ModelAdmin, token: str, offset: int) -> HttpResponse:
    """One piece behind the others. It is never whole in memory; cut off or changed on its way, none of it stays."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or not 0 < int(length) <= 2 * PIECE:
        return JsonResponse({"offset": _received(token)}, status=413)
    digest = request.headers.get("X-Piece-SHA256", "")
    try:
        done = parts.append(token, offset, _blocks(request, int(length)), most=wording.MOST_BYTES, sha256=digest)
    except parts.OutOfStep as step:
        return JsonResponse({"offset": step.args[0]}, status=409)
    except UnreadablePostError:
        return HttpResponse(status=400)  # whoever sent it is gone
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError:
        return refused(wording.why("no_room"), status=507)
    return JsonResponse({"offset": done})


def finish(request: HttpRequest, footage_admin: admin.ModelAdmin, token: str) -> HttpResponse:
    said = told(request)
    try:
        name = str(said.get("name", ""))[:MOST]
        footage = arriving.finish(token, by=request.user, name=name, into=_into(said.get("into")))
    except FootageRefused as refusal:
        parts.drop(token)
        return refused(str(refusal))
    except parts.OutOfStep as step:
        return JsonResponse({"offset": step.args[0]}, status=409)
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError:
        return refused(wording.why("no_room"), status=507)
    return JsonResponse({"done": _row(footage)})


def _blocks(request: HttpRequest, length: int) -> Iterator[bytes]:
    left = length
    while left > 0 and (block := request.read(min(BLOCK, left))):
        left -= len(block)
        yield block
    if left:
        raise UnreadablePostError(f"{left} bytes are missing")


def _received(token: str) -> int:
    try:
        return parts.received(token)
    except ValueError as unknown:
        raise Http404 from unknown


def _into(number: object) -> Footage | None:
    """The programme that waits for this file, if one was named."""
    if not number:
        return None
    if not str(number).isdigit() or len(str(number)) > 18:
        raise Http404
    return get_object_or_404(Footage, pk=int(str(number)))


def _row(footage: Footage) -> dict[str, object]:
    return {
        "id": footage.pk,
        "title": footage.title,
        "url": reverse("admin:visuals_footage_change", args=[footage.pk]),
        "state": reverse("admin:visuals_footage_state", args=[footage.pk]),
    }
