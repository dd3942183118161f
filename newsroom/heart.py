"""What the masthead says of the work in the background, and the button that catches up. Asked for by ``desk-pulse``.

The page itself does not ask: a line that must be true now is worth one small question a while, not one a page.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.lifecycle import announcing
from newsroom.pulse import pulse


def urls(site: AdminSite) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return site.admin_view(view)

    return [
        path("pulse/", door(require_safe(beating)), name="pulse"),
        path("pulse/catch-up/", door(require_POST(catch_up)), name="catch_up"),
    ]


def beating(request: HttpRequest) -> HttpResponse:
    """A fragment: one word and its shape, and how late the latest is."""
    response = render(request, "desk/_pulse.html", {"pulse": pulse()})
    response.headers["Cache-Control"] = "no-store"
    return response


def catch_up(request: HttpRequest) -> HttpResponse:
    """Announce now what is late, without waiting for a worker. Each edition once, whoever else is at it."""
    if not request.user.has_perm("articles.publish_article"):
        raise PermissionDenied
    try:
        done = announcing.announce_due()
    except Exception as problem:  # a listener of any kind; the others have been told, and this one stays late
        messages.error(request, _("Not everything could be announced: %(why)s") % {"why": str(problem)[:200]})
    else:
        told = ngettext("%(n)s edition was announced.", "%(n)s editions were announced.", done) % {"n": done}
        messages.success(request, told if done else _("Nothing was late."))
    return HttpResponseRedirect(reverse("admin:index"))
