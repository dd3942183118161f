from http import HTTPStatus

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.forms import DeskUserForm
from people.lifecycle.telling import write_to
from people.lifecycle.welcoming import welcome
from people.models import User


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    form = DeskUserForm
    add_form = AdminUserCreationForm
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_staff"]
    search_fields = ["username", "first_name", "last_name", "email"]
    autocomplete_fields = ["person"]
    show_full_result_count = False
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

    def user_change_password(self, request, id, form_url=""):
        """Whoever gets a password from somebody else is told so, and has a day to make a factor with it."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                user = self.get_object(request, unquote(id))
                welcome(user)
                write_to(user, "change password")
        return answer

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())
