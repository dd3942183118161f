"""Readers' search. Stories that are live, and beside them clips, persons and topics that readers could meet anyway."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.forms.searching import NEWEST, SearchForm
from articles.search import asking, beside, compounds, spoken, suggesting
from articles.search.asking import Wish
from articles.search.hits import hits
from articles.views.language import page
from articles.views.paging import SIZE, page_number, page_of
from kit.search import LONGEST, Query, parse
from kit.search.query import MOST
from kit.search.ranking import LOOKED_AT

#: who has not found it among a thousand has to say more
LAST = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Asked are words that hold those typed, keys of stories with what stands beside them, the stories. Only where it
    comes to that also lines of clips, whether words side by side were too common, and what may have been meant."""
    form = SearchForm(request.GET)
    wish = form.wish()
    query = parse(wish.words)
    context: dict[str, Any] = {
        "form": form,
        "wish": wish,
        "query": query,
        "newest": NEWEST,
        "current_section": "search",
        "canonical": reverse("search"),
        "apart": suggesting.words_of(wish.words),
        "is_cut": len(wish.words) > LONGEST or len(wish.words.split()) > MOST,
    }
    if query:
        context |= _found(request, form, wish, query)
    return page(request, "articles/search.html", context)


def _found(request: HttpRequest, form: SearchForm, wish: Wish, query: Query) -> dict[str, Any]:
    if page_number(request) > LAST:
        raise Http404
    same = request.GET.copy()
    if form.wants_clips:
        pages = page_of(request, asking.clips(wish).for_page(), query=same)
        said = spoken.moments(pages.items, wish.words)
        return {"clips": pages, "found_clips": [(clip, said.get(clip.pk, [])) for clip in pages.items]}
    query = compounds.widened(query, wish.words)
    stories = asking.stories(wish, query)
    is_first = page_number(request) == 1
    keys, others = beside.found(stories, SIZE + 1) if is_first else (stories, [])
    pages = page_of(request, keys, query=same)
    found = {"pages": pages, "hits": hits(pages.items, query)}
    found["older_not_read"] = LOOKED_AT if not pages.more and stories.has_more_than_looked_at() else 0
    if is_first:
        found |= {"others": others, "instead": _instead(wish) if not (pages.items or others) else []}
    return found


def _instead(wish: Wish) -> list[str]:
    guess = suggesting.guess(wish.words)
    return [guess] if guess and asking.stories(Wish(words=suggesting.exact(guess)))[:1] else []
