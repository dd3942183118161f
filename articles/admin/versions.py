"""The versions of a story beside it, and who wrote which block of the one that is open."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.body import diff
from articles.body.validate import KIND_NAMES
from articles.lifecycle import authorship, naming
from articles.lifecycle.authorship import Author
from articles.models import Article

SHOWN = 12
HEADS = ("kicker", "headline", "lead")


def listed(story: Article) -> dict[str, Any]:
    """Context of the panel. The number of queries does not depend on how many versions or blocks there are."""
    editions = story.editions.once_live().select_related("printed_by").defer("body", "pieces", "facts")
    written = list(_written(story))
    return {
        "revisions": story.revisions.select_related("by").defer("body", "fields", "blocks")[:SHOWN],
        "older": max(story.version - SHOWN, 0),
        "editions": editions[:SHOWN],
        "written": written,
        "margin": [{"block": one["block"], "by": one["by"], "told": one["told"]} for one in written if one["block"]],
    }


def _written(story: Article) -> Any:
    authors = authorship.of_article(story)
    for name in HEADS:
        if author := authors.get(f"@{name}"):
            yield _row("", naming.spoken(name).capitalize(), str(getattr(story, name)), author)
    for number, block in enumerate(story.body.get("content", []), 1):
        key = block.get("attrs", {}).get("id", "")
        words = {"number": number, "kind": KIND_NAMES.get(block.get("type"), block.get("type"))}
        yield _row(key, _("%(number)s · %(kind)s") % words, diff.text_of(block), authors.get(key, Author()))


def _row(block: str, place: str, text: str, author: Author) -> dict[str, Any]:
    return {
        "block": block,
        "place": place,
        "text": text[:60],
        "by": author.by,
        "version": author.version,
        "told": _told(author),
    }


def _told(author: Author) -> str:
    """“Changed by Nele Barkhahn, version 7, 23.11. 09:20”."""
    if not author.at:
        return _("Nobody knows any more who wrote this.")
    moment = formats.date_format(timezone.localtime(author.at), "SHORT_DATETIME_FORMAT")
    who = author.by or _("Somebody")
    return _("Last changed by %(who)s, version %(number)s, %(moment)s") % {
        "who": who, "number": author.version, "moment": moment
    }  # fmt: skip
