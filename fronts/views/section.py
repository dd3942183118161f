from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.views.language import page
from articles.views.paging import page_of
from fronts.body.sight import Sight, section_front
from fronts.querysets import with_front


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Its front above, everything else of it below, newest first; later pages are the list alone."""
    one = get_object_or_404(with_front(Section.objects.all()), slug=slug)
    pages = page_of(request, Edition.objects.live().in_section(one).for_cards().newest_first())
    return drawn(request, one, pages, section_front(one) if pages.is_first else None)


def drawn(
    request: HttpRequest, one: Section, pages: Any, sight: Sight | None, *, arranging: bool = False
) -> HttpResponse:
    shown = {edition.pk for edition in sight.editions} if sight else set()
    context = {
        "section": one,
        "pages": pages,
        "sight": sight,
        "rest": [edition for edition in pages.items if edition.pk not in shown],
        "canonical": pages.canonical,
        "current_section": one.slug,
        "arranging": arranging,
    }
    return page(request, "fronts/section.html", context)
