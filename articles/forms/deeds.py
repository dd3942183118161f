"""What a deed asks before it is done: when, why, and what readers are told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Correction
from kit.forms import MomentField


class PlanForm(forms.Form):
    at = MomentField(label=_("appears"))


class EmbargoForm(forms.Form):
    until = MomentField(label=_("embargo until"), required=False)


class ExpiryForm(forms.Form):
    until = MomentField(label=_("leaves the site at"), required=False)


class CorrectionForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind"), choices=Correction.Kind.choices)
    text = forms.CharField(
        label=_("What readers are told"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence: what was wrong, what is right. It stands at the end of the story for good."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"), max_length=500, widget=forms.TextInput, help_text=_("Only in the audit log.")
    )
    notice = forms.CharField(
        label=_("What readers are told"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands on the page instead of the story. May stay empty."),
    )
