from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.body import render
from articles.models import Edition, StorySlug
from articles.views.language import page


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story as readers have it. Drafts have a preview of their own at the desk."""
    edition = Edition.objects.live().for_page().at_address(slug).first()
    if edition is None:
        return _sent_on_or_gone(request, slug)
    library = render.load(edition.pieces, lead_image=edition.lead_image_id)
    return page(request, "articles/story.html", context_of(edition, library), language=edition.language)


def context_of(edition: Edition, library: render.Library) -> dict[str, Any]:
    image = library.images.get(edition.lead_image_id) if edition.lead_image_id else None
    return {
        "edition": edition,
        "body": render.fill(edition.pieces, library, edition.language),
        "lead_image": image,
        "lead_figure": {
            "caption": edition.lead_image_caption or (image.caption if image else ""),
            "credit": edition.lead_image_credit or (image.credit if image else ""),
            "alt": image.alt if image else "",
        },
        "translations": _translations(edition),
        "canonical": edition.get_absolute_url(),
        "current_section": (edition.facts.get("section") or {}).get("slug"),
        "linked_data": structured_data.story(edition, image, list(library.clips.values())),
    }


def _translations(edition: Edition) -> list[dict[str, str]]:
    """This story in every language it is live in, itself included, as search engines want it; [] if in one."""
    if not edition.is_translated:
        return []
    return [
        {"language": one.language, "url": one.get_absolute_url(), "name": _own_name(one.language)}
        for one in [edition, *Edition.objects.live().in_other_languages(edition)]
    ]


def _own_name(language: str) -> str:
    with translation.override(language):
        return str(translation.get_language_info(language)["name_local"])


def _sent_on_or_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """A former address leads on in one hop; what was taken back says so; what never was is not found."""
    article = StorySlug.objects.filter(slug=slug).values_list("article", flat=True).first()
    if article is None:
        raise Http404
    editions = Edition.objects.filter(article=article)
    if current := editions.live().first():
        return redirect(current, permanent=True)
    last = editions.once_live().order_by("live_from", "pk").last()
    if last is None or editions.planned().exists():
        raise Http404
    context = {
        "withdrawn_at": last.withdrawn_at,
        "ended_at": last.live_until,
        "notice": last.withdrawal_notice,
        "current_section": None,
    }
    return page(request, "articles/gone.html", context, language=last.language, status=410)
