"""What a file says of itself, told to the desk: each value with where it stood, and a button that takes it again."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from visuals.pipeline.metadata.dates import day_of

register = template.Library()

LABELS = {
    "credit": gettext_lazy("credit"),
    "provider": gettext_lazy("agency"),
    "photographers": gettext_lazy("photographer"),
    "credit_field": pgettext_lazy("of a picture file", "credit field"),
    "creator": gettext_lazy("by-line"),
    "source": pgettext_lazy("of a picture file", "source"),
    "caption": gettext_lazy("caption"),
    "headline": gettext_lazy("headline"),
    "title": pgettext_lazy("of a picture file", "title or code"),
    "alt": gettext_lazy("alternative text"),
    "taken_at": gettext_lazy("taken"),
    "people": gettext_lazy("people shown"),
    "place": gettext_lazy("place"),
    "location": pgettext_lazy("of a picture file", "spot"),
    "city": gettext_lazy("city"),
    "state": gettext_lazy("state"),
    "country": gettext_lazy("country"),
    "country_code": gettext_lazy("country code"),
    "copyright": gettext_lazy("copyright"),
    "usage_terms": gettext_lazy("terms of use"),
    "data_mining": gettext_lazy("data mining"),
    "instructions": gettext_lazy("instructions"),
    "supplier_id": gettext_lazy("number of the agency"),
    "digital_source": gettext_lazy("made by a model"),
    "keywords": gettext_lazy("keywords"),
    "available_until": gettext_lazy("rights until"),
}
RAW = {"credit": "credit_field"}  # what stands in the field of that name, beside the line we made of everything
#: What a value can be taken into: field of the file → field of the form. What a screen lacks is only shown there.
ON_SHEET = {"provider": "agency", "photographers": "photographer", "creator": "photographer", "caption": "caption",
            "alt": "alt"}  # fmt: skip
ON_PAGE = {
    "credit": "credit_override", "photographers": "photographer_name", "creator": "photographer_name",
    "caption": "caption", "alt": "alt", "headline": "title", "title": "title", "usage_terms": "terms",
    "instructions": "terms", "taken_at": "taken_on", "keywords": "tags", "place": "place", "city": "place",
    "supplier_id": "supplier_id", "available_until": "available_until",
}  # fmt: skip
#: What the reader of files warns of, in the desk's words; what is not here concerns the file and not the desk.
WARNINGS = (
    (
        r"restriction: proposed last day (\d+)-(\d+)-(\d+)",
        gettext_lazy("By its instructions it may be shown until {2}.{1}.{0}."),
    ),
    (r"restriction: (.*)", gettext_lazy("The instructions say: {0}")),
    (r"taken_at: .* lies in the future: (.*)", gettext_lazy("A date in the file lies in the future: {0}")),
    (r"taken_at: blocks disagree about the day: (.*)", gettext_lazy("The file names several days: {0}")),
    (r"taken_at: .* is no date: (.*)", gettext_lazy("A date in the file is none: {0}")),
    (r"digital_source: .*", gettext_lazy("Generated or altered by a model, as the file says.")),
    (r"usage_terms: data mining.*", gettext_lazy("Data mining is not allowed, or only within limits.")),
    (r"gps: .*", gettext_lazy("The file knows the spot where it was taken; that is not kept.")),
)  # fmt: skip


@register.inclusion_tag("desk/pictures/_said.html")
def said_by_file(metadata: dict[str, Any] | None, form_prefix: str = "", *, page: bool = False) -> dict[str, Any]:
    """``form_prefix``: what the ids of the form's fields begin with, "id_p12-"; "" is for reading only."""
    metadata = metadata or {}
    fields = (ON_PAGE if page else ON_SHEET) if form_prefix else {}
    groups = [
        {"label": LABELS.get(name, name), "found": [_one(each, name, form_prefix, fields) for each in found]}
        for name, found in _told(metadata)
    ]
    return {"groups": groups, "warnings": [_in_words(each) for each in metadata.get("values", {}).get("warnings", [])]}


def _told(metadata: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What we made of it first, then what stands in the file."""
    values, suggestions = metadata.get("values", {}), metadata.get("suggestions", {})
    read = {"source": _("as we read it")}
    for name in ("credit", "provider", "photographers", "place"):
        if value := values.get(name):
            yield name, [read | {"values": value if isinstance(value, list) else [value]}]
    if last := suggestions.get("available_until"):
        yield "available_until", [read | {"values": [last]}]
    for name, found in metadata.get("found", {}).items():
        shorter = suggestions.get("caption") if name == "caption" else ""
        more = [{"source": _("without its credit"), "values": [shorter]}] if shorter else []
        yield RAW.get(name, name), [*found, *more]


def _one(each: dict[str, Any], name: str, prefix: str, fields: dict[str, str]) -> dict[str, Any]:
    texts = [str(value) for value in each.get("values", [])]
    text = ("; " if name == "people" else ", ").join(texts)
    take = {}
    if name in fields and text:
        take = {f"{prefix}{field}": value for field, value in _taken(fields[name], text).items()}
    packed = json.dumps(take) if take else ""
    return {"source": each.get("source", ""), "text": text, "take": packed, "add": name == "keywords"}


def _taken(field: str, text: str) -> dict[str, str]:
    """A field of the form may be two inputs: a day and a time."""
    if field == "available_until":
        return {"available_until_0": text, "available_until_1": "23:59:59"}
    if field == "taken_on":
        day = day_of(text)
        return {field: day.isoformat()} if day else {}
    return {field: text}


def _in_words(warning: str) -> str:
    for pattern, words in WARNINGS:
        if found := re.fullmatch(pattern, warning):
            return str(words).format(*found.groups())
    return warning
