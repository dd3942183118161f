"""A page speaks its story's language, any other page the site's; what a browser would like does not count."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def furniture_language(language: str) -> str:
    """The language of everything around a text: the text's own where the site speaks it."""
    return language if language in dict(settings.LANGUAGES) else settings.SITE_LANGUAGE


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str = "", status: int = 200
) -> HttpResponse:
    spoken = furniture_language(language or settings.SITE_LANGUAGE)
    with translation.override(spoken):
        response = render(request, template, context, status=status)
    response.headers["Content-Language"] = spoken
    return response
