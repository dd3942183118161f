from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.views.language import page
from articles.views.paging import page_of
from fronts.querysets import newest_of_each
from visuals.models import Clip

#: The home page's stock: one lead story, two beside it, the rest in the log.
TOP = 11
SECONDS = 2
#: The lead story has a picture if one of the newest few has.
LEAD_AMONG = 4
BAND_LEAD_AMONG = 3
BAND = 5
CLIPS = 5


@dataclass(frozen=True)
class Opening:
    lead: Edition | None
    seconds: Sequence[Edition]
    log: Sequence[Edition]


@dataclass(frozen=True)
class Band:
    section: Section
    first: Edition
    others: Sequence[Edition]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest first, then each section's newest. Later pages are a plain list of everything older."""
    pages = page_of(request, Edition.objects.live().for_cards().newest_first(), first=TOP)
    context: dict[str, Any] = {"pages": pages, "canonical": pages.canonical}
    if not pages.is_first:
        return page(request, "fronts/older.html", context)
    opening = _opening(pages.items)
    sections = list(Section.objects.all())
    shown = {edition.pk for edition in (opening.lead, *opening.seconds) if edition}
    context |= {
        "opening": opening,
        "bands": _bands(sections, newest_of_each(sections, BAND + len(shown)), shown),
        "clips": list(Clip.objects.public().for_page()[:CLIPS]),
        "updated": max((edition.live_from for edition in pages.items), default=None),
    }
    return page(request, "fronts/home.html", context)


def _opening(newest: Sequence[Edition]) -> Opening:
    lead = _pictured(newest, LEAD_AMONG) if newest else None
    others = [edition for edition in newest if edition is not lead]
    return Opening(lead, others[:SECONDS], others[SECONDS:])


def _bands(sections: Iterable[Section], stock: Iterable[Edition], shown: set[int]) -> list[Band]:
    """What already stands above is not said again; a section with nothing else has no band."""
    of: dict[int | None, list[Edition]] = defaultdict(list)
    for edition in stock:
        if edition.pk not in shown:
            of[edition.section_id].append(edition)
    return [_band(one, of[one.pk][:BAND]) for one in sections if of[one.pk]]


def _band(one: Section, newest: Sequence[Edition]) -> Band:
    first = _pictured(newest, BAND_LEAD_AMONG)
    return Band(one, first, [edition for edition in newest if edition is not first])


def _pictured(newest: Sequence[Edition], among: int) -> Edition:
    """The newest story with a picture, if one of the first few has one; else the newest."""
    return next((edition for edition in newest[:among] if edition.lead_image_id), newest[0])
