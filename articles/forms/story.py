"""What the desk types into a story. The body is typed as text, in the notation of a pasted story."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import lifecycle
from articles.body import notation, wording
from articles.lifecycle import merging, states
from articles.models import Article, ArticlePerson, Byline, StorySlug
from topics.forms import TaggedForm

#: what an empty field takes over, live while one types: a field of the same form …
INHERITED = {"teaser_kicker": "kicker", "teaser_headline": "headline", "teaser_text": "lead"}
#: … or what the library says of the lead picture
FROM_PICTURE = {"lead_image_caption": "caption", "lead_image_credit": "credit"}
#: how many characters are best; more is allowed
BEST = {
    "kicker": 40, "headline": 60, "lead": 220, "teaser_kicker": 40, "teaser_headline": 60, "teaser_text": 160,
    "lead_image_caption": 250,
}  # fmt: skip


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
    #: one form that was drawn; sent twice, it is stored once
    save_token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version_name = forms.CharField(label=_("name of this version"), required=False, max_length=120)

    class Meta:
        model = Article
        fields = [
            "kicker", "headline", "lead", "section", "kind", "language", "place", "tags", "story_date", "stage",
            "lead_image", "lead_image_caption", "lead_image_credit", "teaser_kicker", "teaser_headline", "teaser_text",
            "series", "series_part", "translation_of", "slug", "note",
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

    #: what a verb answered to the same request a moment ago; shown instead of asking it again
    refusal = ""
    #: the fields that somebody else changed, too, and what they wrote there
    asked: lifecycle.Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        story = self.instance
        if "text" in self.fields:
            self.initial["text"] = notation.write(story.body or {}, story.language) if story.pk else ""
        self.initial["base_version"] = story.version
        self.initial["save_token"] = secrets.token_urlsafe(11)
        self._tell_widgets(story)

    def _tell_widgets(self, story: Article) -> None:
        """What the page counts and shows in grey, as attributes: the same with and without a script."""
        for name, best in BEST.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-best"] = best
        if not story.pk and not self.is_bound and "headline" in self.fields:
            self.fields["headline"].widget.attrs["autofocus"] = True
        for name, source in INHERITED.items():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"placeholder": getattr(story, source), "data-inherits": source}
        for name, source in FROM_PICTURE.items():
            if name in self.fields:
                shown = str(getattr(story.lead_image, source, "") or "")
                self.fields[name].widget.attrs |= {"placeholder": shown, "data-picture": source}

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
            self._show_both()
            raise forms.ValidationError(self.refusal)
        return cleaned

    def _show_both(self) -> None:
        """Two people in one field: what the other one wrote stands below what stands here."""
        for question in self.asked.questions if self.asked else ():
            name = states.field_name(question.name)
            if name in self.fields:
                words = {"who": merging.names(self.asked.others), "text": _said(self, name, question.theirs)}
                self.add_error(name, gettext("%(who)s wrote here at the same time: “%(text)s”") % words)


class NamedForm(forms.ModelForm):
    """A row that points at a person; its field of choice is told whom, because the row knows already."""

    class Meta:
        model = ArticlePerson
        fields = ["person", "role", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.person_id and "person" in self.fields:
            widget = self.fields["person"].widget
            chosen = getattr(widget, "widget", widget)  # the desk wraps it in its links
            chosen.known = (str(self.instance.person_id), str(self.instance.person))


class BylineForm(NamedForm):
    class Meta:
        model = Byline
        fields = ["person", "name", "position"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("person") and not cleaned.get("name"):
            self.add_error("name", _("A byline names a person, or somebody by name."))
        return cleaned


def _said(form: ArticleForm, name: str, value: Any) -> str:
    """As a reader of the form would see it: the choice, not its key."""
    choices = getattr(form.fields[name], "queryset", None)
    if choices is not None:
        return str(choices.filter(pk=value).first() or gettext("nothing"))
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value) or gettext("nothing"))


def _one_line(text: str) -> str:
    """Headlines wrap by themselves; line ends and direction marks typed into one are accidents."""
    return " ".join(wording.clean(text).split())
