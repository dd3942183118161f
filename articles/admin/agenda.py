"""What happens when: stories that appear and end, embargoes and rights that run out. Five questions for any span."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Edition
from kit import moments
from people.models import User
from visuals.models import Clip, Footage, Image

#: an announcement may take a moment; whatever takes longer is late
GRACE = timedelta(seconds=60)
LANES = {"appears": gettext_lazy("Appears"), "embargo": gettext_lazy("Embargo"), "ends": gettext_lazy("Ends")}
ICONS = {"late": "must", "ends": "clock", "rights": "rights"}  # the others are called as their state is


@dataclass(frozen=True)
class Event:
    """One moment of the desk's day. ``kind`` is its shape and colour, ``word`` what it says."""

    at: datetime
    lane: str
    kind: str
    word: str
    title: str
    url: str

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, self.kind)

    @property
    def time(self) -> str:
        clock = f"{timezone.localtime(self.at):%H:%M}"
        return f"{clock} ({moments.offset(self.at)})" if moments.comes_twice(self.at) else clock


def events(
    user: User, start: datetime, end: datetime, now: datetime, rights: Iterable[Event] | None = None
) -> list[Event]:
    """Everything between two moments that ``user`` may know of, in order; ``rights``, if somebody asked already."""
    stories = Article.objects.visible_to(user)
    editions = Edition.objects.of_stories_open_to(user).for_calendar()
    found = [
        *_appearing(editions.appearing(start, end), now),
        *_ending(editions.ending(start, end)),
        *_embargoes(stories.embargoed_until(start, end)),
        *(lapsing(user, start, end) if rights is None else rights),
    ]
    return sorted(found, key=lambda event: (event.at, event.title))


def _appearing(editions: QuerySet[Edition], now: datetime) -> Iterator[Event]:
    for edition in editions:
        kind, word = "planned", _("planned")
        if edition.live_from <= now:
            late = edition.announced_at is None and max(edition.live_from, edition.printed_at) <= now - GRACE
            kind, word = ("late", _("not announced yet")) if late else ("live", _("appeared"))
        yield _of_story(edition.live_from, "appears", kind, word, edition.shown_headline, edition.article_id)


def _ending(editions: QuerySet[Edition]) -> Iterator[Event]:
    for edition in editions:
        kind, word = ("withdrawn", _("withdrawn")) if edition.withdrawn_at else ("ends", _("leaves the site"))
        moment: Any = edition.live_until
        yield _of_story(moment, "ends", kind, word, edition.shown_headline, edition.article_id)


def _embargoes(stories: QuerySet[Article]) -> Iterator[Event]:
    for story in stories:
        moment: Any = story.embargo_until
        yield _of_story(moment, "embargo", "embargo", _("embargo ends"), str(story), story.pk)


def _of_story(at: datetime, lane: str, kind: str, word: str, title: str, pk: int) -> Event:
    return Event(at, lane, kind, word, title, reverse("admin:articles_article_change", args=[pk]))


def lapsing(user: User, start: datetime, end: datetime) -> Iterator[Event]:
    for model, name in ((Image, _("picture rights end")), (Clip, _("video rights end"))):
        label = model._meta.model_name
        if user.has_perm(f"visuals.view_{label}"):
            for visual in model.objects.lapsing(start, end).only(*_named(model), "available_until"):
                url = reverse(f"admin:visuals_{label}_change", args=[visual.pk])
                title = visual.headline if isinstance(visual, Clip) else str(visual)
                yield Event(visual.available_until, "ends", "rights", name, title, url)
    if user.has_perm("visuals.view_footage"):
        for programme in Footage.objects.lapsing(start, end).only("title", "available_until"):
            url = reverse("admin:visuals_footage_change", args=[programme.pk])
            yield Event(programme.available_until, "ends", "rights", _("programme rights end"), programme.title, url)


def _named(model: type[Image] | type[Clip]) -> tuple[str, ...]:
    return ("title", "caption") if model is Image else ("title", "teaser", "slug")
