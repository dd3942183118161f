"""Where the point lies that stays visible, and what is cut by hand: every ratio seen at once."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from visuals import lifecycle
from visuals.models import Image
from visuals.pipeline.pictures import RATIOS, box_around

LONGEST = 4000  # letters; five boxes are a few hundred


def urls(image_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def opened(request: HttpRequest, pk: int) -> HttpResponse:
            if not image_admin.has_change_permission(request):
                raise PermissionDenied
            return view(request, image_admin, get_object_or_404(Image.objects.for_page(), pk=pk))

        return image_admin.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(opened))

    return [path("<int:pk>/crops/", door(crops), name="visuals_image_crops")]


def crops(request: HttpRequest, image_admin: admin.ModelAdmin, image: Image) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        try:
            focus, boxes = _typed(request)
            lifecycle.cut(image, by=request.user, focus=focus, crops=boxes)
        except ValueError as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The cuts are kept. New copies are being made."))
            return HttpResponseRedirect(reverse("admin:visuals_image_crops", args=[image.pk]))
    context = {
        **image_admin.admin_site.each_context(request),
        "opts": image_admin.opts,
        "image": image,
        "look": max((s for s in image.renditions_list if s.format != "avif"), key=lambda s: s.width, default=None),
        "refused": refused,
        "state": {
            "focus": [image.focal_x, image.focal_y],
            "crops": image.crops,
            "ratios": {name: list(shape) for name, shape in RATIOS.items()},
            "size": [image.width, image.height],
        },
        "boxes": _shown(image),
    }
    return render(request, "desk/pictures/crops.html", context, status=422 if refused else 200)


def _shown(image: Image) -> list[dict[str, Any]]:
    size = (image.width or 1, image.height or 1)
    return [
        {"ratio": name, "by_hand": name in image.crops, "box": image.crops.get(name) or box_around(
            (image.focal_x, image.focal_y), shape, size)}
        for name, shape in RATIOS.items()
    ]  # fmt: skip


def _typed(request: HttpRequest) -> tuple[tuple[float, float], dict[str, Any]]:
    """Numbers and nothing else; NaN and strangers are refused with the rest by the verb."""
    unreadable = _("The cuts could not be read. Please draw them again.")
    try:
        focus = (float(request.POST["focal_x"]), float(request.POST["focal_y"]))
        raw = request.POST.get("crops", "{}")
        typed = json.loads(raw) if len(raw) <= LONGEST else None
        boxes = {str(name): tuple(float(part) for part in box) for name, box in typed.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValueError(unreadable) from problem
    if any(len(box) != 4 for box in boxes.values()):
        raise ValueError(unreadable)
    return focus, boxes
