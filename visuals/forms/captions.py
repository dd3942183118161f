"""What the video desk brings for captions: a file or words typed, and what is known of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.durations import parse_clock
from visuals.models import TextTrack
from visuals.pipeline.captions import ENCODINGS


class CaptionsForm(forms.Form):
    file = forms.FileField(label=_("File"), required=False, help_text=_("WebVTT or SRT."))
    text = forms.CharField(
        label=_("Or pasted"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4, "class": "f"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TextTrack.Kind, initial=TextTrack.Kind.CAPTIONS)
    language = forms.CharField(label=_("Language"), max_length=12, help_text=_("As in “de” or “en-GB”."))
    label = forms.CharField(label=_("Label"), max_length=60, required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding"), required=False, choices=[("", _("is recognised")), *ENCODINGS.items()]
    )
    begins_at = forms.CharField(
        label=_("Clock begins at"), required=False, max_length=8, help_text=_("Empty: at 0:00. Often 10:00:00.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("language", "label", "begins_at", "kind", "encoding"):
            self.fields[name].widget.attrs["class"] = "f"

    def clean_begins_at(self) -> int:
        typed = self.cleaned_data["begins_at"].strip()
        ms = parse_clock(typed) if typed else 0
        if ms is None:
            raise forms.ValidationError(_("“%(words)s” is no time as in 10:00:00.") % {"words": typed})
        return ms

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste its text."))
        return cleaned

    @property
    def data_sent(self) -> bytes | str:
        file = self.cleaned_data["file"]
        sent: bytes | str = file.read() if file else self.cleaned_data["text"]
        return sent
