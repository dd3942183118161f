"""Lists of the desk that are searched by their index: the best hit first, and every save noted in it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from kit.search import Index


class Ranked(admin.ModelAdmin):
    """``search_fields`` only say that there is a search; what is found, and in which order, the index says."""

    index: Index
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        found = self.index.matching(queryset, search_term)
        if request.GET.get(ORDER_VAR) and queryset.query.order_by:
            found = found.order_by(*queryset.query.order_by)
        return found, False

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.index.forget(obj.pk)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.index.forget(*queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)


class RankedAndKept(Ranked):
    """For rows that the form itself stores; where a verb stores them, the verb keeps the index."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.index.keep(form.instance.pk)
