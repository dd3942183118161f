"""The working copy as readers would have it: the reader's own page, drawn for the desk and never kept."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles import lifecycle
from articles.body import render
from articles.models import Article
from articles.views.language import page
from articles.views.story import context_of


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Only for those who may open the story; for everybody else it does not exist."""
    story = Article.objects.visible_to(request.user).select_related("section").filter(pk=pk).first()
    if story is None or not request.user.has_perm("articles.view_article"):
        raise Http404
    edition = lifecycle.proof(story, at=timezone.now())
    library = render.load(edition.pieces, lead_image=edition.lead_image_id)
    context = context_of(edition, library) | {"is_preview": True}
    response = page(request, "articles/story.html", context, language=edition.language)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
