"""What is done to a post, or to the whole live blog, with one click."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import lifecycle
from articles.admin import doors
from articles.admin.live.page import address, entry_or_404, live_blog_or_404
from articles.lifecycle import live
from articles.models import Article, LiveEntry

Deed = Callable[[HttpRequest, Article, LiveEntry], str]


def turn(request: HttpRequest, story: Article) -> HttpResponse:
    live_blog_or_404(story)
    doors.demand(request, "publish", story)
    try:
        blog = live.turn(story, request.POST.get("state", ""), by=request.user)
        messages.success(request, _("The live blog is now: %(state)s.") % {"state": blog.get_state_display()})
    except lifecycle.Refused as refusal:
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(address(story))


def do(request: HttpRequest, story: Article, number: int, deed: str) -> HttpResponse:
    live_blog_or_404(story)
    if deed not in DEEDS:
        raise Http404
    right, act = DEEDS[deed]
    entry = entry_or_404(story, number)
    if not (right == "own" and _is_hers(request, entry)):
        doors.demand(request, "publish" if right == "own" else right, story)
    try:
        messages.success(request, act(request, story, entry))
    except lifecycle.Refused as refusal:
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(address(story))


def _is_hers(request: HttpRequest, entry: LiveEntry) -> bool:
    return request.user.has_perm("articles.change_article") and entry.created_by_id == request.user.pk


def _mark(is_key: bool) -> Deed:
    def act(request: HttpRequest, story: Article, entry: LiveEntry) -> str:
        live.mark(entry, is_key, by=request.user)
        if is_key:
            return _("“%(post)s” is a key event.") % {"post": entry}
        return _("“%(post)s” is no key event any more.") % {"post": entry}

    return act


def _pin(is_pinned: bool) -> Deed:
    def act(request: HttpRequest, story: Article, entry: LiveEntry) -> str:
        live.pin(story, entry if is_pinned else None, by=request.user)
        return _("“%(post)s” stays on top.") % {"post": entry} if is_pinned else _("Nothing is pinned any more.")

    return act


def _withdraw(request: HttpRequest, story: Article, entry: LiveEntry) -> str:
    live.withdraw(entry, by=request.user, reason=request.POST.get("reason", "")[:500])
    return _("“%(post)s” is withdrawn. Readers do not see it any more.") % {"post": entry}


def _call_off(request: HttpRequest, story: Article, entry: LiveEntry) -> str:
    live.call_off(entry, by=request.user)
    return _("The plan is called off; the post is a draft again.")


def _discard(request: HttpRequest, story: Article, entry: LiveEntry) -> str:
    live.discard(entry, by=request.user)
    return _("The draft is thrown away.")


#: deed → what one has to be allowed (“own”: whoever wrote it, too), and the act
DEEDS: dict[str, tuple[str, Deed]] = {
    "mark": ("publish", _mark(True)),
    "unmark": ("publish", _mark(False)),
    "pin": ("publish", _pin(True)),
    "unpin": ("publish", _pin(False)),
    "withdraw": ("withdraw", _withdraw),
    "call-off": ("publish", _call_off),
    "discard": ("own", _discard),
}
