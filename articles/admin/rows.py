"""Bylines and people of a sent form as lists of values: which database row each was does not matter.

Somebody else may have deleted, added or reordered those rows since the form was opened; that is no error of the form.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from articles.lifecycle import states
from articles.models import ArticlePerson, Byline

MOST = 1000
#: prefix of the rows in the form → list of a version, model, what is typed into a row besides its place
ROWS: dict[str, tuple[str, type[Model], tuple[str, ...]]] = {
    "bylines": ("bylines", Byline, ("person", "name")),
    "named": ("people", ArticlePerson, ("person", "role")),
}


def by_value(post: QueryDict, object_id: str | None) -> QueryDict:
    """The same form, each row tied to the stored row that says the same, and to none where there is none (any more)."""
    if not object_id or not object_id.isdecimal():
        return post
    data = post.copy()
    for prefix, (_name, model, typed) in ROWS.items():
        sent = list(_sent(post, prefix, typed))
        if not sent and f"{prefix}-TOTAL_FORMS" not in post:
            continue
        stored = model._default_manager.filter(article=object_id).order_by("position", "pk")
        free = {key: [row.pk for row in stored if _key(row, typed) == key] for key in {_key(r, typed) for r in stored}}
        for row in sent:
            same = free.get((row["person"],) if model is ArticlePerson else (row["person"], row["name"]))
            row["id"] = str(same.pop(0)) if same else ""
        _write(data, prefix, sorted(sent, key=lambda row: not row["id"]))
    return data


def put(data: QueryDict, lists: states.Lists) -> None:
    """Set these lists in a form that is shown again."""
    for prefix, (name, _model, typed) in ROWS.items():
        sent = [
            {field: str(row[field] or "") for field in typed} | {"position": str(place), "id": ""}
            for place, row in enumerate(lists[name])
        ]
        _write(data, prefix, sent)


def said(formset: BaseInlineFormSet) -> states.Lists:
    """The list of one formset, in the order its places give. Other rows than ours say nothing."""
    found = next((entry for entry in ROWS.values() if entry[1] is formset.model), None)
    if found is None:
        return {}
    formset.save(commit=False)  # tells Django's own log what was added and changed
    filled = [form.cleaned_data for form in formset.forms if form.has_changed() or form.instance.pk]
    kept = [row for row in filled if row and not row.get("DELETE") and (row.get("person") or row.get("name"))]
    kept.sort(key=lambda row: row.get("position") or 0)
    if formset.model is Byline:
        return {"bylines": [states.byline(row.get("person"), row.get("name") or "") for row in kept]}
    return {"people": [states.named(row["person"], row.get("role") or "") for row in kept]}


def _sent(post: QueryDict, prefix: str, typed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    total = post.get(f"{prefix}-TOTAL_FORMS", "")
    for number in range(min(int(total), MOST) if total.isdecimal() and len(total) < 9 else 0):
        place = f"{prefix}-{number}-"
        if not post.get(f"{place}DELETE"):
            yield {name: post.get(place + name, "") for name in (*typed, "position")}


def _key(row: Any, typed: tuple[str, ...]) -> tuple[str, ...]:
    person = str(row.person_id or "")
    return (person, row.name) if "name" in typed else (person,)


def _write(data: QueryDict, prefix: str, sent: list[dict[str, str]]) -> None:
    for name in [name for name in data if re.match(rf"{prefix}-\d+-", name)]:
        del data[name]
    for number, row in enumerate(sent):
        for name, value in row.items():
            data[f"{prefix}-{number}-{name}"] = value
    data[f"{prefix}-TOTAL_FORMS"] = str(len(sent))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row["id"]) for row in sent))
