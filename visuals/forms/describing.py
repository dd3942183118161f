"""What is typed of pictures on the sheet and in the drawer. Nobody is created here."""

import json
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, Person
from topics.models import Tag
from visuals import lifecycle
from visuals.models import Image, Usage


class DescriptionForm(forms.Form):
    """One picture on the sheet; agency and photographer are typed as they are printed. Nobody is created here."""

    agency = forms.CharField(label=_("Agency"), required=False, max_length=120)
    photographer = forms.CharField(label=_("Photographer"), required=False, max_length=160)
    caption = forms.CharField(label=_("Caption"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    alt = forms.CharField(label=_("Alternative text"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    usage = forms.ChoiceField(label=_("Use"), required=False, choices=[("", "–"), *Usage.choices])
    people = forms.MultipleChoiceField(label=_("To be seen"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, image: Image, agencies: dict[str, Organisation], named: Iterable[Person] = (), **kwargs: Any
    ) -> None:
        """``named``: whom the files name and we know; ``image.people`` has to be fetched before."""
        self.image, self.agencies = image, agencies
        there = list(image.people.all())
        said = {name.casefold() for name in image.metadata.get("values", {}).get("people", [])}
        proposed = [person for person in named if person.name.casefold() in said]
        self.known = {str(person.pk): person for person in (*there, *proposed)}
        initial = {
            "agency": image.agency.name if image.agency else "",
            "photographer": image.photographer.name if image.photographer else image.photographer_name,
            "caption": image.caption,
            "alt": image.alt,
            "usage": image.usage,
            "people": [str(person.pk) for person in there],
        }
        super().__init__(*args, initial=initial, prefix=f"p{image.pk}", **kwargs)
        for name, field in self.fields.items():
            if name != "people":
                field.widget.attrs["class"] = "f"
        self.fields["people"].choices = [(key, person.name) for key, person in self.known.items()]
        self.fields["agency"].widget.attrs["list"] = "agencies"

    def clean_agency(self) -> Organisation | None:
        return agency_named(self.cleaned_data["agency"], self.agencies)

    @property
    def id_prefix(self) -> str:
        """What the ids of its fields begin with."""
        return f"id_{self.prefix}-"

    @property
    def offered_alt(self) -> str:
        """The file's own alternative text, for the button that takes it."""
        return json.dumps({f"{self.id_prefix}alt": self.image.metadata["values"]["alt"]})

    @property
    def shorter_caption(self) -> str:
        """The caption without the credit that closes it, for the button that takes it; "" if that is done."""
        shorter = self.image.metadata.get("suggestions", {}).get("caption")
        untouched = self.image.caption == self.image.metadata.get("values", {}).get("caption")
        return json.dumps({f"{self.id_prefix}caption": shorter}) if shorter and untouched else ""

    @property
    def change(self) -> lifecycle.Change:
        """Only what was typed anew."""
        typed = {name: self.cleaned_data[name] for name in self.changed_data}
        keys = typed.pop("people", None)
        people = None if keys is None else tuple(self.known[key] for key in keys)
        if "photographer" in typed:
            typed |= photographer_named(typed.pop("photographer"))
        if typed.get("agency") or "photographer_name" in typed:
            typed["credit_override"] = ""  # the line by hand was a stopgap for what is known now
        return lifecycle.Change(typed, people=people)


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


#: What the drawer asks for by its last day, and where that is kept by its last second.
LAST_DAYS = {"free_until": "available_until", "feed_until": "feed_until", "syndication_until": "syndication_until"}


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
    feed_until = forms.DateField(label=_("In feeds until"), required=False)
    syndication_until = forms.DateField(label=_("For partners until"), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("For a longer right; it is logged.")
    )
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
        begin = cleaned.get("free_from")
        for name in LAST_DAYS:
            if begin and cleaned.get(name) and cleaned[name] < begin:
                self.add_error(name, _("The rights would end before they begin."))
        return cleaned

    @property
    def change(self) -> dict[str, Any]:
        typed = self.cleaned_data
        told: dict[str, Any] = {name: typed[name] for name in ("agency", "usage") if typed[name]}
        if typed["photographer"]:
            told |= photographer_named(typed["photographer"])
        if typed["free_from"]:
            told["available_from"] = timezone.make_aware(datetime.combine(typed["free_from"], time.min))
        for name, column in LAST_DAYS.items():
            if typed[name]:
                told[column] = timezone.make_aware(datetime.combine(typed[name], time(23, 59, 59)))
        return told
