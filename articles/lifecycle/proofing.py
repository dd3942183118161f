"""What an edition will be, before it is one: printing stores it, the desk's preview only looks."""

from datetime import datetime
from typing import Any

from articles.body import canonical, render, validate
from articles.lifecycle import timeline
from articles.lifecycle.copying import Relations
from articles.models import PRINTED, Article, Edition

#: stands in the address of a story that has none yet
NO_ADDRESS = "preview"


def compose(
    article: Article,
    relations: Relations,
    document: validate.Document,
    *,
    start: datetime,
    corrections: list[dict[str, Any]],
) -> Edition:
    """An unsaved edition of the working copy from ``start`` on; number, address and end are the printer's."""
    printed = {name: getattr(article, name) for name in PRINTED}
    return Edition(
        **printed,
        article=article,
        number=0,
        slug=article.slug or NO_ADDRESS,
        pieces=render.bake(article.body, article.language, people=relations.people_urls),
        facts=relations.facts(article, document, corrections),
        live_from=start,
        first_live_from=timeline.first_appearance(article, start),
    )


def proof(article: Article, *, at: datetime) -> Edition:
    """An edition that is never stored: the working copy as readers would have it at ``at``."""
    article.body = canonical.canonical(article.body)
    document = validate.typed(article.body)
    relations = Relations.of(article, document)
    edition = compose(article, relations, document, start=at, corrections=corrections_so_far(article))
    edition.is_translated = False  # type: ignore[attr-defined] # what for_page() adds to stored ones
    return edition


def corrections_so_far(article: Article) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "text": text, "at": at.isoformat()}
        for kind, text, at in article.corrections.values_list("kind", "text", "at")
    ]
