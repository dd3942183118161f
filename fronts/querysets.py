"""What stands where; every question about stories goes to live editions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Now

from articles.models import Edition
from articles.querysets import often_tagged
from topics.models import Tag
from visuals.models import Clip

#: how far back one looks for what others point at, and for the topic of these days
LATELY = timedelta(days=7)


def _live(moment: Any) -> Q:
    return Q(live_until__isnull=True) | Q(live_until__gt=moment)


class FrontQuerySet(models.QuerySet):
    def of(self, section: int | None):
        """The home page's front, or a section's."""
        return self.filter(section=section) if section else self.filter(section__isnull=True)


class FrontEditionQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None):
        moment = at or Now()
        return self.filter(_live(moment), live_from__lte=moment)

    def of(self, section: int | None):
        return self.filter(front__section=section) if section else self.filter(front__section__isnull=True)

    def not_empty(self):
        """Without those called off or overtaken before anybody could see them."""
        return self.filter(_live(F("live_from")))

    def planned(self, at: datetime | None = None):
        return self.not_empty().filter(live_from__gt=at or Now())

    def within(self, start: datetime, end: datetime):
        """Those that are live at some moment of the span, in order."""
        return self.not_empty().filter(_live(start), live_from__lt=end).order_by("live_from")


class BreakingQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None):
        moment = at or Now()
        return self.filter(live_from__lte=moment, live_until__gt=moment)

    def for_banner(self, at: datetime | None = None):
        """What the line above every page touches: its story's address, if readers have the story."""
        addresses = Edition.objects.live(at).filter(article=OuterRef("article"))
        slug, kind = (Subquery(addresses.values(name)[:1]) for name in ("slug", "kind"))
        return self.annotate(slug=slug, kind=kind).filter(slug__isnull=False)


def with_front(sections: QuerySet) -> QuerySet:
    """Adds ``arranged``: the layout of the front that is live; None where nobody has arranged it yet."""
    editions = apps.get_model("fronts", "FrontEdition").objects.live().filter(front__section=OuterRef("pk"))
    return sections.annotate(arranged=Subquery(editions.values("layout")[:1]))


def alive(start: datetime | None, end: datetime | None = None) -> QuerySet[Edition]:
    """Editions live at ``start`` (now), or at some moment between two."""
    if end is None:
        return Edition.objects.live(start)
    return Edition.objects.not_empty().filter(_live(start), live_from__lt=end)


def counting_links(editions: QuerySet[Edition], at: datetime | None) -> QuerySet[Edition]:
    """Adds ``links``: how many other live stories point at it."""
    others = Edition.objects.live(at).filter(body_refs__story=OuterRef("article")).order_by()
    pointing = others.values("body_refs__story").annotate(n=Count("pk"))
    return editions.annotate(links=Coalesce(Subquery(pointing.values("n"), output_field=IntegerField()), 0))


def most_linked(editions: QuerySet[Edition], at: datetime | None) -> QuerySet[Edition]:
    """The stories of these days that most others point at."""
    recent = counting_links(editions, at).filter(first_live_from__gt=(at or Now()) - LATELY, links__gt=0)
    return recent.order_by("-links", "-first_live_from", "-pk")


def any_of(editions: QuerySet[Edition], parts: Iterable[QuerySet[Edition]], articles: Iterable[int]):
    """Those in one of the ``parts`` (each walks an index of its own), and all editions of these stories.

    One list of keys: where several are joined by OR, PostgreSQL reads every edition there is to see in which it stands.
    """
    # A union may have no order and no end inside, so each part is asked for by its keys.
    keys = [Edition.objects.filter(pk__in=part.values("pk")).order_by().values("pk") for part in parts]
    if pinned := list(articles):
        keys.append(Edition.objects.filter(article__in=pinned).order_by().values("pk"))
    first, *others = keys
    return editions.filter(pk__in=first.union(*others, all=True) if others else first).newest_first()


def with_tags(editions: QuerySet[Edition], tags: Iterable[int]) -> QuerySet[Edition]:
    """Adds ``tag_7`` for each tag 7: not None if it has that, or one that has been merged into it since.

    A value and no EXISTS, which PostgreSQL would answer from a list of all that was ever tagged.
    """
    items = Edition.tag_items.rel.related_model.objects.filter(edition=OuterRef("pk")).order_by()
    found = {f"tag_{tag}": items.filter(Q(tag=tag) | Q(tag__merged_into=tag)).values("pk")[:1] for tag in tags}
    return editions.annotate(**{name: Subquery(one) for name, one in found.items()})


def chosen_tags(keys: Iterable[int]) -> QuerySet[Tag]:
    """These, each with the tag it was merged into, and whether many editions have the one or the other."""
    found = Tag.objects.filter(pk__in=keys).select_related("merged_into")
    return found.annotate(stands_for=Coalesce("merged_into", "pk"), is_often=often_tagged("stands_for"))


def first_clips(pinned: Iterable[int], at: datetime | None) -> QuerySet[Clip]:
    """Public clips, the pinned ones before all others."""
    rank = Case(When(pk__in=list(pinned), then=0), default=1, output_field=IntegerField())
    clips = Clip.objects.public(at).for_page()
    return clips.annotate(rank=rank).order_by("rank", *Clip._meta.ordering)


def topic_of_these_days(at: datetime | None) -> QuerySet[Tag]:
    """The tag that most live stories of the last days have."""
    recent = Edition.objects.live(at).filter(first_live_from__gt=(at or Now()) - LATELY)
    counted = Tag.objects.filter(merged_into=None, edition_items__edition__in=recent.values("pk"))
    return counted.annotate(stories=Count("edition_items")).order_by("-stories", "name")


def planned_changes() -> list[QuerySet]:
    """The next moment at which a front is arranged otherwise, or a breaking news begins or ends."""
    editions, lines = (apps.get_model("fronts", name).objects for name in ("FrontEdition", "BreakingNews"))
    return [
        editions.filter(live_from__gt=Now()).order_by("live_from").values("live_from")[:1],
        editions.filter(live_until__gt=Now()).order_by("live_until").values("live_until")[:1],
        lines.filter(live_until__gt=Now()).order_by("live_until").values("live_until")[:1],
        lines.filter(live_until__gt=Now(), live_from__gt=Now()).order_by("live_from").values("live_from")[:1],
    ]
