"""The form of a story as it stands in a browser, read without storing anything: for whoever only wants to look."""

from typing import Any

from django.contrib import admin
from django.db.models.functions import Lower
from django.http import HttpRequest, QueryDict

from articles import lifecycle
from articles.body.validate import BodyRefused
from articles.lifecycle.intake import rewrite
from articles.lifecycle.surroundings import Rows
from articles.models import Article, ArticlePerson, Byline
from kit.slugs import slug_of
from people.models import Person
from topics.models import Tag

MOST = 1000  # rows of one kind


def read(story_admin: admin.ModelAdmin, request: HttpRequest, story: Article) -> Rows:
    """Puts the sent fields into ``story`` as far as they can be read; what cannot is as it was saved.

    Raises ``Refused`` for a body that passes no gate. Text in the notation may need new rows for its pictures and
    clips: call it inside a transaction that is taken back. The number of queries does not depend on what was sent.
    """
    form = story_admin.get_form(request, story, change=True)(request.POST, instance=story)
    errors = form.errors.get("body")
    if errors:
        raise lifecycle.Refused(" ".join(errors))
    if "text" in request.POST and "text" in form.changed_data and "text" in form.cleaned_data:
        try:
            rewrite(story, form.cleaned_data["text"])
        except BodyRefused as refusal:
            raise lifecycle.Refused(str(refusal)) from refusal
    names = form.cleaned_data.get("tags") if "tags" in form.fields else None
    return Rows(
        bylines=_bylines(request.POST, story),
        named=_named(request.POST, story),
        tags=_stored_tags(story) if names is None else _tags(names, story),
        clips=list(story.related.values_list("clip", flat=True)),
    )


def tag_names(sent: QueryDict) -> list[str]:
    names = (" ".join(name.split()) for name in sent.get("tags", "").split(","))
    return list(dict.fromkeys(filter(None, names)))


def people_named(sent: QueryDict) -> set[int]:
    return {row["person"] for row in _sent(sent, "named")} - {0}


def _bylines(sent: QueryDict, story: Article) -> list[Byline]:
    rows, people = _rows(sent, "bylines")
    return [
        Byline(article=story, person=people.get(row["person"]), name=row["name"][:120])
        for row in rows
        if row["person"] in people or row["name"]
    ]


def _named(sent: QueryDict, story: Article) -> list[ArticlePerson]:
    rows, people = _rows(sent, "named")
    return [
        ArticlePerson(article=story, person=people[row["person"]], role=row["role"][:160])
        for row in rows
        if row["person"] in people
    ]


def _rows(sent: QueryDict, prefix: str) -> tuple[list[dict[str, Any]], dict[int, Person]]:
    rows = _sent(sent, prefix)
    return rows, Person.objects.in_bulk({row["person"] for row in rows} - {0})


def _sent(sent: QueryDict, prefix: str) -> list[dict[str, Any]]:
    """Rows that are not to be deleted, in the order of their positions."""
    rows = []
    for number in range(min(_number(sent.get(f"{prefix}-TOTAL_FORMS")), MOST)):
        name = f"{prefix}-{number}-%s"
        if not sent.get(name % "DELETE"):
            rows.append(
                {
                    "person": _number(sent.get(name % "person")),
                    "position": _number(sent.get(name % "position")),
                    "name": (sent.get(name % "name") or "").strip(),
                    "role": (sent.get(name % "role") or "").strip(),
                }
            )
    return sorted(rows, key=lambda row: row["position"])


def _stored_tags(story: Article) -> list[Tag]:
    return [item.tag for item in story.tag_items.select_related("tag__merged_into").order_by("pk")]


def _tags(names: list[str], story: Article) -> list[Tag]:
    """As saving would leave them: those it has in their old order, then the others; new ones are not made."""
    wanted = list(dict.fromkeys(name.lower() for name in names))
    known = Tag.objects.select_related("merged_into").annotate(low=Lower("name")).filter(low__in=wanted)
    by_name = {tag.name.lower(): tag for tag in known}
    fresh = {
        name.lower(): Tag(pk=-number, name=name, slug=slug_of(name) or "tag") for number, name in enumerate(names, 1)
    }
    kept = [tag.name.lower() for tag in _stored_tags(story) if tag.name.lower() in by_name]
    return [by_name.get(low) or fresh[low] for low in dict.fromkeys([*kept, *wanted])]


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
