"""Pages for what went wrong. They speak the site's language and lead back to the front page."""

from django.conf import settings
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
    """Nothing may be asked here, not even the database: it can be what broke."""
    with translation.override(settings.SITE_LANGUAGE):
        text = loader.get_template("site/500.html").render({"name": settings.SITE_NAME})
    return HttpResponse(text, status=500)
