from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.querysets import often_tagged
from articles.views.language import page
from articles.views.paging import page_of
from topics.models import Tag
from visuals.models import Clip

CLIPS = 4


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything under one tag. A tag no reader has met is not found: its name could tell of a draft."""
    tag = get_object_or_404(Tag.objects.select_related("merged_into").annotate(is_often=often_tagged()), slug=slug)
    if tag.merged_into:
        return redirect(tag.merged_into, permanent=True)
    pages = page_of(request, Edition.objects.live().tagged(tag, often=tag.is_often).for_cards().newest_first())
    clips = list(Clip.objects.public().tagged(tag).for_page()[:CLIPS]) if pages.is_first else []
    if not pages.items and not clips:
        raise Http404
    return page(
        request,
        "topics/topic.html",
        {"tag": tag, "pages": pages, "clips": clips, "canonical": pages.canonical},
    )
