"""What forms of several floors share: an address that may stay empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.slugs import free_slug


class AddressForm(forms.ModelForm):
    """Makes the address from ``address_from`` when it is left empty; one typed by hand has to be free."""

    address_from: tuple[str, ...] = ("name",)
    address_fallback = "page"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = self.fields["slug"].help_text or _("Empty: made from the name.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            words = next((cleaned[name] for name in self.address_from if cleaned.get(name)), "")
            others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
            cleaned["slug"] = free_slug(words, lambda slug: others.filter(slug=slug).exists(), self.address_fallback)
        return cleaned
