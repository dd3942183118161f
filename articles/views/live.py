"""A live blog as readers have it: key events, then posts, the newest first; and what its page asks for news.

A post's own address shows the blog from that post on: permalink and paging are one.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.body import render
from articles.models import Edition, LiveBlog, LivePost
from articles.querysets import LivePostQuerySet
from articles.views.language import page
from articles.views.paging import LARGEST_KEY
from articles.views.spread import Spread
from articles.views.story import sent_on_or_gone

SIZE = 20
KEY_EVENTS = 8
#: for how long anybody may keep what there is to say of news, in seconds; readers ask that often at most
FRESH = 10


@dataclass(frozen=True)
class Stretch:
    """The posts of one page and the ways to its neighbours ("" where there is none)."""

    posts: list[LivePost]
    key_events: list[LivePost]
    pinned: LivePost | None = None
    newer: str = ""
    older: str = ""

    @property
    def all(self) -> list[LivePost]:
        return [self.pinned, *self.posts] if self.pinned else self.posts


@require_safe
def live(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _edition_at(slug)
    if edition is None:
        return sent_on_or_gone(request, slug)
    blog = _blog_of(edition)
    posts = LivePost.objects.live().of(edition.article_id)
    highlights = list(posts.highlights(blog.pinned_id)[: KEY_EVENTS + 1])
    pinned = next((one for one in highlights if one.entry_id == blog.pinned_id), None)
    rest = posts.exclude(entry=pinned.entry_id) if pinned else posts
    found = list(rest.newest_first().for_page()[: SIZE + 1])
    stretch = Stretch(
        posts=found[:SIZE],
        key_events=[one for one in highlights if one.is_key][:KEY_EVENTS],
        pinned=pinned,
        older=found[SIZE].address(slug) if len(found) > SIZE else "",
    )
    return _shown(request, edition, blog, stretch)


@require_safe
def live_post(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The live blog from one post on, whatever has come since."""
    edition = _edition_at(slug)
    if edition is None:
        return sent_on_or_gone(request, slug)
    posts = LivePost.objects.live().of(edition.article_id)
    first = posts.for_page().filter(number=number).first() if number <= LARGEST_KEY else None
    if first is None:
        return _gone(request, edition, number)
    found = list(posts.from_here_on(first).for_page()[: SIZE + 1])
    above = list(posts.above(first).only("number", "first_live_from")[:SIZE])
    here = reverse("live", args=[slug])
    stretch = Stretch(
        posts=found[:SIZE],
        key_events=[],
        newer=above[-1].address(slug) if len(above) == SIZE else here if above else "",
        older=found[SIZE].address(slug) if len(found) > SIZE else "",
    )
    return _shown(request, edition, _blog_of(edition), stretch)


@require_safe
def live_updates(request: HttpRequest, slug: str) -> HttpResponse:
    """Which posts stand on top now, in which state: a few hundred bytes, the same for everybody. Three queries."""
    edition = Edition.objects.live().filter(kind=Edition.Kind.LIVE, slug=slug).only("article").first()
    if edition is None:
        raise Http404
    newest = LivePost.objects.live().of(edition.article_id).newest_first()
    blog = _blog_of(edition)
    posts = newest.values_list("number", "version", "first_live_from")[: SIZE + 1]
    told = {
        "state": blog.state,
        "pinned": blog.pinned_id is not None,
        "posts": [[number, version, int(begun.timestamp())] for number, version, begun in posts],
    }
    response = JsonResponse(told)
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _edition_at(slug: str) -> Edition | None:
    return Edition.objects.live().filter(kind=Edition.Kind.LIVE).for_page().at_address(slug).first()


def _blog_of(edition: Edition) -> LiveBlog:
    return LiveBlog.objects.filter(article=edition.article_id).first() or LiveBlog()


def _shown(request: HttpRequest, edition: Edition, blog: LiveBlog, stretch: Stretch) -> HttpResponse:
    pieces = [*edition.pieces, *(piece for post in stretch.all for piece in post.pieces)]
    library = render.load(pieces, lead_image=edition.lead_image_id, videos=edition.facts.get("videos", ()))
    drawn = [(post, render.fill(post.pieces, library, edition.language, "post")) for post in stretch.posts]
    spread = Spread.of(edition, library)
    context = spread.context | {
        "blog": blog,
        "stretch": stretch,
        "posts": drawn,
        "pinned_text": render.fill(stretch.pinned.pieces, library, edition.language, "post") if stretch.pinned else "",
        "as_of": max((post.live_from for post in [*stretch.all, *stretch.key_events]), default=edition.live_from),
        "size": SIZE,
        "linked_data": structured_data.live_blog(edition, blog, stretch.all, spread.image),
    }
    return page(request, "articles/live.html", context, language=edition.language)


def _gone(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """410 for a post that readers had, 404 for one that never was or is to come."""
    states: LivePostQuerySet = LivePost.objects.of(edition.article_id)
    last = states.filter(number=number, withdrawn_at__isnull=False).order_by("-withdrawn_at").first()
    if number > LARGEST_KEY or last is None or states.planned().filter(number=number).exists():
        raise Http404
    context = {
        "withdrawn_at": last.withdrawn_at,
        "onward": edition.get_absolute_url(),
        "onward_words": _("To the live blog"),
        "current_section": None,
    }
    return page(request, "articles/gone.html", context, language=edition.language, status=410)
