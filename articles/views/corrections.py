"""Everything we got wrong and said so, newest first, in one place."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Correction
from articles.views.language import page

SIZE = 30
#: ``?vor=20261123T101500-57``: behind this one. A key and no number, so that a new one pushes nothing along
BEFORE = {"de": "vor", "en": "before"}[settings.SITE_LANGUAGE]
KEY = re.compile(r"(\d{8}T\d{6})-(\d{1,18})")
STAMP = "%Y%m%dT%H%M%S"


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    rows = Correction.objects.readable()
    asked = request.GET.get(BEFORE)
    if asked is not None:
        rows = rows.before(*_read(asked))
    found = list(rows[: SIZE + 1])
    if asked is not None and not found:
        raise Http404
    shown = found[:SIZE]
    here = reverse("corrections")
    context = {
        "corrections": shown,
        "is_first": asked is None,
        "start": here,
        "older": f"{here}?{BEFORE}={_written(shown[-1])}" if len(found) > SIZE else "",
        "canonical": f"{here}?{BEFORE}={asked}" if asked else here,
    }
    return page(request, "articles/corrections.html", context)


def _written(last: Correction) -> str:
    """To the second; corrections are printed on whole seconds."""
    return f"{last.at.astimezone(UTC).strftime(STAMP)}-{last.pk}"


def _read(typed: str) -> tuple[datetime, int]:
    match = KEY.fullmatch(typed)
    if match is None:
        raise Http404
    try:
        return datetime.strptime(match[1], STAMP).replace(tzinfo=UTC), int(match[2])
    except ValueError as nonsense:
        raise Http404 from nonsense
