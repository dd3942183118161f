"""Stories that were published somewhere else, moved in by the hundred: some queries a batch, not a story."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction

from articles.body import refs, render, validate
from articles.models import (
    PRINTED,
    Article,
    ArticlePerson,
    ArticleTag,
    BodyRef,
    Byline,
    Edition,
    EditionByline,
    EditionPerson,
    EditionTag,
    Section,
    StorySlug,
)
from articles.search import EDITIONS, STORIES
from people.models import Person
from topics.models import Tag


@dataclass(frozen=True)
class Moved:
    """One published story: the unsaved article with its body, and what stands around it."""

    article: Article
    slug: str
    section: Section
    live_from: datetime
    author: Person
    people: Sequence[tuple[Person, str]] = ()
    tags: Sequence[Tag] = field(default=())


@transaction.atomic
def move_in(stories: Sequence[Moved]) -> None:
    """Store a batch with one live edition each. Bodies are typed but their rows are taken on trust (who is
    quoted must be among ``people``); writes no revisions
    and no log line a story: the caller logs the move as a whole. Addresses must be free.
    """
    for moved in stories:
        moved.article.slug, moved.article.section = moved.slug, moved.section
    Article.objects.bulk_create([moved.article for moved in stories])
    address = cache(lambda row: row.get_absolute_url())  # the same few people and tags stand in all of them
    documents = [validate.typed(moved.article.body) for moved in stories]
    editions = [_edition(moved, document, address) for moved, document in zip(stories, documents, strict=True)]
    Edition.objects.bulk_create(editions)
    pairs = list(zip(stories, editions, strict=True))
    StorySlug.objects.bulk_create(StorySlug(slug=m.slug, article=m.article) for m in stories)
    Byline.objects.bulk_create(Byline(article=m.article, person=m.author) for m in stories)
    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, person=m.author, name=m.author.name) for m, edition in pairs
    )
    _people(pairs)
    ArticleTag.objects.bulk_create(ArticleTag(content_object=m.article, tag=tag) for m in stories for tag in m.tags)
    EditionTag.objects.bulk_create(EditionTag(edition=edition, tag=tag) for m, edition in pairs for tag in m.tags)
    BodyRef.objects.bulk_create(_references(pairs, documents))
    STORIES.keep(*(moved.article.pk for moved in stories))
    EDITIONS.keep(*(edition.pk for edition in editions))


def _edition(moved: Moved, document: validate.Document, address: Callable[[Any], str]) -> Edition:
    article = moved.article
    people = {person.pk: address(person) for person, _role in moved.people}
    return Edition(
        **{name: getattr(article, name) for name in PRINTED},
        article=article,
        number=1,
        slug=moved.slug,
        pieces=render.bake(article.body, article.language, people=people),
        facts=_facts(moved, document, address),
        live_from=moved.live_from,
        first_live_from=moved.live_from,
        announced_at=moved.live_from,  # elsewhere, long ago
    )


def _facts(moved: Moved, document: validate.Document, address: Callable[[Any], str]) -> dict[str, Any]:
    section = moved.section
    return {
        "section": {"name": section.name, "slug": section.slug, "url": address(section)},
        "bylines": [{"name": moved.author.name, "url": moved.author.author_url}],
        "people": [{"name": p.name, "role": role, "url": address(p)} for p, role in moved.people],
        "tags": [{"name": tag.name, "url": address(tag)} for tag in moved.tags],
        "words": len(document.plain().split()) + len(moved.article.lead.split()),
        "corrections": [],
    }


def _people(pairs: Sequence[tuple[Moved, Edition]]) -> None:
    ArticlePerson.objects.bulk_create(
        ArticlePerson(article=moved.article, person=person, role=role, position=number)
        for moved, _edition in pairs
        for number, (person, role) in enumerate(moved.people)
    )
    EditionPerson.objects.bulk_create(
        EditionPerson(edition=edition, person=person, name=person.name, role=role, position=number)
        for moved, edition in pairs
        for number, (person, role) in enumerate(moved.people)
    )


def _references(pairs: Sequence[tuple[Moved, Edition]], documents: Sequence[validate.Document]) -> Iterable[BodyRef]:
    for (moved, edition), document in zip(pairs, documents, strict=True):
        yield from refs.rows(document, moved.article)
        yield from refs.rows(document, edition)
