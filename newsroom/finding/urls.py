"""The addresses of finding, for the desk's site."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from newsroom.finding import saved
from newsroom.finding.everything import everything
from newsroom.finding.palette import palette


def urls(site: admin.AdminSite) -> list[URLPattern]:
    def door(view: Callable[[HttpRequest, admin.AdminSite], HttpResponse]) -> Callable[..., HttpResponse]:
        def seen(request: HttpRequest) -> HttpResponse:
            return view(request, site)

        return site.admin_view(require_safe(seen))

    return [
        path("search/", door(everything), name="search"),
        path("palette/", door(palette), name="palette"),
        *saved.urls(site),
    ]
