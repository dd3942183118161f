from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.models import Edition
from articles.views.language import page
from articles.views.paging import page_of
from visuals.models import Clip

STORIES = 10
OTHERS = 4


@require_safe
def clip(request: HttpRequest, slug: str) -> HttpResponse:
    """One clip and the stories it stands in. It speaks the language of the newest of them."""
    one = get_object_or_404(Clip.objects.public().for_page(), slug=slug)
    stories = list(Edition.objects.live().showing(one).for_cards().newest_first()[:STORIES])
    context = {
        "clip": one,
        "stories": stories,
        "others": Clip.objects.public().for_page().exclude(pk=one.pk)[:OTHERS],
        "canonical": one.get_absolute_url(),
        "current_section": "clips",
        "linked_data": structured_data.clip(one),
    }
    language = stories[0].language if stories else ""
    return page(request, "visuals/clip.html", context, language=language)


@require_safe
def clips(request: HttpRequest) -> HttpResponse:
    """All clips readers can see, the latest recorded first."""
    pages = page_of(request, Clip.objects.public().for_page())
    context = {"pages": pages, "canonical": pages.canonical, "current_section": "clips"}
    return page(request, "visuals/clips.html", context)
