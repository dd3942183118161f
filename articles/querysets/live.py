"""Which posts of a live blog, in what order, with what loaded."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When, Window
from django.db.models.functions import Now, RowNumber


class LivePostQuerySet(models.QuerySet):
    """States of posts. Nothing here writes."""

    def live(self, at: datetime | None = None):
        """Those whose span covers ``at``. Readers see them only while the live blog is out: see ``readable``."""
        moment = at or Now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=moment), live_from__lte=moment)

    def readable(self, at: datetime | None = None):
        """What readers see, saw or will see at ``at``: the post is live, and so is a live blog it stands in."""
        editions = self.model._meta.get_field("article").related_model.editions.rel.related_model.objects
        return self.live(at).filter(Exists(editions.live(at).filter(article=OuterRef("article"), kind="live")))

    def planned(self, at: datetime | None = None):
        return self.not_empty().filter(live_from__gt=at or Now())

    def not_empty(self):
        """Without those called off or overtaken before anybody could read them."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")))

    def of(self, article: Any):
        return self.filter(article=article)

    def newest_first(self):
        """By first appearance: a mended post stays where it stood."""
        return self.order_by("-first_live_from", "-number")

    def from_here_on(self, post: Any):
        """``post`` and those below it, in the order of the page."""
        return self.filter(
            Q(first_live_from__lt=post.first_live_from)
            | Q(first_live_from=post.first_live_from, number__lte=post.number)
        ).newest_first()

    def below(self, number: int):
        """Those below the post of this number, whether that still stands there or not; none if it never did."""
        moment = self.model.objects.filter(number=number, article=OuterRef("article")).values("first_live_from")[:1]
        return self.annotate(there=Subquery(moment)).filter(
            Q(first_live_from__lt=F("there")) | Q(first_live_from=F("there"), number__lt=number)
        )

    def above(self, post: Any):
        """Those that stand above ``post``, the nearest first."""
        return self.filter(
            Q(first_live_from__gt=post.first_live_from)
            | Q(first_live_from=post.first_live_from, number__gt=post.number)
        ).order_by("first_live_from", "number")

    def for_page(self):
        """Everything a post on a page touches: baked pieces instead of the body."""
        return self.defer("body")

    def highlights(self, pinned: int | None):
        """Key events, the newest first, and before them the pinned post, whether it is one or not."""
        is_pinned = Case(When(entry=pinned, then=Value(1)), default=Value(0))
        return (
            self.for_page()
            .filter(Q(is_key=True) | Q(entry=pinned))
            .annotate(is_pinned=is_pinned)
            .order_by("-is_pinned", "-first_live_from", "-number")
        )

    def last_key_events(self, articles: Collection[int], most: int = 3, at: datetime | None = None):
        """The newest ``most`` of each of these live blogs, all in one question; headlines only."""
        place = Window(RowNumber(), partition_by="article", order_by=["-first_live_from", "-number"])
        found = self.readable(at).filter(article__in=articles, is_key=True).annotate(place=place)
        lines = found.filter(place__lte=most).defer("body", "pieces")
        return lines.order_by("article", "place")

    def for_list(self):
        """What the desk says of the state of a post."""
        return self.defer("body", "pieces").select_related("printed_by")

    def gone_since(self, since: datetime):
        """The last state of each post that readers have lost since then."""
        others = self.model.objects.filter(entry=OuterRef("entry"))
        over = self.filter(withdrawn_at__gt=since, withdrawn_at__lte=Now())
        return over.filter(~Exists(others.live())).order_by("-withdrawn_at", "-pk")


class LiveEntryQuerySet(models.QuerySet):
    """Working copies of posts, for the desk only."""

    def waiting(self):
        """Those no reader has seen: drafts and plans, the newest first."""
        return self.filter(~Exists(self._been_out())).order_by("-number")

    def been_out(self):
        """Those readers have or had, the newest first."""
        return self.filter(Exists(self._been_out())).order_by("-number")

    def _been_out(self):
        posts = self.model.posts.rel.related_model.objects.filter(entry=OuterRef("pk"), live_from__lte=Now())
        return posts.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")) | Q(withdrawn_at__isnull=False)
        )

    def for_stream(self):
        """Everything a line of the desk's page touches: states and names, in as many queries for one as for fifty."""
        posts = self.model.posts.rel.related_model.objects.order_by("-version").defer("pieces", "facts")
        signed = self.model.bylines.rel.related_model._default_manager.select_related("person")
        return self.select_related("created_by", "changed_by").prefetch_related(
            Prefetch("posts", posts), Prefetch("bylines", signed)
        )
