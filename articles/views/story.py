from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.body import embeds, render
from articles.body.contents import contents
from articles.models import Edition, StorySlug
from articles.views.language import page
from articles.views.paging import LARGEST_KEY
from kit.prepared import Prepared

#: the live edition at an address, with everything its page needs
AT_ADDRESS = Prepared(lambda slug: Edition.objects.live().for_page().at_address(slug)[:1])


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story as readers have it. Drafts have a preview of their own at the desk."""
    edition = next(iter(AT_ADDRESS(slug)), None)
    if edition is None:
        return sent_on_or_gone(request, slug)
    if edition.kind == Edition.Kind.LIVE:
        return _led(edition.get_absolute_url(), permanent=True)
    context = context_of(edition, library_of(edition))
    response = page(request, "articles/story.html", context, language=edition.language)
    return letting_in(response, context["embed_hosts"])


def letting_in(response: HttpResponse, hosts: list[str]) -> HttpResponse:
    """Frames of these hosts and of nobody else may stand in this page; none is there before its reader asks for it."""
    return csp_update({"frame-src": hosts})(lambda: response)() if hosts else response


def library_of(edition: Edition) -> render.Library:
    """Every row of the library its page needs: above the text, in it and below."""
    return render.load(edition.pieces, lead_image=edition.lead_image_id, videos=edition.facts.get("videos", ()))


def context_of(edition: Edition, library: render.Library) -> dict[str, Any]:
    playable = {key: clip for key, clip in library.clips.items() if clip.playable}
    below = [playable[key] for key in edition.facts.get("videos", ()) if key in playable]
    inside = [clip for clip in playable.values() if clip not in below]
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
        "contents": contents(edition.pieces, edition.facts.get("words")),
        "watch_ms": sum(clip.duration_ms or 0 for clip in inside),
        "embed_hosts": embeds.hosts(edition.pieces),
        "related_clips": below,
        "has_video": any(clip.playback for clip in inside),
        "translations": _translations(edition),
        "canonical": edition.get_absolute_url(),
        "current_section": (edition.facts.get("section") or {}).get("slug"),
        "linked_data": structured_data.story(edition, image, inside),
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


def sent_on_or_gone(request: HttpRequest, slug: str, *, to: str = "story") -> HttpResponse:
    """A former address leads on in one hop; what was taken back says so; what never was is not found."""
    article = StorySlug.objects.filter(slug=slug).values_list("article", flat=True).first()
    if article is None or not _was_known_by(article, slug):
        raise Http404
    return led_to(request, article, to=to, permanent=True)


def _was_known_by(article: int, slug: str) -> bool:
    """An address that so far only plans have tells of the plan. One that no edition has was moved in with its story."""
    editions = Edition.objects.filter(article=article)
    return editions.ever_at(slug).exists() or not editions.filter(slug=slug).exists()


def led_to(request: HttpRequest, article: int, *, to: str = "story", permanent: bool) -> HttpResponse:
    """To where the story is now; 410 if readers had it and it was taken back, else 404."""
    editions = Edition.objects.filter(article=article)
    if edition := editions.live().only("slug", "kind").first():
        here = edition.get_absolute_url() if to == "story" else reverse(to, args=[edition.slug])
        return _led(here, permanent=permanent)
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


def _led(address: str, *, permanent: bool) -> HttpResponse:
    """Kept by nobody: once an address is changed back, browsers that remember both ways would go in a circle."""
    response = redirect(address, permanent=permanent)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def short(request: HttpRequest, key: int) -> HttpResponse:
    """The address that never changes, for print and posters: to wherever the story is now."""
    if key > LARGEST_KEY:
        raise Http404
    return led_to(request, key, permanent=False)
