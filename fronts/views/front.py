from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.models import Edition
from articles.views.language import page
from articles.views.paging import Pages, page_number, page_of
from fronts.body.sight import Sight, look

#: the first page of the list of everything is the front itself, and takes as many of the newest
TOP = 11


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front as it is arranged now. Later pages are a plain list of everything older."""
    if page_number(request) == 1:
        return drawn(request, look(None))
    pages = page_of(request, Edition.objects.live().for_cards().newest_first(), first=TOP)
    return page(request, "fronts/older.html", {"pages": pages, "canonical": pages.canonical})


def drawn(request: HttpRequest, sight: Sight, *, arranging: bool = False) -> HttpResponse:
    """The home page with this on it; the desk draws its pictures of other moments here, too."""
    pages = Pages(items=[], number=1, path="/", more=sight.more)
    updated = max((edition.live_from for edition in sight.editions), default=None)
    context = {"sight": sight, "pages": pages, "canonical": pages.canonical, "updated": updated}
    context["arranging"] = arranging
    context["linked_data"] = structured_data.site()
    return page(request, "fronts/home.html", context)
