"""What stands around a working copy in rows of its own: all of it in one question, however much it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from articles.body import refs
from articles.lifecycle.timeline import Timeline
from articles.models import Article, ArticleClip, ArticlePerson, ArticleTag, Byline, Correction, Edition, StorySlug
from kit.gathering import gathered
from kit.moments import stored
from kit.prepared import Prepared
from people.models import Person
from topics.models import Tag

Json = dict[str, Any]
Known = TypeVar("Known", bound=Model)
#: what an edition says of a person and of a tag
SAID = ("id", "name", "slug")
#: what hangs on a story, in the order of ``_written``; and how it is called there, where fields have these names
NAMES = ("spans", "corrections", "addresses", "bylines", "named", "tags", "clips", "spoken")
PREFIX = "around_"


@dataclass(frozen=True)
class Rows:
    """Bylines, people, tags, clips: as they are stored, or as they stand in a form that nobody has saved yet."""

    bylines: list[Byline]
    named: list[ArticlePerson]
    tags: list[Tag]
    clips: list[int]
    persons: dict[int, Person] = field(default_factory=dict)  # whoever has been fetched on the way

    @classmethod
    def read(cls, found: Mapping[str, list[Json] | None]) -> Self:
        """From what was gathered, by its name."""
        bylines, named, tags, clips, spoken = (
            sorted(found.get(name) or (), key=_place) for name in ("bylines", "named", "tags", "clips", "spoken")
        )
        return cls(
            bylines=[_byline(line) for line in bylines],
            named=[ArticlePerson(person=_row(Person, line, "person__"), role=line["role"]) for line in named],
            tags=[_tag(line) for line in tags],
            clips=[line["clip_id"] for line in clips],
            persons={row["id"]: _row(Person, row) for row in spoken},
        )


@dataclass(frozen=True)
class Surroundings:
    """Everything that printing a story has to know besides its row and the library's, and the database's clock."""

    line: Timeline
    rows: Rows
    corrections: list[Json]  # told so far, in the order they were made
    addresses: set[str]  # by which readers know it, or once did

    @classmethod
    def of(cls, article: Article) -> Self:
        """In one query; read them under the story's lock. One that is not stored has none."""
        spoken = dict.fromkeys(refs.keys(article.body, "person"))
        row = next(iter(AROUND(article.pk or 0, spoken or [0])), None)
        found = {name: getattr(row, PREFIX + name, None) for name in NAMES}
        return cls(
            line=Timeline.read(article, getattr(row, "clock", None) or timezone.now(), found["spans"]),
            rows=Rows.read(found),
            corrections=_corrections(found["corrections"]),
            addresses={line["slug"] for line in found["addresses"] or ()},
        )


def _written(key: int, spoken: list[int]) -> QuerySet[Article]:
    """The story with what hangs on it. ``spoken``: whom the text names."""
    here, tag = {"article": OuterRef("pk")}, [*_of("tag"), *_of("tag__merged_into")]
    hanging = (
        gathered(Edition.objects.filter(**here), *Timeline.COLUMNS),
        gathered(Correction.objects.filter(**here, post=None), "id", "kind", "text", "at"),
        gathered(StorySlug.objects.filter(**here), "slug"),
        gathered(Byline.objects.filter(**here), "position", "id", "name", *_of("person")),
        gathered(ArticlePerson.objects.filter(**here), "position", "id", "role", *_of("person")),
        gathered(ArticleTag.objects.filter(content_object=OuterRef("pk")), "id", *tag),
        gathered(ArticleClip.objects.filter(**here), "position", "id", "clip_id"),
        gathered(Person.objects.filter(pk__in=spoken), *SAID),
    )
    named = {PREFIX + name: rows for name, rows in zip(NAMES, hanging, strict=True)}
    return Article.objects.filter(pk=key).order_by().only("pk").annotate(clock=Now(), **named)


AROUND = Prepared(_written)


def _corrections(told: list[Json] | None) -> list[Json]:
    made = sorted(((stored(row["at"]), row["id"], row) for row in told or ()), key=lambda one: one[:2])
    return [{"kind": row["kind"], "text": row["text"], "at": at.isoformat()} for at, _key, row in made]


def _of(relation: str) -> list[str]:
    return [f"{relation}__{name}" for name in SAID]


def _place(line: Json) -> tuple[int, int]:
    return line.get("position", 0), line["id"]


def _row(model: type[Known], line: Json, prefix: str = "") -> Known:
    """As if fetched with ``only()`` what is said of it."""
    return model.from_db(DEFAULT_DB_ALIAS, SAID, [line[f"{prefix}{name}"] for name in SAID])


def _byline(line: Json) -> Byline:
    return Byline(person=_row(Person, line, "person__") if line["person__id"] else None, name=line["name"])


def _tag(line: Json) -> Tag:
    tag = _row(Tag, line, "tag__")
    tag.merged_into = _row(Tag, line, "tag__merged_into__") if line["tag__merged_into__id"] else None
    return tag
