from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.admin.readonly import ReadOnlyAdmin
from people.models import AuditEvent

#: the verbs of the log, as one says them; one that is missing here is shown as it was written
VERBS = {
    "begin": _("begun"),
    "save": _("saved"),
    "publish": _("published"),
    "schedule": _("planned"),
    "correct": _("corrected"),
    "withdraw": _("withdrawn"),
    "call off": _("called off"),
    "erase": _("erased"),
    "delete": _("deleted"),
    "fill": _("filled in for trial"),
}


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_label", "did", "target_label", "what_kind", "reason"]
    list_filter = ["verb", "target_type"]
    search_fields = ["actor_label", "target_label", "reason"]
    search_help_text = _("Who, what or why")
    date_hierarchy = "at"
    list_per_page = 100
    fields = [
        "at",
        "actor_label",
        "verb",
        "target_label",
        "target_type",
        "target_id",
        "reason",
        "before",
        "after",
    ]

    @admin.display(description=_("did"), ordering="verb")
    def did(self, event):
        return VERBS.get(event.verb, event.verb)

    @admin.display(description=_("kind"), ordering="target_type")
    def what_kind(self, event):
        try:
            return apps.get_model(event.target_type)._meta.verbose_name
        except (LookupError, ValueError):
            return event.target_type
