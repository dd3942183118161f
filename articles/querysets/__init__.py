"""Every question asked of stories. Readers' pages ask ``Edition.objects.live()`` and nothing else; those of a live
blog ask ``LivePost.objects.readable()`` besides.
"""

from articles.querysets.corrections import CorrectionQuerySet
from articles.querysets.editions import EditionQuerySet
from articles.querysets.live import LiveEntryQuerySet, LivePostQuerySet
from articles.querysets.often import often_named, often_quoted, often_signed, often_tagged
from articles.querysets.previews import PreviewLinkQuerySet
from articles.querysets.stories import ArticleClipQuerySet, ArticleQuerySet

__all__ = [
    "ArticleClipQuerySet",
    "ArticleQuerySet",
    "CorrectionQuerySet",
    "EditionQuerySet",
    "LiveEntryQuerySet",
    "LivePostQuerySet",
    "PreviewLinkQuerySet",
    "often_named",
    "often_quoted",
    "often_signed",
    "often_tagged",
]
