"""What an edition keeps besides the text: its own bylines, people and tags, and the facts of cards and pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import CharField, QuerySet, Value

from articles.body.validate import Document, pointers
from articles.models import (
    Article,
    ArticlePerson,
    Byline,
    Edition,
    EditionByline,
    EditionClip,
    EditionPerson,
    EditionTag,
)
from people.models import Person
from topics.models import Tag


@dataclass(frozen=True)
class Rows:
    """What hangs on a working copy: as it is stored, or as it stands in a form that nobody has saved yet."""

    bylines: list[Byline]
    named: list[ArticlePerson]
    tags: list[Tag]
    clips: list[int]
    persons: dict[int, Person] = field(default_factory=dict)  # whoever has been fetched on the way

    @classmethod
    def of(cls, article: Article, others: Iterable[int] = ()) -> Self:
        """As it is stored, in three queries. ``others``: persons to be fetched in the same breath."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for kind, _position, _key, row, text in sorted(_around(article), key=lambda line: line[:3]):
            found[kind].append((row, text))
        keys = {row for kind in ("byline", "person") for row, _text in found[kind]} | set(others)
        persons = Person.objects.in_bulk(keys - {None}) if keys - {None} else {}
        tag_keys = [row for row, _text in found["tag"]]
        tags = Tag.objects.select_related("merged_into").in_bulk(tag_keys) if tag_keys else {}
        return cls(
            bylines=[Byline(person=persons.get(row), name=name) for row, name in found["byline"]],
            named=[ArticlePerson(person=persons[row], role=role) for row, role in found["person"]],
            tags=[tags[key] for key in tag_keys],
            clips=[row for row, _text in found["clip"]],
            persons=persons,
        )


def _around(article: Article) -> QuerySet[Any]:
    """What hangs on a story, in one query: (kind, position, key, person or tag or clip, name or role)."""
    nothing = Value("", CharField())

    def lines(kind: str, rows: QuerySet[Any], position: Any, row: str, text: Any) -> QuerySet[Any]:
        return rows.order_by().values_list(Value(kind, CharField()), position, "pk", row, text)

    return lines("byline", article.bylines.all(), "position", "person", "name").union(
        lines("person", article.named.all(), "position", "person", "role"),
        lines("tag", article.tag_items.all(), Value(0), "tag", nothing),
        lines("clip", article.related.all(), "position", "clip", nothing),
        all=True,
    )


@dataclass(frozen=True)
class Relations:
    """Who and what stands around a story when it is printed."""

    bylines: list[Byline]
    people: list[tuple[Person, str]]
    tags: list[Tag]
    clips: list[int]

    @classmethod
    def of(cls, article: Article, document: Document) -> Self:
        spoken = {key for block in document.content for _n, target, key in pointers(block) if target == "person"}
        return cls.from_rows(Rows.of(article, spoken), document)

    @classmethod
    def from_rows(cls, rows: Rows, document: Document) -> Self:
        """People: those the desk named, then those the body mentions or quotes, with the role given there."""
        named = {line.person_id: (line.person, line.role) for line in rows.named}
        spoken: dict[int, str] = {}
        shown: set[int] = set()  # what the text shows already does not stand below it a second time
        for block in document.content:
            for node, target, key in pointers(block):
                if target == "clip":
                    shown.add(key)
                if target == "person":
                    spoken[key] = spoken.get(key) or str(getattr(node.attrs, "role", ""))
        missing = set(spoken) - set(named) - set(rows.persons)
        others = rows.persons | (Person.objects.in_bulk(missing) if missing else {})
        return cls(
            bylines=rows.bylines,
            people=[
                *named.values(),
                *((others[key], spoken[key]) for key in spoken if key in others and key not in named),
            ],
            tags=list(dict.fromkeys(tag.merged_into or tag for tag in rows.tags)),
            clips=[key for key in rows.clips if key not in shown],
        )

    @property
    def people_urls(self) -> dict[int, str]:
        return {person.pk: person.get_absolute_url() for person, _role in self.people}

    def copy_to(self, edition: Edition) -> None:
        EditionByline.objects.bulk_create(
            EditionByline(edition=edition, person=line.person, name=line.shown_name, position=number)
            for number, line in enumerate(self.bylines)
        )
        EditionPerson.objects.bulk_create(
            EditionPerson(edition=edition, person=person, name=person.name, role=role[:160], position=number)
            for number, (person, role) in enumerate(self.people)
        )
        EditionTag.objects.bulk_create(EditionTag(edition=edition, tag=tag) for tag in self.tags)
        EditionClip.objects.bulk_create(
            EditionClip(edition=edition, clip_id=key, position=number) for number, key in enumerate(self.clips)
        )

    def facts(self, article: Article, document: Document, corrections: list[dict[str, Any]]) -> dict[str, Any]:
        """Everything a card or a page says about the story without asking again."""
        section = article.section
        return {
            "section": section and {"name": section.name, "slug": section.slug, "url": section.get_absolute_url()},
            "bylines": [
                {"name": line.shown_name, "url": line.person.author_url if line.person else None}
                for line in self.bylines
            ],
            "people": [
                {"name": person.name, "role": role, "url": person.get_absolute_url()} for person, role in self.people
            ],
            "tags": [{"name": tag.name, "url": tag.get_absolute_url()} for tag in self.tags],
            "videos": self.clips,
            "words": len(document.plain().split()) + len(article.lead.split()),
            "corrections": corrections,
        }
