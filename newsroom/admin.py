"""Users and groups as the desk sees them once all floors are there: the sections granted, the six roles."""

from functools import partial

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import SectionGrant
from newsroom.login import resetting
from newsroom.login.adapters import STEPS
from newsroom.role_page import rights_of
from newsroom.roles import ROLES, WORDS
from people.admin import DeskUserAdmin
from people.models import User

admin.site.unregister(User)
admin.site.unregister(Group)


class GrantInline(admin.TabularInline):
    model = SectionGrant
    extra = 0
    autocomplete_fields = ["section"]
    verbose_name = _("section")
    verbose_name_plural = _("sections: whose stories this user may open, and as what")


class FactorFilter(admin.SimpleListFilter):
    title = _("second factor")
    parameter_name = "factor"

    def lookups(self, request, model_admin):
        return [("no", _("none yet")), ("yes", _("set up"))]

    def queryset(self, request, queryset):
        having = queryset.filter(pk__in=Authenticator.objects.filter(type__in=STEPS).values("user"))
        return {"yes": having, "no": queryset.exclude(pk__in=having)}.get(self.value(), queryset)


@admin.register(User)
class GrantedUserAdmin(DeskUserAdmin):
    inlines = [GrantInline]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
    ]

    filter_horizontal = ["user_permissions"]
    list_display = [*DeskUserAdmin.list_display, "factors"]
    list_filter = [*DeskUserAdmin.list_filter, FactorFilter]

    class Media:
        css = {"all": ["css/desk/roles.css"]}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Roles to tick, each with what it is for."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = _in_words
            field.help_text = format_html('<a href="{}">{}</a>', reverse("admin:roles"), _("What each role may do"))
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("authenticator_set")

    @admin.display(description=_("second factor"))
    def factors(self, user):
        """By name, and the recovery codes not at all: they are no factor of their own."""
        kinds = {"totp": _("App"), "webauthn": _("Passkey")}
        kept = sorted({factor.type for factor in user.authenticator_set.all()} & kinds.keys())
        return ", ".join(str(kinds[kind]) for kind in kept)

    def get_urls(self):
        view = self.admin_site.admin_view(partial(resetting.page, users=self))
        return [path("<int:pk>/second-factor/", view, name="people_user_reset_factors"), *super().get_urls()]

    def get_inlines(self, request, obj):
        """A user is made first and granted sections then: Django asks for the password on a page of its own."""
        return self.inlines if obj else []

    def get_fieldsets(self, request, obj=None):
        """Only who has every right already may give away rights beyond the roles."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [(name, options) for name, options in fieldsets if "is_superuser" not in options["fields"]]

    def has_change_permission(self, request, obj=None):
        """Nobody gets every right by giving the one who has it a new password."""
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The six roles are read here and made by ``manage.py roles``; a newsroom's own groups stand beside them."""

    list_display = ["name", "members"]

    class Media:
        css = {"all": ["css/desk/roles.css"]}

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_role(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_role(obj)

    def get_fields(self, request, obj=None):
        return ["name", "rights"] if _is_role(obj) else super().get_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return ["rights"] if _is_role(obj) else []

    def get_deleted_objects(self, objs, request):
        """In a bulk deletion, too, the roles stay."""
        objects, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return objects, counts, lacking, [*protected, *(str(group) for group in objs if _is_role(group))]

    @admin.display(description=_("what it may do"))
    def rights(self, group):
        return render_to_string("desk/role_rights.html", {"rights": rights_of(group.name, self.admin_site)})

    @admin.display(description=_("users"))
    def members(self, group):
        return group.member_count

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("user", filter=Q(user__is_active=True)))


def _in_words(group: Group) -> str:
    return f"{WORDS[group.name][0]}: {WORDS[group.name][1]}" if group.name in WORDS else group.name


def _is_role(group: Group | None) -> bool:
    return group is not None and group.name in ROLES


def _may_touch(user: User, other: User | None) -> bool:
    return user.is_superuser or other is None or not other.is_superuser
