"""What stories are found by: the desk's working copies, and what readers have seen of them.

Readers' searches start from ``Edition.objects.live()``, the desk's from ``Article.objects.visible_to(user)``: the
index only takes away from what they may see.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from articles.models import Article, Edition, LivePost
from articles.search import suggesting
from kit.search import Index, Texts

#: words that a block keeps beside its text
SAID = ("name", "role", "label", "kicker", "title", "credit", "alt", "caption")
TITLE = ("kicker", "headline", "teaser_kicker", "teaser_headline")
HEADS = ("lead", "teaser_text", "place", "series")


def _of_stories(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    around = ("bylines__person", "named__person", "tag_items__tag")
    for story in Article.objects.filter(pk__in=keys).select_related("section").prefetch_related(*around):
        names = [str(line) for line in story.bylines.all()]
        names += [f"{line.person} {line.role}" for line in story.named.all()]
        names += [item.tag.name for item in story.tag_items.all()]
        yield story.pk, _texts(story, [str(story.section or ""), *names], [story.note])


def _of_editions(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for edition in Edition.objects.filter(pk__in=keys).defer("pieces"):
        yield edition.pk, of_edition(edition)


def of_edition(edition: Edition) -> Texts:
    facts = edition.facts
    names = [f"{row['name']} {row.get('role', '')}" for kind in ("bylines", "people", "tags") for row in facts[kind]]
    told = [row["text"] for row in facts.get("corrections", [])]
    return _texts(edition, [(facts.get("section") or {}).get("name", ""), *names], told)


def _of_posts(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for post in LivePost.objects.filter(pk__in=keys).defer("pieces"):
        names = [row["name"] for row in post.facts.get("bylines", [])]
        told = [row["text"] for row in post.facts.get("corrections", [])]
        yield post.pk, Texts(post.headline, "\n".join([post.key_line, *names]), "\n".join([*said(post.body), *told]))


def _texts(story: Article | Edition, around: list[str], more: list[str]) -> Texts:
    title = [getattr(story, name) for name in TITLE]
    heads = [getattr(story, name) for name in HEADS]
    caption = [story.lead_image_caption, story.lead_image_credit]
    return Texts("\n".join(title), "\n".join([*heads, *around]), "\n".join([*said(story.body), *caption, *more]))


def said(node: Any) -> Iterator[str]:
    """Every word of a body, in whatever block it stands."""
    if isinstance(node, list):
        for child in node:
            yield from said(child)
    elif isinstance(node, dict):
        attrs = node.get("attrs") or {}
        yield from (attrs[name] for name in SAID if isinstance(attrs.get(name), str))
        # Inline nodes belong together, or a word in bold would end where its bold ends.
        content = node.get("content", [])
        if any(isinstance(child, dict) and "text" in child for child in content):
            yield "".join(_inline(child) for child in content if isinstance(child, dict))
        else:
            yield from said(content)


def _inline(node: dict[str, Any]) -> str:
    label = (node.get("attrs") or {}).get("label", "")
    return node.get("text", "") or (label if isinstance(label, str) else " ")


STORIES = Index("articles_article_words", Article, _of_stories)
EDITIONS = Index("articles_edition_words", Edition, _of_editions, note=suggesting.remember)
POSTS = Index("articles_livepost_words", LivePost, _of_posts)
