"""The library as a contact sheet: pictures, not rows; facets with counts, tabs for what wants a deed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from visuals.models import Image, Usage

SOON = timedelta(days=7)
TOP = 10
VIEWS = ("grid", "list")
SHAPES = {
    "wide": (pgettext_lazy("orientation", "landscape"), Q(width__gt=F("height"))),
    "tall": (pgettext_lazy("orientation", "portrait"), Q(width__lt=F("height"))),
    "square": (pgettext_lazy("orientation", "square"), Q(width=F("height"))),
}
PLACES = {
    "public": pgettext_lazy("picture", "public"),
    "work": gettext_lazy("only in drafts"),
    "no": gettext_lazy("nowhere"),
}


class Facet(admin.SimpleListFilter):
    """Known by one parameter; what can be chosen stands in the panel, counted with all others at once.

    Each has its own ``narrow(rows, value)``; a value that nobody offered finds nothing.
    """

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, value)] if (value := self.value()) else [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return self.narrow(queryset, value) if value else queryset


class UsageFacet(Facet):
    title, parameter_name = gettext_lazy("use"), "usage"

    def narrow(self, rows, value):
        return rows.filter(usage="" if value == "none" else value)


class AgencyFacet(Facet):
    title, parameter_name = gettext_lazy("agency"), "agency"

    def narrow(self, rows, value):
        return rows.filter(agency=value) if value.isascii() and value.isdigit() and len(value) < 16 else rows.none()


class PhotographerFacet(Facet):
    title, parameter_name = gettext_lazy("photographer"), "by"

    def narrow(self, rows, value):
        return rows.filter(Q(photographer__name=value[:160]) | Q(photographer_name=value[:160]))


class ShapeFacet(Facet):
    title, parameter_name = gettext_lazy("orientation"), "shape"

    def narrow(self, rows, value):
        return rows.filter(SHAPES[value][1]) if value in SHAPES else rows.none()


class PersonFacet(Facet):
    title, parameter_name = gettext_lazy("to be seen"), "person"

    def narrow(self, rows, value):
        return rows.filter(people=value) if value.isascii() and value.isdigit() and len(value) < 16 else rows.none()


class TakenFacet(Facet):
    title, parameter_name = gettext_lazy("taken"), "taken"

    def narrow(self, rows, value):
        return rows.filter(SPANS[value][1]()) if value in SPANS else rows.none()


class PlaceFacet(Facet):
    title, parameter_name = gettext_lazy("used"), "place"

    def narrow(self, rows, value):
        rows = rows.for_sheet()
        wanted = {"public": {"shown_now": True}, "work": {"shown_now": False, "in_work": True},
                  "no": {"shown_now": False, "in_work": False}}  # fmt: skip
        return rows.filter(**wanted[value]) if value in wanted else rows.none()


class TabFilter(Facet):
    title, parameter_name = gettext_lazy("what"), "tab"

    def narrow(self, rows, value):
        return rows.filter(TABS[value][1]()) if value in TABS else rows.none()


def _lapsing() -> Q:
    now = timezone.now()
    return Q(available_until__gte=now, available_until__lt=now + SOON)


def _since(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


SPANS = {
    "week": (gettext_lazy("in the last 7 days"), lambda: Q(taken_on__gte=_since(7))),
    "month": (gettext_lazy("in the last 30 days"), lambda: Q(taken_on__gte=_since(30))),
    "year": (gettext_lazy("in the last 12 months"), lambda: Q(taken_on__gte=_since(365))),
    "older": (gettext_lazy("earlier"), lambda: Q(taken_on__lt=_since(365))),
    "none": (gettext_lazy("not known"), lambda: Q(taken_on=None)),
}
TABS = {
    "new": (gettext_lazy("Last 7 days"), lambda: Q(created_at__gte=timezone.now() - SOON)),
    "credit": (
        gettext_lazy("Without a credit"),
        lambda: Q(agency=None, photographer=None, photographer_name="", credit_override=""),
    ),
    "alt": (gettext_lazy("Without alternative text"), lambda: Q(alt="", decorative=False)),
    "lapsing": (gettext_lazy("Lapses within 7 days"), _lapsing),
    "gone": (gettext_lazy("Rights are over"), lambda: Q(available_until__lt=timezone.now())),
}
FACETS = [UsageFacet, AgencyFacet, PhotographerFacet, PersonFacet, TakenFacet, ShapeFacet, PlaceFacet, TabFilter]


class Counting(Paginator):
    """Counts for the facets whatever can be counted by looking at each row once, and the rows in the same breath."""

    @cached_property
    def sums(self) -> dict[str, int]:
        found: dict[str, int] = self.object_list.order_by().aggregate(**_kinds())  # type: ignore[union-attr]
        return found

    @property
    def count(self) -> int:  # type: ignore[override] # a plain property serves as well
        return self.sums["all"]


def _kinds() -> dict[str, Count]:
    kinds = {"all": Count("pk")}
    kinds |= {f"usage_{usage}": Count("pk", Q(usage=usage)) for usage in Usage.values}
    kinds["usage_none"] = Count("pk", Q(usage=""))
    kinds |= {f"shape_{key}": Count("pk", condition) for key, (_label, condition) in SHAPES.items()}
    kinds |= {f"taken_{key}": Count("pk", condition()) for key, (_label, condition) in SPANS.items()}
    kinds |= {f"tab_{name}": Count("pk", condition()) for name, (_label, condition) in TABS.items()}
    return kinds


class ContactSheet(admin.ModelAdmin):
    """Mixed into the admin of pictures. The list stays a list where one asks for it (``?view=list``)."""

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Image], per_page: int, orphans: int = 0, allow_empty: bool = True
    ) -> Paginator:
        match = request.resolver_match
        whole = match and match.url_name == "visuals_image_changelist"
        return (Counting if whole else Paginator)(queryset, per_page, orphans, allow_empty)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        asked = request.GET.get("view", "")
        if "view" in request.GET:
            request.GET = request.GET.copy()
            del request.GET["view"]
        view = asked if asked in VIEWS else request.COOKIES.get("pictures_view", "grid")
        view = view if view in VIEWS and not self._is_popup(request) else "list"
        response = super().changelist_view(
            request, {**(extra_context or {}), "view": view, "may_describe": self.has_change_permission(request)}
        )
        if isinstance(response, TemplateResponse) and "cl" in (response.context_data or {}):
            context = response.context_data
            context |= panel(context["cl"])
        if asked in VIEWS:
            response.set_cookie("pictures_view", asked, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
        return response

    def _is_popup(self, request: HttpRequest) -> bool:
        return "_popup" in request.GET or "_to_field" in request.GET

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        rows = super().get_queryset(request)
        match = request.resolver_match
        return rows.for_sheet() if match and match.url_name == "visuals_image_changelist" else rows


def panel(cl: Any) -> dict[str, Any]:
    """Tabs and facets with their counts: one query besides the one that counts."""
    counted = cl.paginator.sums
    now = dict(cl.params) | {key: value[-1] for key, value in getattr(cl, "filter_params", {}).items()}
    tabs = [
        {"label": label, "n": counted[f"tab_{name}"], "on": now.get("tab") == name, "bad": name == "credit",
         "url": cl.get_query_string({} if now.get("tab") == name else {"tab": name}, ["p", "tab"])}
        for name, (label, _condition) in TABS.items()
    ]  # fmt: skip
    common = cl.queryset.commonest(TOP)
    facets = [
        _facet(cl, now, UsageFacet, [(u, Usage(u).label, counted[f"usage_{u}"]) for u in Usage.values]
               + [("none", _("not said"), counted["usage_none"])]),
        _facet(cl, now, AgencyFacet, common["agency"]),
        _facet(cl, now, PhotographerFacet, common["maker"]),
        _facet(cl, now, PersonFacet, common["person"]),
        _facet(cl, now, TakenFacet, [(key, label, counted[f"taken_{key}"]) for key, (label, _q) in SPANS.items()]),
        _facet(cl, now, ShapeFacet, [(key, label, counted[f"shape_{key}"]) for key, (label, _q) in SHAPES.items()]),
        _facet(cl, now, PlaceFacet, [(key, label, None) for key, label in PLACES.items()]),
    ]  # fmt: skip
    return {"wants": tabs, "facets": [facet for facet in facets if facet["options"]]}


def _facet(
    cl: Any, now: dict[str, Any], kind: type[Facet], options: Sequence[tuple[str, Any, int | None]]
) -> dict[str, Any]:
    name = kind.parameter_name
    chosen = now.get(name)
    shown = [
        {"label": label, "n": n, "on": chosen == value, "url": cl.get_query_string({name: value}, ["p"])}
        for value, label, n in options
        if n is None or n or chosen == value
    ]
    everything = {"label": _("all"), "n": None, "on": not chosen, "url": cl.get_query_string({}, [name, "p"])}
    return {
        "title": kind.title,
        "options": [everything, *shown] if shown else [],
        "open": bool(chosen) or len(shown) > 1,
    }
