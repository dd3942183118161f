from django.contrib import admin
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.admin import RankedAndKept
from people.forms import OrganisationForm, PersonForm, RoleForm
from people.models import Organisation, Person, Role
from people.search import PERSONS


class RoleInline(admin.TabularInline):
    model = Role
    form = RoleForm
    extra = 0
    autocomplete_fields = ["organisation"]


class RoleNowFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [("now", _("holds one today")), ("none", _("none on record"))]

    def queryset(self, request, queryset):
        if self.value() == "now":
            return queryset.filter(pk__in=Role.objects.held_on(timezone.localdate()).values("person"))
        if self.value() == "none":
            return queryset.filter(roles__isnull=True)
        return queryset


@admin.register(Person)
class PersonAdmin(RankedAndKept):
    index = PERSONS
    form = PersonForm
    inlines = [RoleInline]
    list_display = ["name", "role_today", "years", "is_author"]
    list_filter = ["is_author", RoleNowFilter]
    search_fields = ["name", "aliases"]
    search_help_text = _("Name, any spelling on record, role")
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["name", "aliases", "about", "is_author"]}),
        (_("Years and address"), {"fields": [("born", "died"), "slug"]}),
    ]

    def get_queryset(self, request):
        held = Role.objects.held_on(timezone.localdate()).select_related("organisation")
        return super().get_queryset(request).prefetch_related(Prefetch("roles", held, to_attr="roles_today"))

    @admin.display(description=_("role today"))
    def role_today(self, person):
        return ", ".join(role.title for role in person.roles_today)

    @admin.display(description=_("years"), ordering="born")
    def years(self, person):
        return f"{person.born or ''}–{person.died or ''}" if person.born or person.died else ""


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    form = OrganisationForm
    list_display = ["name", "aliases_line", "url"]
    search_fields = ["name", "aliases"]
    search_help_text = _("Name, or any spelling on record")
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=_("also written"))
    def aliases_line(self, organisation):
        return ", ".join(organisation.aliases.split("\n"))
