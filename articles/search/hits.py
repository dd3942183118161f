"""One story that was found, with the words marked: in its headline, its teaser, or the passage where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from articles.models import Edition
from articles.search.saying import said
from kit.search import Query
from kit.search.marking import excerpt, marked, marks


@dataclass(frozen=True)
class Hit:
    edition: Edition
    kicker: SafeString
    headline: SafeString
    teaser: SafeString
    passage: SafeString
    anchor: str


def hits(keys: Sequence[int], query: Query) -> list[Hit]:
    """The stories of these keys in this order, in one query."""
    editions = Edition.objects.live().for_hits().in_bulk(keys)
    return [_hit(editions[key], query) for key in keys if key in editions]


def _hit(edition: Edition, query: Query) -> Hit:
    heads = (edition.shown_kicker, edition.shown_headline, edition.shown_teaser[:400])
    told = {mark.term for text in heads for mark in marks(text, query)}
    words, anchor = _passage(edition.body, query, told) if len(told) < len(query.terms) else ("", "")
    return Hit(edition, *(marked(text, query) for text in heads), marked(words, query), anchor)


def _passage(body: dict[str, Any], query: Query, told: set[int]) -> tuple[str, str]:
    """The block that says most of what the heads do not, and where a link finds it."""
    best, most = ("", ""), 0
    for block, text in _blocks(body):
        new = {mark.term for mark in marks(text, query)} - told
        if len(new) > most:
            best, most = (excerpt(text, query), f"b-{block['attrs']['id']}"), len(new)
    return best


def _blocks(body: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for block in body.get("content", []):
        yield block, " ".join(said(block))
