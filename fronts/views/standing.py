import re

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.views.language import page
from fronts.models import StandingPage


@require_safe
def standing(request: HttpRequest, kind: str) -> HttpResponse:
    """A page the paper has written itself, or what the software can truly say in its place."""
    written = StandingPage.objects.filter(kind=kind).first()
    context = {
        "kind": kind,
        "title": StandingPage.Kind(kind).label,
        "written": written,
        "blocks": _blocks(written.text) if written else [],
        "canonical": reverse(kind),
    }
    return page(request, "fronts/standing.html", context)


def _blocks(text: str) -> list[tuple[str, str]]:
    """Apart by empty lines: ("crosshead" or "paragraph", its words)."""
    chunks = (chunk.strip() for chunk in re.split(r"\r?\n[ \t]*\r?\n", text))
    return [
        ("crosshead", chunk.lstrip("# ")) if chunk.startswith("#") else ("paragraph", chunk)
        for chunk in chunks
        if chunk
    ]
