"""What a version of a story keeps beside its body, as plain JSON: columns, bylines, people, tags.

Names stand beside the keys, so that a row that is gone can still be named.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field

from articles.models import PRINTED, Article, ArticlePerson, Byline
from people.models import Person
from topics.search import TAGS

Json = dict[str, Any]
Lists = dict[str, list[Json]]

#: columns that verbs of their own keep: saving the text leaves them as they are
BY_VERBS = ("assignee", "embargo_until", "locked_at", "locked_by", "lock_reason")
#: columns that nobody types
BOOKKEEPING = {"id", "body", "version", "created_by", "created_at", "changed_at", *BY_VERBS}
COLUMNS: list[Field] = [field for field in Article._meta.concrete_fields if field.name not in BOOKKEEPING]
#: those of them that readers see; a restored version brings only these back, for stage and address are of today
PRINTED_COLUMNS: list[Field] = [field for field in COLUMNS if field.name in PRINTED]
LISTS = ("bylines", "people", "tags")


def columns(article: Article, names: Iterable[str] | None = None) -> Json:
    """The columns of this instance, by the name of the attribute (``section_id``); ``names``: only these fields."""
    wanted = None if names is None else set(names)
    values = {f.attname: _one_clock(getattr(article, f.attname)) for f in COLUMNS if wanted is None or f.name in wanted}
    plain: Json = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def attribute(name: str) -> str | None:
    """``section`` is kept as ``section_id``; None for what is no column of a version."""
    return next((field.attname for field in COLUMNS if field.name == name), None)


def field_name(attribute: str) -> str:
    """And back."""
    return next((field.name for field in COLUMNS if field.attname == attribute), attribute)


def _one_clock(value: Any) -> Any:
    """A moment typed in Berlin and the same one read from the database are the same."""
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value


def lists(article: Article) -> Lists:
    """Bylines, people and tags as they are stored. Three queries."""
    tags = article.tag_items.select_related("tag").order_by("pk")
    return {
        "bylines": [byline(line.person, line.name) for line in article.bylines.select_related("person")],
        "people": [named(line.person, line.role) for line in article.named.select_related("person")],
        "tags": [tagged(item.tag.name, item.tag_id) for item in tags],
    }


def byline(person: Person | None, name: str = "") -> Json:
    return {"person": person and person.pk, "name": name, "said": name or str(person or "")}


def named(person: Person, role: str = "") -> Json:
    return {"person": person.pk, "role": role, "said": str(person)}


def tagged(name: str, key: int | None = None) -> Json:
    return {"tag": key, "said": name}


def key_of(row: Json) -> Any:
    """What makes two rows of a list the same one, however else they differ."""
    return row.get("person") or row["said"].casefold()


def same_list(one: list[Json], other: list[Json]) -> bool:
    """Word for word and in order; a tag is its name, whether or not it has a number yet."""
    return [_spelled(row) for row in one] == [_spelled(row) for row in other]


def _spelled(row: Json) -> tuple[Any, ...]:
    return key_of(row), row.get("name", ""), row.get("role", "")


def put(article: Article, values: Json) -> None:
    """Set these columns on the instance. Does not save."""
    for field in COLUMNS:
        if field.attname in values:
            setattr(article, field.attname, field.to_python(values[field.attname]))


def write(article: Article, wanted: Lists) -> None:
    """Make the rows around a stored story these ones; those that stay keep their keys. Belongs into a transaction."""
    if "bylines" in wanted:
        _write_bylines(article, wanted["bylines"])
    if "people" in wanted:
        _write_people(article, wanted["people"])
    if "tags" in wanted:
        before = set(article.tags.values_list("pk", flat=True))
        article.tags.set([row["said"] for row in wanted["tags"]])
        TAGS.keep(*article.tags.exclude(pk__in=before).values_list("pk", flat=True))


def _write_bylines(article: Article, wanted: list[Json]) -> None:
    there = {(line.person_id, line.name): line for line in article.bylines.all()}
    kept = []
    for place, row in enumerate(wanted):
        line = there.pop((row["person"], row["name"]), None) or Byline(article=article)
        line.person_id, line.name, line.position = row["person"], row["name"], place
        kept.append(line)
    # Two lines may read alike, so what goes is whatever is not kept.
    article.bylines.exclude(pk__in=[line.pk for line in kept if line.pk]).delete()
    for line in kept:
        line.save()


def _write_people(article: Article, wanted: list[Json]) -> None:
    there = {line.person_id: line for line in article.named.all()}
    kept = []
    for place, row in enumerate(wanted):
        line = there.pop(row["person"], None) or ArticlePerson(article=article, person_id=row["person"])
        line.role, line.position = row["role"], place
        kept.append(line)
    ArticlePerson.objects.filter(pk__in=[line.pk for line in there.values()]).delete()
    for line in kept:
        line.save()
