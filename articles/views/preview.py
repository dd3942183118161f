"""The working copy as readers would have it: the reader's own page, drawn for the desk and never kept."""

from collections.abc import Callable
from contextlib import nullcontext

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from articles import lifecycle
from articles.body.validate import BodyRefused
from articles.lifecycle.surroundings import Rows
from articles.models import Article
from articles.views.language import page
from articles.views.spread import Spread

#: reads what was sent into the story, without storing anything; raises ``Refused``
Reader = Callable[[HttpRequest, Article], Rows]
#: typed words are drawn in a frame of the desk: nothing in them may run, whatever the editor's gate has let pass
FRAMED = {"frame-ancestors": [SELF], "script-src": [NONE], "sandbox": ["allow-same-origin"]}


def preview(request: HttpRequest, pk: int, read: Reader | None = None) -> HttpResponse:
    """GET: what is saved. POST: the form as it stands. Only for those who may open the story."""
    story = Article.objects.visible_to(request.user).select_related("section").filter(pk=pk).first()
    if story is None or not request.user.has_perm("articles.view_article"):
        raise Http404
    return (_typed if request.method == "POST" else _saved)(request, story=story, read=read)


@require_http_methods(["GET", "HEAD"])
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def _saved(request: HttpRequest, *, story: Article, read: Reader | None) -> HttpResponse:
    return drawn(request, story)


@xframe_options_sameorigin
@csp_replace(FRAMED)
def _typed(request: HttpRequest, *, story: Article, read: Reader | None) -> HttpResponse:
    # Text in the notation needs rows for what it names anew; they go when the page is drawn.
    taken_back = transaction.atomic() if "text" in request.POST else nullcontext()
    try:
        with taken_back:
            response = drawn(request, story, read(request, story) if read else None)
            if "text" in request.POST:
                transaction.set_rollback(True)
    except (lifecycle.Refused, BodyRefused) as refusal:
        response = render_template(request, "desk/preview_refused.html", {"sentence": refusal}, status=422)
        response.headers["Cache-Control"] = "no-store"
    return response


def drawn(request: HttpRequest, story: Article, rows: Rows | None = None) -> HttpResponse:
    """The reader's page of the edition that would be printed now."""
    edition = lifecycle.proof(story, at=timezone.now(), rows=rows)
    response = page(request, "articles/story.html", Spread.of(edition).context, language=edition.language)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
