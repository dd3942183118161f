from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Edition, StorySlug
from articles.views.language import page
from articles.views.paging import LARGEST_KEY
from articles.views.spread import Spread
from kit.prepared import Prepared

#: the live edition at an address, with everything its page needs
AT_ADDRESS = Prepared(lambda slug: Edition.objects.live().for_page().at_address(slug)[:1])


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story as readers have it. Drafts have a preview of their own at the desk."""
    edition = AT_ADDRESS.first(slug)
    if edition is None:
        return sent_on_or_gone(request, slug)
    if edition.kind == Edition.Kind.LIVE:
        return _led(edition.get_absolute_url(), permanent=True)
    spread = Spread.of(edition)
    response = page(request, "articles/story.html", spread.context, language=edition.language)
    return letting_in(response, spread.embed_hosts)


def letting_in(response: HttpResponse, hosts: list[str]) -> HttpResponse:
    """Frames of these hosts and of nobody else may stand in this page; none is there before its reader asks for it."""
    return csp_update({"frame-src": hosts})(lambda: response)() if hosts else response


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
