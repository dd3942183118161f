"""What an edition keeps besides the text: its own bylines, people and tags, and the facts of cards and pages."""

from dataclasses import dataclass
from typing import Any, Self

from articles.body.validate import Document, pointers
from articles.lifecycle.surroundings import Rows
from articles.models import Article, Byline, Edition, EditionByline, EditionClip, EditionPerson, EditionTag
from people.models import Person
from topics.models import Tag


@dataclass(frozen=True)
class Relations:
    """Who and what stands around a story when it is printed."""

    bylines: list[Byline]
    people: list[tuple[Person, str]]
    tags: list[Tag]
    clips: list[int]

    @classmethod
    def of(cls, rows: Rows, document: Document) -> Self:
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
