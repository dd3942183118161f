"""What could stand on the front: stories that are out, planned or ready, newest first; in the strip, clips."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from articles.models import Article
from articles.search import STORIES
from fronts.admin.doors import Place
from fronts.admin.telling import Told
from kit.search import LONGEST
from visuals.models import Clip

MOST = 40


@dataclass(frozen=True)
class Offer:
    """One story one may put on the page; ``stands`` is the number of the slot it is in already."""

    story: Any
    stands: int | None
    locked: bool = False


def pool(request: HttpRequest, place: Place, slots: Iterable[Told]) -> dict[str, Any]:
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    rows = Article.objects.visible_to(request.user).exclude(headline="").for_list()
    if typed:
        rows = STORIES.matching(rows, typed)
    else:
        rows = rows.exclude(state__in=("withdrawn", "draft")).order_by("-appears_at", "-pk")
        rows = rows.filter(section=place.section) if place.section else rows
    numbers = {told.key: told.number for told in slots if told.key and not told.strip}
    offers = [Offer(story, numbers.get(story.pk), story.locked_at is not None) for story in rows[:MOST]]
    return {"q": typed, "offers": sorted(offers, key=lambda offer: offer.stands is not None)}


def clips(slots: Iterable[Told]) -> list[Offer]:
    numbers = {told.key: told.number for told in slots if told.key and told.strip}
    return [Offer(clip, numbers.get(clip.pk)) for clip in Clip.objects.public().for_page()[:MOST]]
