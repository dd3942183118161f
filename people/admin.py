from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.forms import DeskUserForm, OrganisationForm, PersonForm, RoleForm
from people.models import AuditEvent, Organisation, Person, Role, User


class ReadOnlyAdmin(admin.ModelAdmin):
    """For what the newsroom writes by itself: to be read and searched, by nobody to be changed."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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
class PersonAdmin(admin.ModelAdmin):
    form = PersonForm
    inlines = [RoleInline]
    list_display = ["name", "role_today", "years", "is_author"]
    list_filter = ["is_author", RoleNowFilter]
    search_fields = ["name", "aliases"]
    search_help_text = _("Name, or any spelling on record")
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
    list_per_page = 50

    @admin.display(description=_("also written"))
    def aliases_line(self, organisation):
        return ", ".join(organisation.aliases.split("\n"))


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    form = DeskUserForm
    add_form = AdminUserCreationForm
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_staff"]
    search_fields = ["username", "first_name", "last_name", "email"]
    autocomplete_fields = ["person"]
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Who this is"), {"fields": [("first_name", "last_name"), "email", "person"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff", "groups"]}),
        (
            _("Exceptions from the role"),
            {"classes": ["collapse"], "fields": ["is_superuser", "user_permissions"]},
        ),
        (_("Dates"), {"classes": ["collapse"], "fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())


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
