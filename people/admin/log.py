"""The log as one reads it: who did what to what, what was there before and what is there now."""

import csv
from collections.abc import Iterator
from datetime import datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from people.admin.readonly import ReadOnlyAdmin
from people.lifecycle import record
from people.models import AuditEvent, User
from people.templatetags.audit import VERBS, changes, model_of, verb

#: what a spreadsheet would take for the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "at",
    "actor_label",
    "verb",
    "target_type",
    "target_id",
    "target_label",
    "reason",
    "before",
    "after",
    "batch",
)


class VerbFilter(admin.SimpleListFilter):
    title = _("did")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return sorted(((name, capfirst(words)) for name, words in VERBS.items()), key=lambda pair: str(pair[1]))

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = {model._meta.label_lower: model._meta.verbose_name_plural for model in model_admin.admin_site._registry}
        return sorted(((label, capfirst(name)) for label, name in kinds.items()), key=lambda pair: str(pair[1]))

    def queryset(self, request, queryset):
        return queryset.filter(target_type=self.value()) if self.value() else queryset


class ActorFilter(admin.SimpleListFilter):
    title = _("who")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        users = User.objects.filter(is_staff=True).order_by("last_name", "first_name", "username")
        return [*((str(user.pk), str(user)) for user in users), ("nobody", _("the newsroom by itself"))]

    def queryset(self, request, queryset):
        if self.value() == "nobody":
            return queryset.filter(actor=None)
        return queryset.filter(actor=self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "did", "target_label", "what_kind", "what_changed"]
    list_display_links = ["at"]
    list_filter = [ActorFilter, VerbFilter, KindFilter]
    search_fields = ["actor_label", "target_label", "reason"]
    search_help_text = _("Who, what or why")
    date_hierarchy = "at"
    list_per_page = 100
    show_full_result_count = False
    fields = ["at", "who", "did", "target", "reason", "diff", "batch_of"]
    readonly_fields = ["who", "did", "target", "diff", "batch_of"]

    def get_urls(self):
        export = self.admin_site.admin_view(require_POST(self.export))
        return [path("export/", export, name="people_auditevent_export"), *super().get_urls()]

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in ("target_type", "target_id", "batch") or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("who"), ordering="actor_label")
    def who(self, event):
        return event.actor_label or ("" if event.verb == "refuse" else _("the newsroom by itself"))

    @admin.display(description=_("did"), ordering="verb")
    def did(self, event):
        return verb(event)

    @admin.display(description=_("kind"), ordering="target_type")
    def what_kind(self, event):
        model = model_of(event.target_type)
        return model._meta.verbose_name if model else event.target_type

    @admin.display(description=_("what changed"))
    def what_changed(self, event):
        return event.reason or ", ".join(str(change["label"]) for change in changes(event))

    @admin.display(description=_("what"))
    def target(self, event):
        context = {"event": event, "kind": self.what_kind(event), "address": self._address(event)}
        return render_to_string("desk/log/_target.html", context)

    def _address(self, event):
        """Where the row can still be opened; nothing once it is gone or has no list of its own."""
        model = model_of(event.target_type)
        there = model and self.admin_site.is_registered(model) and event.target_id
        if not there or event.verb == "delete":
            return ""
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[event.target_id])

    @admin.display(description=_("before and after"))
    def diff(self, event):
        return render_to_string("desk/log/_changes.html", {"event": event})

    @admin.display(description=_("in one go with"))
    def batch_of(self, event):
        others = AuditEvent.objects.filter(batch=event.batch).exclude(pk=event.pk) if event.batch else ()
        return render_to_string("desk/log/_batch.html", {"event": event, "others": len(others)})

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """The lines of the list as it is filtered now, as a table for a spreadsheet. Itself a line of the log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lines = self.get_changelist_instance(request).get_queryset(request)
        with transaction.atomic():
            told = {"lines": lines.count(), "search": request.GET.urlencode()}
            record("export", AuditEvent(), by=request.user, after=told)
        name = f"{timezone.localdate():%Y-%m-%d}-log.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(
            as_csv(lines.order_by("-at", "-pk").iterator(chunk_size=2000)),
            content_type="text/csv; charset=utf-8",
            headers=headers,
        )


class _Echo:
    """What ``csv`` writes comes straight back, so that a year's log never stands in memory."""

    def write(self, line: str) -> str:
        return line


def as_csv(events: Iterator[AuditEvent]) -> Iterator[str]:
    """Quoted throughout, with the mark by which spreadsheets know UTF-8; no cell is taken for a formula."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(COLUMNS)
    for event in events:
        yield writer.writerow(_harmless(_cell(event, name)) for name in COLUMNS)


def _cell(event: AuditEvent, name: str) -> str:
    value = getattr(event, name)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return "; ".join(f"{key}: {one}" for key, one in value.items()) if isinstance(value, dict) else str(value)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
