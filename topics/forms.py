"""Tags typed freely: which of them are new, for nothing may be created without saying so."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.forms import TagField

from kit.forms import AddressForm
from topics.models import Tag

LONGEST = 100
MOST = 100  # tags of one row; a thousand would be a list nobody made


def unknown_tags(names: Iterable[str]) -> list[str]:
    """Those no tag is called yet, whatever the case; in the order typed."""
    wanted = list(dict.fromkeys(names))
    known = set(
        Tag.objects.annotate(low=Lower("name"))
        .filter(low__in=[name.lower() for name in wanted])
        .values_list("low", flat=True)
    )
    return [name for name in wanted if name.lower() not in known]


class TagsWidget(forms.TextInput):
    def format_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return ", ".join(getattr(tag, "name", str(tag)) for tag in value or [])


class TagsField(TagField):
    """Separated by commas and nothing else: a tag of two words is one tag, without quotes around it."""

    widget = TagsWidget

    def clean(self, value: Any) -> list[str]:
        typed = forms.CharField.clean(self, value)
        names = (" ".join(name.split()) for name in typed.split(","))
        return list(dict.fromkeys(filter(None, names)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            names = self.clean(data)
        except forms.ValidationError:
            return True
        return {getattr(tag, "name", str(tag)) for tag in initial or []} != set(names)


class TaggedForm(forms.ModelForm):
    """For rows with a ``tags`` field. ``user`` decides whether a tag may be new; ``new_tags`` says which are."""

    tags = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        widget=TagsWidget(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Separated by commas."),
    )
    user: Any = None

    def clean_tags(self) -> list[str]:
        names = self.cleaned_data["tags"]
        if len(names) > MOST:
            told = _("%(n)s tags are more than a story can have; %(most)s are the most.")
            raise forms.ValidationError(told % {"n": len(names), "most": MOST})
        for name in names:
            if len(name) > LONGEST:
                raise forms.ValidationError(_("A tag is a word or two; “%(tag)s…” is too long.") % {"tag": name[:40]})
        self.new_tags = unknown_tags(names) if "tags" in self.changed_data else []
        if self.new_tags and self.user and not self.user.has_perm("topics.add_tag"):
            raise forms.ValidationError(
                _("There is no tag “%(tag)s” yet. Please choose one there is, or ask the desk to add it.")
                % {"tag": self.new_tags[0]}
            )
        return names

    def told(self) -> str:
        """What to say about new tags after saving; "" if there were none."""
        new = getattr(self, "new_tags", [])
        if not new:
            return ""
        return _("New tag: %(tags)s.") % {"tags": ", ".join(_("“%(tag)s”") % {"tag": name} for name in new)}


class TagForm(AddressForm):
    address_fallback = "tag"

    class Meta:
        model = Tag
        fields = ["name", "slug", "aliases", "description", "merged_into"]
        widgets = {
            "aliases": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_merged_into(self) -> Tag | None:
        """A chain of merged tags would send readers on twice, a ring for ever."""
        target = self.cleaned_data["merged_into"]
        if target is None:
            return None
        if target == self.instance:
            raise forms.ValidationError(_("A tag cannot be merged into itself."))
        if target.merged_into_id:
            raise forms.ValidationError(
                _("“%(tag)s” has itself been merged into “%(other)s”. Please choose that one.")
                % {"tag": target, "other": target.merged_into}
            )
        if self.instance.pk and self.instance.merged.exists():
            raise forms.ValidationError(
                _("Other tags have been merged into this one. Please send them on to “%(tag)s” first.")
                % {"tag": target}
            )
        return target
