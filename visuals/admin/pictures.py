from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kit.admin import RankedAndKept
from topics.admin import SaysNewTags
from visuals import lifecycle
from visuals.admin import crops, rights, sheet, upload
from visuals.admin.grid import FACETS, ContactSheet
from visuals.forms import ImageForm
from visuals.models import Image, ImagePerson, Portrait
from visuals.search import PICTURES


class ImagePersonInline(admin.TabularInline):
    model = ImagePerson
    extra = 0
    autocomplete_fields = ["person"]
    verbose_name_plural = _("people shown")


class MissingFilter(admin.SimpleListFilter):
    """What keeps a picture from being printed."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [("alt", _("alternative text")), ("credit", _("credit")), ("file", _("file"))]

    def queryset(self, request, queryset):
        nothing = {
            "alt": Q(alt="", decorative=False),
            "credit": Q(agency=None, photographer=None, photographer_name="", credit_override=""),
            "file": Q(file=""),
        }
        return queryset.filter(nothing[self.value()]) if self.value() in nothing else queryset


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("stands in a story")), ("no", _("nowhere"))]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(_used() if self.value() == "yes" else ~_used())


def _used():
    """In a body or as lead picture: the floor above is known here only by the arrows that end at a picture."""
    uses = [
        relation for relation in Image._meta.related_objects if relation.related_model._meta.app_label == "articles"
    ]
    found = Q()
    for use in uses:
        found |= Q(Exists(use.related_model._default_manager.filter(**{use.field.name: OuterRef("pk")})))
    return found


@admin.register(Image)
class ImageAdmin(ContactSheet, RankedAndKept, SaysNewTags):
    index = PICTURES
    form = ImageForm
    inlines = [ImagePersonInline]
    list_display = ["look", "name", "printed", "kind", "taken_on", "available_until"]
    list_display_links = ["look", "name"]
    list_filter = [*FACETS, MissingFilter, UsedFilter, "kind"]
    list_select_related = ["agency", "photographer"]
    search_fields = [
        "title",
        "caption",
        "alt",
        "agency__name",
        "photographer__name",
        "photographer_name",
        "people__name",
    ]
    search_help_text = _("Title, caption, alternative text, credit or person shown")
    autocomplete_fields = ["agency", "photographer"]
    list_per_page = 50
    readonly_fields = ["preview", "printed", "said", "cuts", "heard"]
    fieldsets = [
        (None, {"fields": ["preview", "cuts", "upload", "caption", "alt", "heard", "decorative"]}),
        (
            _("Credit"),
            {"fields": ["printed", "agency", "photographer", "photographer_name", "credit_override"]},
        ),
        (_("What it is"), {"fields": ["title", "kind", "digital_source", "taken_on", "place", "tags"]}),
        (
            _("Focus"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _(
                    "The point that stays visible however the picture is cut. From the left and from the top, "
                    "0 to 1; 0.5 is the middle."
                ),
            },
        ),
        (
            _("Rights"),
            {
                "fields": [
                    "usage",
                    ("available_from", "available_until"),
                    ("feed_until", "syndication_until"),
                    "terms",
                    "reason",
                ]
            },
        ),
        (_("From the file"), {"fields": ["said"]}),
    ]

    def get_urls(self):
        rooms = (upload, sheet, crops, rights)
        return [url for room in rooms for url in room.urls(self)] + super().get_urls()

    def save_model(self, request, obj, form, change):
        if change:
            lifecycle.keep_public_span(obj)
        if upload := form.cleaned_data.get("upload"):
            data, look = upload
            lifecycle.take_file(obj, data, look=look)
        else:
            super().save_model(request, obj, form, change)
            lifecycle.order_if_due(obj)  # focus, credit and terms are in the copies

    @admin.display(description=_("picture"))
    def look(self, image):
        return render_to_string("desk/_thumbnail.html", {"image": image})

    @admin.display(description=_("caption and working title"), ordering="title")
    def name(self, image):
        return render_to_string("desk/_picture_name.html", {"image": image})

    @admin.display(description=_("printed"))
    def printed(self, image):
        return render_to_string("desk/_credit.html", {"image": image})

    @admin.display(description=_("what it says"))
    def said(self, image):
        if not image.metadata:
            return "–"
        return render_to_string("desk/pictures/_said_on_page.html", {"image": image})

    @admin.display(description=_("to be mended"))
    def heard(self, image):
        """What the alternative text lacks."""
        return render_to_string("desk/pictures/_alt_findings.html", {"image": image}) if image.pk else "–"

    @admin.display(description=_("focus and cuts"))
    def cuts(self, image):
        return render_to_string("desk/pictures/_cuts_link.html", {"image": image}) if image.ladder else "–"

    @admin.display(description=_("as it is"))
    def preview(self, image):
        return render_to_string("desk/_thumbnail.html", {"image": image, "large": True})


@admin.register(Portrait)
class PortraitAdmin(admin.ModelAdmin):
    """Which picture stands on a person's page; kept here, for persons know no pictures."""

    list_display = ["person", "look", "image"]
    list_select_related = ["person", "image"]
    search_fields = ["person__name", "person__aliases"]
    search_help_text = _("Name, or any spelling on record")
    autocomplete_fields = ["person", "image"]
    list_per_page = 50

    @admin.display(description=_("picture"))
    def look(self, portrait):
        return render_to_string("desk/_thumbnail.html", {"image": portrait.image})
