"""Who wrote this? Each version knows, block by block and column by column, in which version it was last changed.

Only the number is kept: who and when stand with that version. A name of a column begins with ``@``, for ids of blocks
share the map.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.body import merge
from articles.models import Article, Revision

Json = dict[str, Any]
Written = dict[str, int]
LONGEST_WAY = 40  # versions to look back where none was noted at the time


@dataclass(frozen=True)
class Author:
    """Whose hand was last on a block: ``version`` is 0 and ``by`` empty where nobody knows any more."""

    version: int = 0
    by: str = ""
    at: datetime | None = None


def noted(before: Written, old: Json | None, new: Json, fields: list[str], version: int) -> Written:
    """The map of a version that is being made: what differs from the body before it is this version's work."""
    if not merge.mergeable(new):
        return {}
    known = merge.blocks_of(old) if old is not None and merge.mergeable(old) else {}
    written = {key: place for key, place in before.items() if key.startswith("@")}
    written |= {f"@{name}": version for name in fields}
    for key, block in merge.blocks_of(new).items():
        if known.get(key) != block:
            written[key] = version
        elif key in before:
            written[key] = before[key]
    return written


def authors(revision: Revision) -> dict[str, Author]:
    """Block ids and ``@columns`` of this version: who changed them last. One query, more where nothing was noted."""
    written = dict(revision.blocks)
    if merge.mergeable(revision.body):
        lacking = [key for key in merge.blocks_of(revision.body) if key not in written]
        written |= _found_in_the_chain(revision, lacking) if lacking else {}
    rows = Revision.objects.filter(article=revision.article_id, version__in=set(written.values())).select_related("by")
    known = {
        row.version: Author(row.version, str(row.by or ""), row.at) for row in rows.defer("body", "fields", "blocks")
    }
    return {key: known.get(version, Author()) for key, version in written.items()}


def removed(article: Article, blocks: list[str], since: int, until: int) -> dict[str, Author]:
    """Who took these blocks out, between two versions. One query, and none if nothing is asked."""
    if not blocks:
        return {}
    chain = article.revisions.filter(version__gt=since, version__lte=until).order_by("version")
    found: dict[str, Author] = {}
    for row in chain.select_related("by").defer("fields", "blocks"):
        there = {block.get("attrs", {}).get("id") for block in row.body.get("content", [])}
        for key in blocks:
            if key in there:
                found.pop(key, None)
            else:
                found.setdefault(key, Author(row.version, str(row.by or ""), row.at))
    return found


def _found_in_the_chain(revision: Revision, blocks: list[str]) -> Written:
    """For versions of the time before: look back until a block was another one, or was not there."""
    found: Written = {}
    now, later = merge.blocks_of(revision.body), revision.version
    chain = Revision.objects.filter(article=revision.article_id, version__lt=revision.version).order_by("-version")
    open_ends = set(blocks)
    for row in chain.defer("fields", "blocks")[:LONGEST_WAY]:
        then = merge.blocks_of(row.body) if merge.mergeable(row.body) else {}
        for key in [key for key in open_ends if then.get(key) != now[key]]:
            found[key] = later
            open_ends.discard(key)
        later = row.version
    if later == 1:
        found |= dict.fromkeys(open_ends, 1)
    return found


def of_article(article: Article) -> dict[str, Author]:
    """The same for the working copy, as it was last saved."""
    last = article.revisions.order_by("-version").first()
    return authors(last) if last else {}
