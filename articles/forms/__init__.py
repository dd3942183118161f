"""What the desk types: a story, a deed's reasons, a text from elsewhere."""

from articles.forms.deeds import CorrectionForm, EmbargoForm, ExpiryForm, PlanForm, WithdrawForm
from articles.forms.pasting import PasteForm
from articles.forms.section import SectionForm
from articles.forms.story import ArticleForm, BylineForm, NamedForm

__all__ = [
    "ArticleForm",
    "BylineForm",
    "CorrectionForm",
    "NamedForm",
    "EmbargoForm",
    "ExpiryForm",
    "PasteForm",
    "PlanForm",
    "SectionForm",
    "WithdrawForm",
]
