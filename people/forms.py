"""What the desk types about people, and in which words it is told that something cannot be."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.utils.translation import gettext_lazy as _

from kit.forms import AddressForm
from people.models import Organisation, Person, Role, User


class PersonForm(AddressForm):
    address_fallback = "person"

    class Meta:
        model = Person
        fields = ["name", "slug", "aliases", "about", "born", "died", "is_author"]
        widgets = {
            "aliases": forms.Textarea(attrs={"rows": 3}),
            "about": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        born, died = cleaned.get("born"), cleaned.get("died")
        if born is not None and died is not None and died < born:
            self.add_error("died", _("Nobody dies before being born: %(born)s comes after %(died)s.") % cleaned)
        return cleaned


class RoleForm(forms.ModelForm):
    class Meta:
        model = Role
        fields = ["title", "organisation", "valid_from", "valid_until"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("The role would end before it begins."))
        return cleaned


class OrganisationForm(AddressForm):
    address_fallback = "organisation"

    class Meta:
        model = Organisation
        fields = ["name", "slug", "aliases", "url"]
        widgets = {"aliases": forms.Textarea(attrs={"rows": 3})}


class DeskUserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"
