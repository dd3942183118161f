"""Tells a visit which view answers it, by its name: addresses are too many to be counted, and say what was read."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from newsroom.watching.visits import KEY


class RouteMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: tuple, kwargs: dict) -> None:
        visit = request.META.get(KEY)
        if visit and request.resolver_match:
            visit.route = request.resolver_match.view_name or "unnamed"
