"""What stands around a working copy in rows of its own: all of it in one question, however much it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from articles.body import refs
from articles.lifecycle.timeline import Timeline
from articles.models import Article, ArticleClip, ArticlePerson, ArticleTag, Byline, Correction, Edition, StorySlug
from kit.gathering import gathered
from kit.moments import stored
from people.models import Person
from topics.models import Tag

Json = dict[str, Any]
Known = TypeVar("Known", bound=Model)
#: what an edition says of a person and of a tag
SAID = ("id", "name", "slug")


@dataclass(frozen=True)
class Rows:
    """Bylines, people, tags, clips: as they are stored, or as they stand in a form that nobody has saved yet."""

    bylines: list[Byline]
    named: list[ArticlePerson]
    tags: list[Tag]
    clips: list[int]
    persons: dict[int, Person] = field(default_factory=dict)  # whoever has been fetched on the way

    @classmethod
    def asked(cls, article: Article) -> dict[str, Subquery]:
        """What they are read from. Of persons and tags only ``SAID``; those whom the text names are ``spoken``."""
        here, tag = {"article": article.pk}, [*_of("tag"), *_of("tag__merged_into")]
        spoken = set(refs.keys(article.body, "person"))
        return {
            "bylines": gathered(Byline.objects.filter(**here), "position", "id", "name", *_of("person")),
            "named": gathered(ArticlePerson.objects.filter(**here), "position", "id", "role", *_of("person")),
            "tags": gathered(ArticleTag.objects.filter(content_object=article.pk), "id", *tag),
            "clips": gathered(ArticleClip.objects.filter(**here), "position", "id", "clip_id"),
            "spoken": gathered(Person.objects.filter(pk__in=spoken), *SAID),
        }

    @classmethod
    def read(cls, found: Mapping[str, list[Json] | None]) -> Self:
        """From what was asked for, by its name."""
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
        asked: dict[str, Any] = {
            "clock": Now(),
            "spans": gathered(Edition.objects.filter(article=article.pk), *Timeline.COLUMNS),
            "told": gathered(Correction.objects.filter(article=article.pk, post=None), "id", "kind", "text", "at"),
            "slugs": gathered(StorySlug.objects.filter(article=article.pk), "slug"),
            **Rows.asked(article),
        }
        row = Article.objects.filter(pk=article.pk).order_by().values_list(*asked.values()).first()
        found: dict[str, Any] = dict(zip(asked, row or (), strict=False))
        line = Timeline.read(article, found.pop("clock", None) or timezone.now(), found.pop("spans", None))
        addresses = {line["slug"] for line in found.pop("slugs", None) or ()}
        return cls(line, corrections=_corrections(found.pop("told", None)), addresses=addresses, rows=Rows.read(found))


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
