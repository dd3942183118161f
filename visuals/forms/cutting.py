"""Beside the cutter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import MomentField
from people.models import Person
from visuals.forms import ClipForm
from visuals.models import Footage


class CutForm(ClipForm):
    """The programme is given, so everything is asked of that."""

    people = forms.ModelMultipleChoiceField(Person.objects.all(), label=_("People"), required=False)
    available_from = MomentField(label=_("Free from"), required=False)
    available_until = MomentField(label=_("Free until"), required=False)
    poster_ms = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta(ClipForm.Meta):
        fields = [
            "title", "teaser", "kind", "recorded_on", "tags", "in_ms", "out_ms", "poster",
            "available_from", "available_until",
        ]  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"class": "f serif"}),
            "teaser": forms.Textarea(attrs={"rows": 3, "class": "f serif"}),
            "kind": forms.Select(attrs={"class": "f"}),
            "recorded_on": forms.DateInput({"type": "date", "class": "f"}, "%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].widget.attrs["class"] = "f"
        if self.instance.pk:
            self.initial["people"] = self.instance.people.all()

    def footage(self, cleaned: dict[str, Any]) -> Footage | None:
        return self.instance.footage
