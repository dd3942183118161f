"""A story as a letter: HTML that mail programs can draw, and the same in plain words, for whoever sends a newsletter.

It comes as JSON and not as a page: mail needs styles on each element, and our own pages allow none.
"""

import html
import re
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from articles.body import render
from articles.models import Edition
from articles.structured_data import absolute

#: the databases' largest key
LARGEST_KEY = 2**63 - 1
OURS = re.compile(r'(?<=\s)(href|src)="/(?!/)')
ENDS = re.compile(r"</(?:p|h1|h2|li|tr|caption|div)>|<br>")
UNSEEN = re.compile(r"<head>.*?</head>|<div style=\"display:none[^>]*>.*?</div>", re.S)


@require_safe
def letter(request: HttpRequest, number: int) -> JsonResponse:
    edition = Edition.objects.live().filter(article=number).first() if number <= LARGEST_KEY else None
    if edition is None:
        return _answer(
            {"title": "No such story", "status": 404, "detail": "There is no live story of this number."}, 404
        )
    written = _html(edition)
    kicker = f"{edition.kicker}: " if edition.kicker else ""
    return _answer(
        {
            "subject": f"{kicker}{edition.headline}",
            "preview": edition.shown_teaser,
            "url": absolute(edition.get_absolute_url()),
            "language": edition.language,
            "html": written,
            "text": _plain(written),
        }
    )


def _html(edition: Edition) -> str:
    """Addresses are absolute, as a letter has no place of its own; pictures that may not be passed on stay out."""
    pieces = render.bake(edition.body, edition.language, "mail")
    library = render.load(pieces, lead_image=edition.lead_image_id)
    now = timezone.now()
    library = replace(library, images={key: one for key, one in library.images.items() if one.may_go_to("feed", now)})
    image = library.images.get(edition.lead_image_id or 0)
    figure = {
        "caption": edition.lead_image_caption or (image.caption if image else ""),
        "credit": edition.lead_image_credit or (image.credit if image else ""),
    }
    site = {"name": settings.SITE_NAME, "url": settings.SITE_URL}
    context = {"edition": edition, "lead_image": image, "lead_figure": figure, "site": site}
    context["body"] = render.fill(pieces, library, edition.language, "mail")
    with translation.override(render.spoken(edition.language)):
        return OURS.sub(rf'\1="{settings.SITE_URL}/', render_to_string("articles/letter.html", context))


def _plain(written: str) -> str:
    told = html.unescape(strip_tags(ENDS.sub("\n\n", UNSEEN.sub("", written))))
    lines = (" ".join(line.split(" ")).strip() for line in told.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _answer(data: dict[str, object], status: int = 200) -> JsonResponse:
    kind = "application/json" if status == 200 else "application/problem+json"
    response = JsonResponse(data, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
