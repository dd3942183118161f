from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.models import Edition
from articles.querysets import often_signed
from articles.views.language import page
from articles.views.paging import page_of
from people.models import Person


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """What someone wrote for us. Who writes for us has a page even before the first story."""
    someone = get_object_or_404(
        Person.objects.with_role(timezone.localdate())
        .select_related("portrait__image__agency", "portrait__image__photographer")
        .annotate(signs_often=often_signed()),
        slug=slug,
    )
    signed = Edition.objects.live().by(someone, often=someone.signs_often)
    pages = page_of(request, signed.for_cards().newest_first())
    if not pages.items and not someone.is_author:
        raise Http404
    context = {
        "person": someone,
        "pages": pages,
        "canonical": pages.canonical,
        "linked_data": structured_data.person(someone, ours=True),
    }
    return page(request, "people/author.html", context)
