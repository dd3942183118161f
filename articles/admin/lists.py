"""The list of stories: its cells and its filters."""

from datetime import UTC, datetime

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from articles.models import Check
from topics.models import Tag

#: the databases disagree where an empty moment belongs; ours come before every other
NEVER = datetime(1900, 1, 1, tzinfo=UTC)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", gettext_lazy("Draft")),
            ("ready", gettext_lazy("Ready")),
            ("planned", gettext_lazy("Planned")),
            ("live", gettext_lazy("Live")),
            ("withdrawn", gettext_lazy("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() else queryset


class TagFilter(admin.SimpleListFilter):
    """The tag one came with; counting the uses of all of them would cost more than the list."""

    title = gettext_lazy("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        value = request.GET.get(self.parameter_name, "")
        chosen = Tag.objects.filter(pk=int(value)) if value.isdecimal() and len(value) < 19 else ()
        return [(str(tag.pk), tag.name) for tag in chosen]

    def has_output(self):
        return bool(self.lookup_choices)

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(tag_items__tag=int(value)) if value.isdecimal() and len(value) < 19 else queryset


class StoryList(ChangeList):
    """Only the list needs states and moments; the form and every look-up go without."""

    loaded = False

    def get_queryset(self, request, exclude_parameters=None):
        if not self.loaded:  # an action asks again
            self.root_queryset, self.loaded = self.root_queryset.for_list(), True
        return super().get_queryset(request, exclude_parameters)


class StoryCells:
    """What the list says of one story; the queryset of ``for_list`` has loaded all of it."""

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, story):
        return render_to_string("desk/_state_cell.html", {"story": story})

    @admin.display(description=gettext_lazy("kicker and headline"), ordering="headline")
    def title(self, story):
        return render_to_string("desk/_story_title.html", {"story": story})

    @admin.display(description=gettext_lazy("section"), ordering="section__position")
    def section_name(self, story):
        return story.section.name if story.section else ""

    @admin.display(description=gettext_lazy("by"))
    def signed(self, story):
        return ", ".join(byline.shown_name for byline in story.bylines.all())

    @admin.display(description=gettext_lazy("edited, proofread"))
    def checks(self, story):
        # a check nobody ever asked for leaves no attribute
        kinds = [(kind, getattr(story, f"{kind}_check", None)) for kind in Check.Kind]
        return render_to_string("desk/_checks_cell.html", {"kinds": kinds, "version": story.version})

    @admin.display(description=gettext_lazy("appears"), ordering=Coalesce("appears_at", Value(NEVER)))
    def appears(self, story):
        return render_to_string("desk/_moment.html", {"moment": story.appears_at})

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, story):
        return render_to_string("desk/_moment.html", {"moment": story.changed_at})
