"""What stories are found by: the desk's working copies, and what readers have seen of them.

Readers' searches start from ``Edition.objects.live()``, the desk's from ``Article.objects.visible_to(user)``: the
index only takes away from what they may see.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from articles.models import Article, ArticlePerson, ArticleTag, Byline, Edition
from articles.search import suggesting
from articles.search.saying import said
from kit.search import Index, Texts

TITLE = ("kicker", "headline", "teaser_kicker", "teaser_headline")
HEADS = ("lead", "teaser_text", "place", "series")


def _of_stories(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    around = (  # as plain lists: a queryset for each of 10,000 stories would cost as much as their words
        Prefetch("bylines", Byline.objects.select_related("person"), to_attr="lines"),
        Prefetch("named", ArticlePerson.objects.select_related("person"), to_attr="persons"),
        Prefetch("tag_items", ArticleTag.objects.select_related("tag"), to_attr="topics"),
    )
    for story in Article.objects.filter(pk__in=keys).select_related("section").prefetch_related(*around):
        names = [str(line) for line in story.lines]
        names += [f"{line.person} {line.role}" for line in story.persons]
        names += [item.tag.name for item in story.topics]
        yield story.pk, _texts(story, [str(story.section or ""), *names], [story.note])


def _of_editions(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for edition in Edition.objects.filter(pk__in=keys).defer("pieces"):
        yield edition.pk, of_edition(edition)


def of_edition(edition: Edition) -> Texts:
    facts = edition.facts
    names = [f"{row['name']} {row.get('role', '')}" for kind in ("bylines", "people", "tags") for row in facts[kind]]
    told = [row["text"] for row in facts.get("corrections", [])]
    return _texts(edition, [(facts.get("section") or {}).get("name", ""), *names], told)


def _texts(story: Article | Edition, around: list[str], more: list[str]) -> Texts:
    title = [getattr(story, name) for name in TITLE]
    heads = [getattr(story, name) for name in HEADS]
    caption = [story.lead_image_caption, story.lead_image_credit]
    return Texts("\n".join(title), "\n".join([*heads, *around]), "\n".join([*said(story.body), *caption, *more]))


STORIES = Index("articles_article_words", Article, _of_stories)
EDITIONS = Index("articles_edition_words", Edition, _of_editions, note=suggesting.remember)
