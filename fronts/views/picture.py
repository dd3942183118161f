"""The readers' own page as the desk looks at it: another moment, or the working copy; never kept, and framed."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.views.paging import Pages
from fronts.body.sight import look
from fronts.views import front
from fronts.views.section import drawn as section_drawn

#: nothing in the picture may run or lead away
FRAMED = {"frame-ancestors": [SELF], "script-src": [NONE], "sandbox": ["allow-same-origin"]}
LISTED = 12
#: says what is looked at, or turns away: the desk's own door
Door = Callable[[HttpRequest, str], Any]


@require_safe
@xframe_options_sameorigin
@csp_replace(FRAMED)
def picture(request: HttpRequest, which: str, door: Door) -> HttpResponse:
    """Every slot of it says its name in ``data-slot``; the desk lays its own over them."""
    looked = door(request, which)
    one, at = looked.place.section, looked.place.at
    request.looked_at = at  # the masthead shows that day, and the breaking news of that moment
    seen = look(looked.place.key, at, looked.layout, looked.known)
    if one:
        listed = Edition.objects.live(at).in_section(one).for_cards().newest_first()
        pages = Pages(items=list(listed[:LISTED]), number=1, path="/", more=False)
        response = section_drawn(request, one, pages, seen, arranging=True)
    else:
        response = front.drawn(request, seen, arranging=True)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
