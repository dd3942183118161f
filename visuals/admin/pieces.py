"""What uploads of every kind share at the desk: the door, what a script tells, and how it is refused."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse

MOST = 1000  # letters of what a browser says of a file
View = Callable[..., HttpResponse]


def door(model_admin: admin.ModelAdmin, view: View) -> View:
    """For those who may add such a thing."""

    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return view(request, model_admin, **kwargs)

    return model_admin.admin_site.admin_view(opened)


def told(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def announced(said: dict[str, Any]) -> tuple[int, str] | None:
    """Size and fingerprint of a file, if they can be meant."""
    size, fingerprint = said.get("size"), str(said.get("fingerprint", ""))[:MOST]
    if not isinstance(size, int) or isinstance(size, bool) or size < 1 or not fingerprint:
        return None
    return size, fingerprint


def refused(sentence: str, status: int = 200) -> JsonResponse:
    return JsonResponse({"refused": sentence}, status=status)
