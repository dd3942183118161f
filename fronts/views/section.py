from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.views.language import page
from articles.views.paging import page_of

SECTION_TOP = 3


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    one = get_object_or_404(Section, slug=slug)
    pages = page_of(request, Edition.objects.live().in_section(one).for_cards().newest_first())
    context = {
        "section": one,
        "pages": pages,
        "top": pages.items[:SECTION_TOP] if pages.is_first else [],
        "rest": pages.items[SECTION_TOP:] if pages.is_first else pages.items,
        "canonical": pages.canonical,
        "current_section": one.slug,
    }
    return page(request, "fronts/section.html", context)
