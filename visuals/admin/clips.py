from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kit.admin import RankedAndKept
from kit.durations import clock
from topics.admin import SaysNewTags
from visuals import lifecycle
from visuals.admin import glimpse
from visuals.forms import ClipForm
from visuals.models import Clip, ClipPerson
from visuals.search import CLIPS


class ClipPersonInline(admin.TabularInline):
    model = ClipPerson
    extra = 0
    autocomplete_fields = ["person"]
    verbose_name_plural = _("people in the clip")


class HasFootageFilter(admin.SimpleListFilter):
    title = _("footage")
    parameter_name = "footage"

    def lookups(self, request, model_admin):
        return [("yes", _("is there")), ("no", _("still missing"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(footage__isnull=self.value() == "no")
        return queryset


@admin.register(Clip)
class ClipAdmin(RankedAndKept, SaysNewTags):
    index = CLIPS
    form = ClipForm
    inlines = [ClipPersonInline]
    list_display = ["name", "recorded_on", "duration", "kind", "footage_there", "available_until"]
    list_filter = [HasFootageFilter, "kind", ("recorded_on", admin.DateFieldListFilter)]
    list_select_related = ["footage"]
    search_fields = ["title", "teaser", "footage__title", "people__name"]
    search_help_text = _("Title, teaser, footage or person")
    autocomplete_fields = ["footage", "poster"]
    date_hierarchy = "recorded_on"
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["title", "teaser", "kind", "recorded_on", "tags"]}),
        (
            _("Footage and length"),
            {
                "fields": ["footage", ("in_ms", "out_ms"), "typed_ms"],
                "description": _(
                    "Nothing is copied or encoded to cut: the clip is a stretch of its footage. "
                    "Without footage the duration by hand counts."
                ),
            },
        ),
        (_("Poster"), {"fields": ["poster"]}),
        (_("Rights and address"), {"fields": [("available_from", "available_until"), "slug"]}),
    ]

    def save_model(self, request, obj, form, change):
        if change:
            lifecycle.keep_public_span(obj)
        super().save_model(request, obj, form, change)

    def get_urls(self):
        return [*glimpse.urls(self), *super().get_urls()]

    @admin.display(description=_("title or teaser"), ordering="title")
    def name(self, clip):
        return render_to_string("desk/_clip_name.html", {"clip": clip})

    @admin.display(description=_("duration"))
    def duration(self, clip):
        return clock(clip.duration_ms) if clip.duration_ms is not None else ""

    @admin.display(description=_("footage"), boolean=True)
    def footage_there(self, clip):
        return clip.footage_id is not None
