"""What is typed when a front is arranged or breaking news sent; a pin or a rule comes out ready to be stored."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Section
from fronts.body.layout import MOST_SLOTS, Rule
from fronts.lifecycle import Alarm
from kit.forms import MomentField
from topics.models import Tag

AREAS = (("band", _("Section band")), ("opinion", _("Opinion")), ("topic", _("Topic")), ("strip", _("Videos")))


class PinForm(forms.Form):
    since = MomentField(required=False, label=_("from"))
    until = MomentField(required=False, label=_("until"))
    headline = forms.CharField(required=False, max_length=300, label=_("headline here"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            raise forms.ValidationError(gettext("The story would leave the slot before it comes into it."))
        return cleaned


class RuleForm(forms.Form):
    """Empty means any; the automatic rule of a slot."""

    order = forms.ChoiceField(choices=[("newest", _("the newest")), ("linked", _("the most linked"))], label=_("order"))
    section = forms.ModelChoiceField(Section.objects.all(), required=False, label=_("section"), empty_label=_("any"))
    tag = forms.ModelChoiceField(
        Tag.objects.filter(merged_into=None), required=False, label=_("tag"), empty_label=_("any")
    )
    kind = forms.ChoiceField(choices=[("", _("any")), *Edition.Kind.choices], required=False, label=_("kind"))
    hours = forms.IntegerField(required=False, min_value=1, max_value=24 * 366, label=_("not older than, in hours"))

    def rule(self) -> Rule:
        cleaned = self.cleaned_data
        return Rule(
            order=cleaned["order"],
            section=cleaned["section"].pk if cleaned["section"] else None,
            tag=cleaned["tag"].pk if cleaned["tag"] else None,
            kind=cleaned["kind"] or None,
            hours=cleaned["hours"],
        )


class AreaForm(forms.Form):
    title = forms.CharField(required=False, max_length=80, label=_("title"))
    count = forms.IntegerField(min_value=1, max_value=MOST_SLOTS, label=_("slots"))


class AddAreaForm(forms.Form):
    kind = forms.ChoiceField(choices=AREAS, label=_("area"))
    section = forms.ModelChoiceField(Section.objects.all(), required=False, label=_("section"), empty_label="–")
    tag = forms.ModelChoiceField(
        Tag.objects.filter(merged_into=None), required=False, label=_("tag"), empty_label=_("of these days")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "band" and not cleaned.get("section"):
            self.add_error("section", gettext("Choose the section whose stories stand there."))
        return cleaned

    def target(self) -> int | None:
        chosen = self.cleaned_data.get({"band": "section", "topic": "tag"}.get(self.cleaned_data["kind"], ""))
        return chosen.pk if chosen else None


class PublishForm(forms.Form):
    moment = MomentField(required=False, label=_("from"))
    name = forms.CharField(required=False, max_length=60, label=_("name"))


class BreakingForm(forms.Form):
    """As little as possible: one line is enough."""

    LASTS = (("30", _("30 minutes")), ("60", _("1 hour")), ("120", _("2 hours")), ("240", _("4 hours")))

    headline = forms.CharField(max_length=120, label=_("What has happened"))
    lead = forms.CharField(required=False, max_length=600, widget=forms.Textarea, label=_("What is known so far"))
    section = forms.ModelChoiceField(Section.objects.all(), required=False, label=_("section"), empty_label=None)
    lasts = forms.ChoiceField(choices=LASTS, initial="120", label=_("stands for"))
    story = forms.ModelChoiceField(
        Article.objects.none(), required=False, label=_("leads to"), empty_label=_("a new story of these lines")
    )

    def __init__(self, *args: Any, stories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].queryset = stories

    def alarm(self) -> Alarm:
        cleaned = self.cleaned_data
        return Alarm(
            headline=cleaned["headline"],
            lasts=timedelta(minutes=int(cleaned["lasts"])),
            lead=cleaned["lead"],
            section=cleaned["section"],
            story=cleaned["story"],
        )
