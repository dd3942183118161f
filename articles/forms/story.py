"""What the desk types into a story. The body is typed as text, in the notation of a pasted story."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.body import notation, wording
from articles.models import Article, Byline, StorySlug
from topics.forms import TaggedForm

INHERITED = {
    "teaser_kicker": "kicker",
    "teaser_headline": "headline",
    "teaser_text": "lead",
    "lead_image_caption": "lead_image.caption",
    "lead_image_credit": "lead_image.credit",
}


class BodyField(forms.CharField):
    """The body as text; what a browser makes of line ends is no change."""

    widget = forms.Textarea(attrs={"rows": 32, "spellcheck": "true", "class": "bodytext"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return wording.clean(super().to_python(value)).strip()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "").strip() != self.to_python(data)


class ArticleForm(TaggedForm):
    text = BodyField(
        label=_("Text"),
        help_text=_(
            "Blocks are separated by an empty line. A quote ends in „ and the name, a picture in “Quelle: …”, "
            "a video in “23.08.2025 | 0:23 min”. **strong**, *emphasis*, [words](https://…)."
        ),
    )
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overwrite = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = [
            "kicker", "headline", "lead", "section", "kind", "language", "place", "tags", "story_date", "stage",
            "lead_image", "lead_image_caption", "lead_image_credit", "teaser_kicker", "teaser_headline", "teaser_text",
            "series", "series_part", "translation_of", "slug", "expires_at", "note",
        ]  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1}),
            "kicker": forms.TextInput(),
            "lead": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "teaser_text": forms.Textarea(attrs={"rows": 3}),
            "teaser_headline": forms.TextInput(),
            "lead_image_caption": forms.Textarea(attrs={"rows": 2}),
        }

    #: text that was typed earlier and never saved, shown when she asks for it
    unsaved: dict[str, str] | None = None
    #: what a verb answered to the same request a moment ago; shown instead of asking it again
    refusal = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        story = self.instance
        if "text" in self.fields:
            self.initial["text"] = notation.write(story.body or {}, story.language) if story.pk else ""
        self.initial["base_version"] = story.version
        if self.unsaved and not self.is_bound:
            self.initial.update(self.unsaved)
        for name, source in INHERITED.items():
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = _shown(story, source)

    def clean_headline(self) -> str:
        return _one_line(self.cleaned_data["headline"])

    def clean_kicker(self) -> str:
        return _one_line(self.cleaned_data["kicker"])

    def clean_teaser_headline(self) -> str:
        return _one_line(self.cleaned_data["teaser_headline"])

    def clean_lead(self) -> str:
        return wording.clean(self.cleaned_data["lead"])

    def clean_slug(self) -> str | None:
        slug = self.cleaned_data["slug"] or None
        if slug and StorySlug.objects.filter(slug=slug).exclude(article=self.instance.pk).exists():
            raise forms.ValidationError(gettext("Readers already know another story by this address."))
        return slug

    def clean_translation_of(self) -> Article | None:
        original = self.cleaned_data["translation_of"]
        if original and original.pk == self.instance.pk:
            raise forms.ValidationError(gettext("A story cannot be the translation of itself."))
        return original

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        self._check_version(cleaned)
        return cleaned

    def _check_version(self, cleaned: dict[str, Any]) -> None:
        """Two people in one story: the second is told who was first, and keeps every word typed."""
        base = cleaned.get("base_version")
        if not self.instance.pk or base is None or base == self.instance.version or cleaned.get("overwrite"):
            return
        last = self.instance.revisions.select_related("by").first()
        self.fields["overwrite"].widget = forms.CheckboxInput()
        self.conflict = True
        raise forms.ValidationError(
            gettext(
                "%(who)s saved this story at %(time)s, after you opened it. Nothing of yours has been stored yet; "
                "your text still stands here. Save it over theirs, which stays among the versions, or open the "
                "story in a second window and compare."
            )
            % {
                "who": (last and last.by) or gettext("Somebody"),
                "time": f"{timezone.localtime(last.at if last else None):%H:%M}",
            }
        )


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["person", "name", "position"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("person") and not cleaned.get("name"):
            self.add_error("name", _("A byline names a person, or somebody by name."))
        return cleaned


def _one_line(text: str) -> str:
    """Headlines wrap by themselves; line ends and direction marks typed into one are accidents."""
    return " ".join(wording.clean(text).split())


def _shown(story: Article, source: str) -> str:
    value: Any = story
    for name in source.split("."):
        value = getattr(value, name, None)
    return str(value or "")
