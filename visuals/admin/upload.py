"""Pictures by the hundred: bytes come in pieces and go on where they stopped; what is refused says why."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from visuals import lifecycle
from visuals.lifecycle import incoming, parts
from visuals.models import Image
from visuals.pipeline.upright import MAX_BYTES

PIECE = 1024 * 1024
MOST = 1000  # letters of what a browser says of a file


def urls(image_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not image_admin.has_add_permission(request):
                raise PermissionDenied
            return view(request, image_admin, **kwargs)

        return image_admin.admin_site.admin_view(opened)

    name = "visuals_image_%s"
    return [
        path("upload/", door(require_GET(page)), name=name % "upload"),
        path("upload/begin/", door(require_POST(begin)), name=name % "upload_begin"),
        path("upload/<slug:token>/piece/<int:offset>/", door(require_POST(piece)), name=name % "upload_piece"),
        path("upload/<slug:token>/finish/", door(require_POST(finish)), name=name % "upload_finish"),
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
    told = _told(request)
    size, fingerprint = told.get("size"), str(told.get("fingerprint", ""))[:MOST]
    if not isinstance(size, int) or isinstance(size, bool) or size < 1 or not fingerprint:
        return _refused(lifecycle.SENTENCES["unreadable"]())
    if size > MAX_BYTES:
        return _refused(lifecycle.SENTENCES["too_large"]())
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
    except lifecycle.OutOfStep as told:
        return JsonResponse({"offset": told.args[0]}, status=409)
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError as problem:
        return _refused(lifecycle.trouble(problem), status=507)


def _received(token: str) -> int:
    try:
        return parts.received(token)
    except ValueError as unknown:
        raise Http404 from unknown


def finish(request: HttpRequest, image_admin: admin.ModelAdmin, token: str) -> HttpResponse:
    """``anyway``: although the library has it. ``drop``: the library's own is taken instead."""
    told = _told(request)
    try:
        if told.get("drop"):
            parts.drop(token)
            return JsonResponse({"dropped": True})
        name = str(told.get("name", ""))[: 6 * MOST]
        image = incoming.finish(token, by=request.user, name=name, anyway=bool(told.get("anyway")))
    except lifecycle.PictureRefused as refusal:
        parts.drop(token)
        return _refused(str(refusal))
    except lifecycle.AlreadyThere as found:
        return JsonResponse({"same": _rows(found.twins.same), "alike": _rows(found.twins.alike)})
    except lifecycle.OutOfStep as offset:
        return JsonResponse({"offset": offset.args[0]}, status=409)
    except ValueError as unknown:
        raise Http404 from unknown
    except OSError as problem:
        return _refused(lifecycle.trouble(problem), status=507)
    return JsonResponse({"done": _row(image)})


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refused(sentence: str, status: int = 200) -> JsonResponse:
    return JsonResponse({"refused": sentence}, status=status)


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
