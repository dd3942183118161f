from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kit.durations import clock
from visuals.admin import cutter
from visuals.admin.footage import arrival, captions, work
from visuals.forms import FootageForm
from visuals.lifecycle.footage import forget, lacks, may_be_filled
from visuals.models import Footage


@admin.register(Footage)
class FootageAdmin(admin.ModelAdmin):
    form = FootageForm
    list_display = ["title", "standing", "duration", "broadcast_on", "available_until"]
    list_filter = ["state", ("broadcast_on", admin.DateFieldListFilter)]
    search_fields = ["title"]
    date_hierarchy = "broadcast_on"
    show_full_result_count = False
    list_per_page = 50

    def get_fieldsets(self, request, obj=None):
        filled = obj is not None and not may_be_filled(obj)
        rights = {
            "fields": [("available_from", "available_until"), "rights_holder", "rights_note", "may_download"],
            "description": _("They hold for every clip of this programme; a clip’s own can only be narrower."),
        }
        own = ["title", "broadcast_on", *([] if filled else ["upload"]), "duration_ms"]
        return [(None, {"fields": own}), (_("Rights"), rights)]

    def get_urls(self):
        return [*arrival.urls(self), *work.urls(self), *captions.urls(self), *cutter.urls(self), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).with_progress()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"lacks": lacks(), **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"lacks": lacks(), **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context.update(work.standing(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Only what stands in the form: a worker may have written the rest since the page was opened."""
        if change:
            typed = [field.name for field in obj._meta.concrete_fields if field.name in form.cleaned_data]
            obj.save(update_fields=typed)
        else:
            super().save_model(request, obj, form, change)
        if file := form.cleaned_data.get("upload"):
            form.take(file, obj, by=request.user)
            messages.info(request, _("The file is measured and encoded in the background."))

    def delete_model(self, request, obj):
        forget(obj)

    def delete_queryset(self, request, queryset):
        for footage in queryset:
            forget(footage)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, footage):
        return render_to_string("desk/footage/_state_cell.html", {"footage": footage})

    @admin.display(description=_("duration"), ordering="duration_ms")
    def duration(self, footage):
        return clock(footage.duration_ms) if footage.duration_ms is not None else ""
