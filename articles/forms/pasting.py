"""A story that comes from elsewhere: pasted, or as a file."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.body import paste, wording
from articles.models import Section

LARGEST = 5 * 1024 * 1024  # bytes of one pasted story
LONGEST = 1_000_000  # characters: what is longer keeps the parser, and whoever waits for it, too long
NOTHING = _("There is nothing in it yet. Paste the text of the story, or choose a file.")


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
