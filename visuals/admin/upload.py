"""Pictures by the hundred: bytes come in pieces and go on where they stopped; what is refused says why."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from visuals import lifecycle
from visuals.admin.pieces import MOST, announced, door, refused, told
from visuals.lifecycle import incoming, parts
from visuals.models import Image
from visuals.pipeline.upright import MAX_BYTES

PIECE = 1024 * 1024


def urls(image_admin: admin.ModelAdmin) -> list[URLPattern]:
    def room(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(address, door(image_admin, view), name=f"visuals_image_{name}")

    return [
        room("upload/", require_GET(page), "upload"),
        room("upload/begin/", require_POST(begin), "upload_begin"),
        room("upload/<slug:token>/piece/<int:offset>/", require_POST(piece), "upload_piece"),
        room("upload/<slug:token>/finish/", require_POST(finish), "upload_finish"),
    ]


def page(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    context = {
        **image_admin.admin_site.each_context(request),
        "opts": image_admin.opts,
        "piece": PIECE,
        "most": MAX_BYTES,
    }
    return render(request, "desk/pictures/upload.html", context)


def begin(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    """Which token the file has, and how much of it is here already."""
    if (said := announced(told(request))) is None:
        return refused(lifecycle.SENTENCES["unreadable"]())
    size, fingerprint = said
    if size > MAX_BYTES:
        return refused(lifecycle.SENTENCES["too_large"]())
    token = incoming.token_for(request.user, fingerprint, size)
    if done := Image.objects.filter(upload_token=token).select_related("agency", "photographer").first():
        return JsonResponse({"token": token, "done": _row(done)})
    return JsonResponse({"token": token, "offset": parts.received(token)})


def piece(request: HttpRequest, image_admin: admin.ModelAdmin, token: str, offset: int) -> HttpResponse:
    data = request.body
    if not data or len(data) > 2 * PIECE:
        return JsonResponse({"offset": _received(token)}, status=413)
    try:
        return JsonResponse({"offset": incoming.append(token, offset, data)})
    except lifecycle.OutOfStep as step:
        return JsonResponse({"offset": step.args[0]}, status=409)
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError as problem:
        return refused(lifecycle.trouble(problem), status=507)


def _received(token: str) -> int:
    try:
        return parts.received(token)
    except ValueError as unknown:
        raise Http404 from unknown


def finish(request: HttpRequest, image_admin: admin.ModelAdmin, token: str) -> HttpResponse:
    """``anyway``: although the library has it. ``drop``: the library's own is taken instead."""
    said = told(request)
    try:
        if said.get("drop"):
            parts.drop(token)
            return JsonResponse({"dropped": True})
        name = str(said.get("name", ""))[: 6 * MOST]
        image = incoming.finish(token, by=request.user, name=name, anyway=bool(said.get("anyway")))
    except lifecycle.PictureRefused as refusal:
        parts.drop(token)
        return refused(str(refusal))
    except lifecycle.AlreadyThere as found:
        return JsonResponse({"same": _rows(found.twins.same), "alike": _rows(found.twins.alike)})
    except lifecycle.OutOfStep as offset:
        return JsonResponse({"offset": offset.args[0]}, status=409)
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError as problem:
        return refused(lifecycle.trouble(problem), status=507)
    return JsonResponse({"done": _row(image)})


def _rows(images: Iterable[Image]) -> list[dict[str, Any]]:
    return [_row(image) for image in images]


def _row(image: Image) -> dict[str, Any]:
    small = min(image.renditions_list, key=lambda size: (size.format == "avif", size.width), default=None)
    return {
        "id": image.pk,
        "title": str(image)[:120],
        "credit": image.credit,
        "thumb": small.url if small else "",
        "url": reverse("admin:visuals_image_change", args=[image.pk]),
    }
