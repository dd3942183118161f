"""What picture and video desk type. Durations are typed as people say them: ``2:33``, not 153 000."""

import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.durations import clock, parse_clock
from kit.forms import AddressForm
from people.models import Organisation, Person, User
from topics.forms import TaggedForm
from topics.models import Tag
from visuals import lifecycle
from visuals.lifecycle import footage
from visuals.models import Clip, Footage, Image, Usage
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
            "title", "kind", "taken_on", "tags", "digital_source", "usage", "terms", "available_from",
            "available_until", "feed_until", "syndication_until", "focal_x", "focal_y",
        ]  # fmt: skip
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
        }

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
        begin, end, footage = (cleaned.get(name) for name in ("in_ms", "out_ms", "footage"))
        if footage is None and (begin is not None or end is not None):
            self.add_error("footage", _("In and out points need footage they are points of."))
        elif (begin is None) != (end is None):
            missing = "in_ms" if begin is None else "out_ms"
            self.add_error(missing, _("A cut needs both points, or none for the whole footage."))
        elif begin is not None and end is not None:
            self._check_cut(begin, end, footage)
        if not cleaned.get("title") and not cleaned.get("teaser"):
            self.add_error("teaser", _("A title or a teaser, please: otherwise nobody finds the video again."))
        return cleaned

    def _check_cut(self, begin: int, end: int, footage: Footage | None) -> None:
        if end < begin + 1000:
            self.add_error("out_ms", _("A video lasts a second at least."))
        elif footage and footage.duration_ms is not None and end > footage.duration_ms:
            self.add_error(
                "out_ms",
                _("The footage is over at %(end)s.") % {"end": clock(footage.duration_ms)},
            )


class DescriptionForm(forms.Form):
    """One picture on the sheet; agency and photographer are typed as they are printed. Nobody is created here."""

    agency = forms.CharField(label=_("Agency"), required=False, max_length=120)
    photographer = forms.CharField(label=_("Photographer"), required=False, max_length=160)
    caption = forms.CharField(label=_("Caption"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    alt = forms.CharField(label=_("Alternative text"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    usage = forms.ChoiceField(label=_("Use"), required=False, choices=[("", "–"), *Usage.choices])

    def __init__(self, *args: Any, image: Image, agencies: dict[str, Organisation], **kwargs: Any) -> None:
        self.image, self.agencies = image, agencies
        initial = {
            "agency": image.agency.name if image.agency else "",
            "photographer": image.photographer.name if image.photographer else image.photographer_name,
            "caption": image.caption,
            "alt": image.alt,
            "usage": image.usage,
        }
        super().__init__(*args, initial=initial, prefix=f"p{image.pk}", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "f"
        self.fields["agency"].widget.attrs["list"] = "agencies"

    def clean_agency(self) -> Organisation | None:
        return agency_named(self.cleaned_data["agency"], self.agencies)

    @property
    def change(self) -> dict[str, Any]:
        """What ``lifecycle.describe`` takes: only what was typed anew."""
        typed = {name: self.cleaned_data[name] for name in self.changed_data}
        if "photographer" in typed:
            typed |= photographer_named(typed.pop("photographer"))
        if typed.get("agency") or "photographer_name" in typed:
            typed["credit_override"] = ""  # the line by hand was a stopgap for what is known now
        return typed


def agency_named(name: str, agencies: dict[str, Organisation]) -> Organisation | None:
    """``agencies``: every spelling, folded → the organisation."""
    name = name.strip()
    if name and name.casefold() not in agencies:
        raise forms.ValidationError(
            _("We know no agency “%(name)s”. Add it under Organisations first.") % {"name": name}
        )
    return agencies.get(name.casefold())


def photographer_named(name: str) -> dict[str, Any]:
    """The person if we know exactly one of that name, else the name as typed."""
    known = list(Person.objects.filter(name=name.strip())[:2]) if name.strip() else []
    if len(known) == 1:
        return {"photographer": known[0], "photographer_name": ""}
    return {"photographer": None, "photographer_name": name.strip()}


class ManyForm(forms.Form):
    """What is typed is meant for all chosen pictures; what is empty stays as it is at each of them."""

    agency = forms.CharField(label=_("Agency"), required=False, max_length=120)
    photographer = forms.CharField(label=_("Photographer"), required=False, max_length=160)
    usage = forms.ChoiceField(
        label=_("Use"),
        required=False,
        choices=[("", "–"), *Usage.choices],
        help_text=_("Social network: 30 days, handout and pool: a year, restricted: a week, where no end is set."),
    )
    free_from = forms.DateField(label=_("Free from"), required=False)
    free_until = forms.DateField(label=_("Free until"), required=False, help_text=_("The last day."))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    tags = forms.CharField(label=_("Tags for all"), required=False, max_length=300)

    def __init__(self, *args: Any, agencies: dict[str, Organisation], **kwargs: Any) -> None:
        self.agencies = agencies
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "f"
        self.fields["agency"].widget.attrs["list"] = "agencies"

    def clean_agency(self) -> Organisation | None:
        return agency_named(self.cleaned_data["agency"], self.agencies)

    def clean_tags(self) -> list[Tag]:
        names = [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]
        found = {tag.name.casefold(): tag for tag in Tag.objects.filter(merged_into=None)} if names else {}
        if unknown := [name for name in names if name.casefold() not in found]:
            raise forms.ValidationError(_("There is no tag “%(name)s”.") % {"name": unknown[0]})
        return [found[name.casefold()] for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("free_from"), cleaned.get("free_until")
        if begin and end and end < begin:
            self.add_error("free_until", _("The rights would end before they begin."))
        return cleaned

    @property
    def change(self) -> dict[str, Any]:
        typed = self.cleaned_data
        told: dict[str, Any] = {name: typed[name] for name in ("agency", "usage") if typed[name]}
        if typed["photographer"]:
            told |= photographer_named(typed["photographer"])
        if typed["free_from"]:
            told["available_from"] = timezone.make_aware(datetime.combine(typed["free_from"], time.min))
        if typed["free_until"]:
            told["available_until"] = timezone.make_aware(datetime.combine(typed["free_until"], time(23, 59, 59)))
        return told
