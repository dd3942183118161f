"""The body of a story in a form: the editor on top, the JSON below it, the gate behind both."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.picker import KINDS
from articles.body import canonical, validate

Json = dict[str, Any]


def compact(body: Any) -> str:
    """As a browser writes JSON, so that an untouched body goes back byte for byte."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


class BodyWidget(forms.Widget):
    """A text area that the editor takes over. ``problems`` is what the gate said of the body it shows."""

    problems: tuple[validate.Problem, ...] = ()

    class Media:
        css = {"all": [f"css/desk/{name}.css" for name in ("editor", "editor-cards", "editor-tools", "editor-margin")]}
        js = [Script("js/admin/editor/shell.js", type="module")]

    def render(self, name: str, value: Any, attrs: Json | None = None, renderer: Any = None) -> str:
        context = {
            "name": name,
            "value": value,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "icons": static("img/desk/icons.svg"),
            "pick": json.dumps({kind: reverse("admin:articles_article_pick", args=[kind]) for kind in KINDS}),
            "recognise": reverse("admin:articles_article_recognise"),
            "problems": json.dumps([{"block": p.block, "sentence": p.sentence} for p in self.problems]),
            "language": get_language(),
            "day": timezone.localdate().isoformat(),
        }
        return render_to_string("desk/editor_widget.html", context)


class BodyField(forms.Field):
    """Its value is the canonical body; whatever does not pass the gate is refused, block by block."""

    widget = BodyWidget
    #: the body as it is stored: what nobody touched passes, however old it is, byte for byte
    stored: Json | None = None
    default_error_messages = {
        "unreadable": _("This is not a story body. Please reload the page; your text is kept in this field."),
        "too_large": _("The story is too large: 2 MB are the most that can be kept."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "label": _("text"), **kwargs})

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else compact(value or canonical.empty())

    def to_python(self, value: Any) -> Json:
        if not isinstance(value, str):
            return canonical.canonical(value)
        if len(value.encode(errors="replace")) > validate.LARGEST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        try:
            body = json.loads(value or "{}", parse_constant=_no_number)
            return self.stored if self.stored and body == self.stored else canonical.canonical(body)
        except (ValueError, RecursionError) as problem:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from problem

    def validate(self, value: Any) -> None:
        if value is self.stored and value is not None:
            return
        try:
            validate.check(value)
        except validate.BodyRefused as refused:
            self.widget.problems = tuple(refused.problems)
            sentences = [forms.ValidationError(problem.sentence, code="refused") for problem in refused.problems]
            raise forms.ValidationError(sentences) from refused
        except RecursionError as problem:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from problem

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return canonical.canonical(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


def _no_number(name: str) -> Any:
    raise ValueError(name)
