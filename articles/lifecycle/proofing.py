"""What an edition will be, before it is one: printing stores it, the desk's preview only looks."""

from datetime import datetime
from typing import Any

from articles.body import canonical, render, validate
from articles.lifecycle.copying import Relations
from articles.lifecycle.surroundings import Rows, Surroundings
from articles.models import PRINTED, Article, Edition, StorySlug
from kit.slugs import free_slug


def compose(
    article: Article,
    relations: Relations,
    document: validate.Document,
    *,
    start: datetime,
    first: datetime,
    corrections: list[dict[str, Any]],
) -> Edition:
    """An unsaved edition of the working copy from ``start`` on; number, address and end are the printer's.

    ``first``: when readers first saw the story, or see it with this edition.
    """
    printed = {name: getattr(article, name) for name in PRINTED}
    return Edition(
        **printed,
        article=article,
        number=0,
        slug=article.slug or "",
        pieces=render.bake(article.body, article.language, people=relations.people_urls),
        facts=relations.facts(article, document, corrections),
        live_from=start,
        first_live_from=first,
    )


def proof(article: Article, *, at: datetime, rows: Rows | None = None) -> Edition:
    """An edition that is never stored: the working copy as readers would have it at ``at``.

    ``rows``: bylines, people and tags as they stand in a form, if they are not those that are stored.
    """
    article.body = canonical.canonical(article.body)
    document = validate.typed(article.body)
    around = Surroundings.of(article)
    relations, first = Relations.of(rows or around.rows, document), around.line.first_appearance(at)
    edition = compose(article, relations, document, start=at, first=first, corrections=around.corrections)
    edition.slug = edition.slug or likely_address(article)
    # What ``for_page()`` adds to stored ones.
    edition.original = article.translation_of_id or article.pk  # type: ignore[attr-defined]
    edition.is_translated = _is_translated(article)  # type: ignore[attr-defined]
    return edition


def likely_address(article: Article) -> str:
    """Where a story without an address will be found. Not kept free for it: another story may take it first."""
    return free_slug(article.headline, lambda slug: taken(slug, article), "text")


def taken(slug: str, article: Article) -> bool:
    """Whether readers know another story by this address, or another story claims it."""
    known = StorySlug.objects.filter(slug=slug).exclude(article=article.pk)
    return known.exists() or Article.objects.filter(slug=slug).exclude(pk=article.pk).exists()


def _is_translated(article: Article) -> bool:
    original = article.translation_of_id or article.pk
    others = Edition.objects.live().exclude(article=article.pk)
    # Each walks an index; joined by OR in one they would read every edition there is.
    same, kin = others.filter(article=original), others.filter(article__translation_of=original)
    return same.union(kin).exists()
