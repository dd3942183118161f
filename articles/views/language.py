"""A page speaks its story's language, any other page the site's; what a browser would like does not count."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils import translation

from articles.body import render


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str = "", status: int = 200
) -> HttpResponse:
    language = render.spoken(language)
    with translation.override(language):
        response = render_template(request, template, context, status=status)
    response.headers["Content-Language"] = language
    return response
