"""What readers look for. Addresses are typed by hand and passed on, so nothing odd in them may break the page."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.models import Printed
from articles.search.asking import Wish

#: what stands in the address
NAMES = {
    "de": {
        "section": "rubrik", "kind": "art", "since": "von", "until": "bis", "with_video": "mit-video", "order": "folge",
    },
    "en": {"since": "from", "until": "to", "with_video": "with-video"},
}[settings.SITE_LANGUAGE]  # fmt: skip
VIDEO = "video"
NEWEST = {"de": "neu", "en": "newest"}[settings.SITE_LANGUAGE]
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)


class Day(forms.DateField):
    def __init__(self, label: str):
        days = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=False, widget=days, localize=False)

    def clean(self, value):
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("There is no news of that day."))
        return day


class SearchForm(forms.Form):
    q = forms.CharField(required=False, label=_("What are you looking for?"))
    section = forms.RegexField(r"^[-\w]{1,60}\Z", required=False)
    kind = forms.ChoiceField(required=False, choices=[("", _("all")), *Printed.Kind.choices, (VIDEO, _("videos"))])
    since = Day(_("from the"))
    until = Day(_("to the"))
    with_video = forms.BooleanField(required=False)
    order = forms.ChoiceField(required=False, choices=[("", ""), (NEWEST, "")])

    def add_prefix(self, field_name):
        return NAMES.get(field_name, field_name)

    @property
    def wants_clips(self) -> bool:
        return self.cleaned_data.get("kind") == VIDEO

    def wish(self) -> Wish:
        """What could be understood; what could not is told by ``errors`` and left out."""
        self.full_clean()
        given = self.cleaned_data
        return Wish(
            words=given.get("q", ""),
            section=given.get("section", ""),
            kind="" if self.wants_clips else given.get("kind", ""),
            since=given.get("since"),
            until=given.get("until"),
            with_video=given.get("with_video", False),
            newest_first=given.get("order") == NEWEST,
        )
