"""What forms of several floors share: an address that may stay empty, a moment by the clock on the wall."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import moments
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


class MomentInput(forms.MultiWidget):
    """Day, time, and which of the two if the clocks show it twice; ``desk/_moment_field.html`` draws it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        day, clock = forms.DateInput({"type": "date"}, "%Y-%m-%d"), forms.TimeInput({"type": "time"}, "%H:%M")
        super().__init__([day, clock, forms.HiddenInput()], attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        if value is None:
            return [None, None, None]
        local = timezone.localtime(value)
        return [local.date(), local.time(), moments.offset(value) if moments.comes_twice(value) else ""]


class MomentBound(forms.BoundField):
    """What a template needs of a moment: three values as an input takes them, and the choice if there is one."""

    field: "MomentField"

    @property
    def names(self) -> list[str]:
        return [f"{self.html_name}_{number}" for number in range(3)]

    @property
    def parts(self) -> list[str]:
        value = self.value()
        parts = value if isinstance(value, list | tuple) else MomentInput().decompress(value)
        day, clock, chosen = [*parts, None, None, None][:3]
        return [_typed(day), _typed(clock)[:5], chosen or ""]

    @property
    def offers(self) -> list[tuple[str, str]]:
        """Both readings of a time that comes twice: of the one that was sent, or of the one that is stored."""
        value = self.initial
        if not self.form.is_bound and isinstance(value, datetime) and moments.comes_twice(value):
            local = timezone.localtime(value)
            both = moments.meanings(local.date(), local.time())
            return [(moments.offset(moment), moments.told_apart(moment)) for moment in both]
        return list(self.field.offers)


def _typed(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value or "")


class MomentField(forms.MultiValueField):
    """A moment typed as local day and time. One that never comes is refused, of one that comes twice both are there."""

    widget = MomentInput
    default_error_messages = dict.fromkeys(["required", "incomplete"], _("Please give a day and a time."))

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.DateField(), forms.TimeField(), forms.CharField(required=False, max_length=9)]
        super().__init__(parts, require_all_fields=False, **kwargs)
        #: after ``clean`` of a time that comes twice: (value, words) of both
        self.offers: list[tuple[str, str]] = []

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> MomentBound:
        return MomentBound(form, self, field_name)

    def compress(self, data_list: list[Any]) -> datetime | None:
        if not data_list:
            return None
        day, clock, chosen = data_list
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError(gettext("That year is too far away."))
        found = moments.meanings(day, clock)
        if len(found) == 1:
            return found[0]
        self.offers = [(moments.offset(moment), moments.told_apart(moment)) for moment in found]
        for moment in found:
            if moments.offset(moment) == chosen:
                return moment
        raise forms.ValidationError(_twice(day, clock) if found else _never(day, clock), code="clocks")


def _twice(day: date, clock: time) -> str:
    told = gettext("On %(day)s the clocks are set back and show %(time)s twice. Please choose which one is meant.")
    return told % {"day": _day(day), "time": f"{clock:%H:%M}"}


def _never(day: date, clock: time) -> str:
    last, next_one = moments.gap(day, clock)
    told = gettext("On %(day)s there is no %(time)s: the clocks are set forward from %(from)s to %(to)s.")
    return told % {"day": _day(day), "time": f"{clock:%H:%M}", "from": last, "to": next_one}


def _day(day: date) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))
