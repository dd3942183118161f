"""What the desk types into a story. The body is typed as text, in the notation of a pasted story."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.body import notation, paste, wording
from articles.models import Article, Byline, Correction, Section, StorySlug
from kit.forms import AddressForm
from topics.forms import TaggedForm

LARGEST = 5 * 1024 * 1024  # bytes of one pasted story
LONGEST = 1_000_000  # characters: what is longer keeps the parser, and whoever waits for it, too long
NOTHING = _("There is nothing in it yet. Paste the text of the story, or choose a file.")
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


class SectionForm(AddressForm):
    address_fallback = "section"

    class Meta:
        model = Section
        fields = ["name", "slug", "position", "description"]


class PlanForm(forms.Form):
    at = forms.SplitDateTimeField(label=_("appears"), widget=AdminSplitDateTime)


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


def _one_line(text: str) -> str:
    """Headlines wrap by themselves; line ends and direction marks typed into one are accidents."""
    return " ".join(wording.clean(text).split())


def _shown(story: Article, source: str) -> str:
    value: Any = story
    for name in source.split("."):
        value = getattr(value, name, None)
    return str(value or "")


class PasteForm(forms.Form):
    """A text or a file, read at once: ``story`` is what was recognised, ``source`` the text it was recognised in."""

    text = forms.CharField(label=_("text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 22}))
    file = forms.FileField(label=_("or a file"), required=False, help_text=_(".txt or .docx, up to 5 MB"))
    section = forms.ModelChoiceField(label=_("section"), queryset=Section.objects.none(), required=False)

    def __init__(self, *args: Any, sections: QuerySet[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        # What is typed or pasted may hold NUL and the like: the parser cleans it, and nothing is refused for it.
        self.fields["text"].validators = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        size = file.size if file else len(text.encode(errors="replace"))
        if size > LARGEST:
            told = gettext("That is %(size)s; a story may have 5 MB at most. Please paste only the text of the story.")
            raise forms.ValidationError(told % {"size": filesizeformat(size)})
        if not file and not wording.clean(text).strip():
            raise forms.ValidationError(NOTHING)
        try:
            self.story = paste.parse(self._of_file(file) if file else self._fitting(text))
        except paste.NotText as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not self.story.source.strip():
            raise forms.ValidationError(NOTHING)
        if self.repaired and "encoding_repaired" not in self.story.warnings:
            self.story = replace(self.story, warnings=(*self.story.warnings, "encoding_repaired"))
        self.source, self.name = self.story.source, file.name if file else ""
        return cleaned

    #: the file's characters were damaged and have been mended
    repaired = False

    def _of_file(self, file: Any) -> str:
        data: bytes = file.read()
        if file.name.lower().endswith(".docx"):
            return self._fitting(paste.read_docx(data))
        decoded = paste.decode(data)
        self.repaired = decoded.repaired
        return self._fitting(decoded.text)

    def _fitting(self, text: str) -> str:
        if len(text) > LONGEST:
            told = gettext("These are %(words)s words, more than a book has. Please paste only the text of the story.")
            raise forms.ValidationError(told % {"words": formats.number_format(len(text.split()), force_grouping=True)})
        return text
