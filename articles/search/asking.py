"""What readers look for and where: live stories first, beside them the clips, persons and topics they could meet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from articles.models import Edition
from articles.search.indexing import EDITIONS
from kit.search import Query, Ranked, parse
from kit.search.ranking import PLACES
from visuals.models import Clip
from visuals.search import CLIPS


@dataclass(frozen=True)
class Wish:
    """What somebody typed and ticked. Empty means: no limit."""

    words: str = ""
    section: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    with_video: bool = False
    newest_first: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.section or self.kind or self.since or self.until or self.with_video)


def stories(wish: Wish, query: Query | None = None) -> Ranked:
    """Keys of live editions, the first ones first. ``query``: what is looked for, if it is more than was typed."""
    rows = Edition.objects.live().within(wish.since, wish.until)
    if wish.section:
        rows = rows.in_section_at(wish.section)
    if wish.kind:
        rows = rows.of_kind(wish.kind)
    if wish.with_video:
        rows = rows.with_clips()
    newest = ("-first_live_from", "-pk")
    places = PLACES[-1:] if wish.newest_first else PLACES
    return Ranked(EDITIONS, rows, parse(wish.words) if query is None else query, newest, places)


def clips(wish: Wish) -> QuerySet[Clip]:
    return CLIPS.matching(Clip.objects.public().recorded_within(wish.since, wish.until), wish.words)
