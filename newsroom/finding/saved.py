"""Lists as somebody likes to see them, kept with a name: for oneself, or for everybody at the desk."""

from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.models import SavedSearch

#: of an address, what is of the moment and not of the search
PASSING = {"p", "e", "all", "_popup", "_to_field", "_changelist_filters"}
MOST = 40  # of one person and list
LONGEST_NAME = 60
LONGEST = 1000


def urls(site: admin.AdminSite) -> list[URLPattern]:
    def keep_view(request: HttpRequest) -> HttpResponse:
        return keep(request, site)

    def change_view(request: HttpRequest, pk: int) -> HttpResponse:
        return change(request, pk, site)

    return [
        path("searches/keep/", site.admin_view(require_POST(keep_view)), name="saved_search_keep"),
        path("searches/<int:pk>/", site.admin_view(require_POST(change_view)), name="saved_search_change"),
    ]


def keep(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """Under a name one has already, the search is replaced."""
    model = _list_of(request.POST.get("list", ""), site, request)
    name = _name(request)
    query = cleaned(request.POST.get("query", ""))
    mine = SavedSearch.objects.filter(user=request.user, list=model._meta.label_lower)
    if not name:
        messages.warning(request, _("Please give the search a name."))
    elif len(query) > LONGEST:
        messages.warning(request, _("This search is too long to be kept."))
    elif mine.exclude(name=name).count() >= MOST:
        messages.warning(request, _("You keep %(most)s searches of this list already.") % {"most": MOST})
    else:
        values = {"query": query, "shared": "shared" in request.POST}
        SavedSearch.objects.update_or_create(
            user=request.user, list=model._meta.label_lower, name=name, defaults=values
        )
        messages.success(request, _("“%(name)s” stands above the list from now on.") % {"name": name})
    return HttpResponseRedirect(address(model._meta.label_lower, query))


def change(request: HttpRequest, pk: int, site: admin.AdminSite) -> HttpResponse:
    """Only one's own; what others share can be used and not changed."""
    search = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    _list_of(search.list, site, request)
    if "delete" in request.POST:
        search.delete()
        messages.success(request, _("“%(name)s” is not kept any more.") % {"name": search.name})
        return HttpResponseRedirect(address(search.list, ""))
    name = _name(request)
    taken = SavedSearch.objects.filter(user=request.user, list=search.list, name=name).exclude(pk=pk)
    if not name or taken.exists():
        messages.warning(request, _("Please give it a name that no other search of yours has."))
    else:
        search.name, search.shared = name, "shared" in request.POST
        search.save(update_fields=["name", "shared"])
    return HttpResponseRedirect(address(search.list, search.query))


def of(user: models.Model, label: str = "") -> models.QuerySet[SavedSearch]:
    """One's own and what others share; of one list, or of all."""
    found = SavedSearch.objects.filter(models.Q(user=user) | models.Q(shared=True))
    return (found.filter(list=label) if label else found).select_related("user").order_by("list", "name", "pk")


def address(label: str, query: str) -> str:
    base = reverse(f"admin:{label.replace('.', '_')}_changelist")
    return f"{base}?{query}" if query else base


def cleaned(query: str) -> str:
    """Without page numbers, in one order, so that the list knows its own search again."""
    return urlencode(sorted((key, value) for key, value in parse_qsl(query) if key not in PASSING))


def _name(request: HttpRequest) -> str:
    typed = request.POST.get("name", "").replace("\x00", "")
    return " ".join(typed.split())[:LONGEST_NAME]


def _list_of(label: str, site: admin.AdminSite, request: HttpRequest) -> type[models.Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as unknown:
        raise Http404 from unknown
    if not site.is_registered(model):
        raise Http404
    if not site.get_model_admin(model).has_view_permission(request):
        raise PermissionDenied
    return model
