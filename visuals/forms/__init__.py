"""What picture and video desk type. Durations are typed as people say them: ``2:33``, not 153 000."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.durations import clock, parse_clock
from kit.forms import AddressForm
from people.models import User
from topics.forms import TaggedForm
from visuals import lifecycle
from visuals.lifecycle import footage
from visuals.lifecycle.cutting import beyond_rights, misfits
from visuals.models import Clip, Footage, Image
from visuals.pipeline.apart import Look
from visuals.pipeline.upright import MAX_BYTES
from visuals.pipeline.video import sniffing


class DurationField(forms.CharField):
    """``m:ss`` or ``h:mm:ss``, with a fraction where the cut has one; milliseconds inside."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 10, "placeholder": "0:00", "inputmode": "decimal"}))
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 1000)
        return clock(whole * 1000) + (f".{rest:03}" if rest else "")

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        if not text:
            return None
        whole, _mark, fraction = text.replace(",", ".").partition(".")
        ms = parse_clock(whole)
        if ms is None or (fraction and not (fraction.isascii() and fraction.isdigit())):
            raise forms.ValidationError(
                _("“%(text)s” is no duration. Minutes and seconds, please, for example 2:33.") % {"text": text}
            )
        ms += round(float(f"0.{fraction or 0}") * 1000)
        if ms > 2_147_483_647:
            raise forms.ValidationError(_("Nothing lasts as long as “%(text)s”.") % {"text": text})
        return ms

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class RightsForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("available_from"), cleaned.get("available_until")
        if begin and end and end <= begin:
            self.add_error("available_until", _("The rights would end before they begin."))
        return cleaned


class ImageForm(RightsForm, TaggedForm):
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF, TIFF or GIF. The original stays private; readers get fresh copies."),
    )

    class Meta:
        model = Image
        fields = [
            "caption", "alt", "decorative", "agency", "photographer", "photographer_name", "credit_override",
            "title", "kind", "taken_on", "place", "tags", "digital_source", "usage", "terms", "available_from",
            "available_until", "feed_until", "syndication_until", "focal_x", "focal_y",
        ]  # fmt: skip
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
        }

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_(
            "For a longer right, or a credit line by hand where agency or photographer are known; it is logged."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in lifecycle.ends_too_early(cleaned):
            self.add_error(name, _("The rights would end before they begin."))
        if self.instance.pk and not cleaned.get("reason", "").strip():
            if asked := lifecycle.needs_a_reason(self.instance, self.initial, cleaned):
                self.add_error("reason", asked)
            known = cleaned.get("agency") or cleaned.get("photographer") or cleaned.get("photographer_name")
            if "credit_override" in self.changed_data and cleaned.get("credit_override") and known:
                self.add_error("reason", _("Why does the line by hand stand in place of the credit that is known?"))
        return cleaned

    def clean_upload(self) -> tuple[bytes, Look] | None:
        """The file's bytes and what was seen in them: proven to be a picture, and kept, before a row is."""
        file = self.cleaned_data["upload"]
        if not file:
            return None
        data: bytes = file.read(MAX_BYTES + 1)
        try:
            look = lifecycle.look_at(data)
            lifecycle.keep_original(self.instance, data, look)
        except lifecycle.PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        except OSError as problem:
            raise forms.ValidationError(lifecycle.trouble(problem)) from problem
        return data, look


class FootageForm(RightsForm):
    duration_ms = DurationField(label=_("Duration"), help_text=_("As 28:00. Counts until the file is measured."))
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("MP4, MOV, MKV, WebM, MPEG-TS, AVI or MXF. It stays private.")
    )

    class Meta:
        model = Footage
        fields = [
            "title", "duration_ms", "broadcast_on", "available_from", "available_until", "rights_holder", "rights_note",
            "may_download",
        ]  # fmt: skip
        widgets = {"rights_note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "duration_ms" in self.fields and self.instance.probe:
            self.fields["duration_ms"].disabled = True
            self.fields["duration_ms"].help_text = _("Measured.")
        if "upload" in self.fields and not footage.may_be_filled(self.instance):
            del self.fields["upload"]

    def clean_upload(self) -> UploadedFile | None:
        """Refused here is what can be refused by looking at the first bytes; the rest is found when it is measured."""
        file: UploadedFile | None = self.cleaned_data["upload"]
        if file is None:
            return None
        head = file.read(sniffing.HEAD)
        file.seek(0)
        try:
            footage.look_before(file.size or 0)
            if not sniffing.container(head):
                raise footage.FootageRefused("not_a_video")
        except footage.FootageRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    @staticmethod
    def take(file: UploadedFile, row: Footage, *, by: User) -> None:
        """Give the programme its file; Django has it on the disk if it is large, in memory if not."""
        if isinstance(file, TemporaryUploadedFile):
            footage.take(Path(file.temporary_file_path()), into=row, by=by)
            return
        with tempfile.NamedTemporaryFile() as kept:
            kept.write(file.read())
            kept.flush()
            footage.take(Path(kept.name), into=row, by=by)


class ClipForm(RightsForm, TaggedForm, AddressForm):
    address_from = ("title", "teaser")
    address_fallback = "video"

    in_ms = DurationField(label=_("From"), help_text=_("Empty: from the start of the footage."))
    out_ms = DurationField(label=pgettext_lazy("end of a stretch", "To"), help_text=_("Empty: to its end."))
    typed_ms = DurationField(label=_("Duration by hand"), help_text=_("As 0:23. Counts until footage is there."))

    class Meta:
        model = Clip
        fields = [
            "title", "teaser", "kind", "recorded_on", "tags", "footage", "in_ms", "out_ms", "typed_ms", "poster",
            "available_from", "available_until", "slug",
        ]  # fmt: skip
        widgets = {"teaser": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        footage = self.footage(cleaned)
        found = {
            **misfits(footage, cleaned.get("in_ms"), cleaned.get("out_ms")),
            **beyond_rights(footage, cleaned.get("available_from"), cleaned.get("available_until")),
        }
        if not cleaned.get("title") and not cleaned.get("teaser"):
            found["teaser"] = _("A title or a teaser, please: otherwise nobody finds the video again.")
        for name, sentence in found.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def footage(self, cleaned: dict[str, Any]) -> Footage | None:
        """The programme whose stretch it is."""
        found: Footage | None = cleaned.get("footage")
        return found
