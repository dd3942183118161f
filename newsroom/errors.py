"""Pages for what went wrong. They speak the site's language and lead back to the front page."""

import sqlite3
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

from articles.models import Edition
from articles.views.language import page

NEWEST = 6


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    newest = Edition.objects.live().for_cards().newest_first()[:NEWEST]
    return page(request, "site/404.html", {"newest": newest}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Nothing may be asked here, not even the database: it can be what broke. Then it is 503, for soon it is back."""
    away = is_away(sys.exc_info()[1])
    told = {"name": settings.SITE_NAME, "away": away, "sent": request.method == "POST"}
    with translation.override(settings.SITE_LANGUAGE):
        text = loader.get_template("site/500.html").render(told)
    return HttpResponse(text, status=503 if away else 500, headers={"Retry-After": "5"} if away else {})


def is_away(problem: BaseException | None) -> bool:
    """Whether the database does not answer or cannot write (gone, locked, full), and not our question is wrong."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    return getattr(problem.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
