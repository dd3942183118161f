"""What readers may see, saw or will see: which editions, in what order, with what loaded."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now

from kit.moments import day_start

#: editions with a tag up to which their keys are quicker than walking through all stories
RARE = 300


def _live(moment) -> Q:
    return Q(live_until__isnull=True) | Q(live_until__gt=moment)


class EditionQuerySet(models.QuerySet):
    """Nothing here writes."""

    def of_stories_open_to(self, user):
        """Those of stories this member of the desk may open. Whoever may open all is spared a list of all of them."""
        stories = self.model._meta.get_field("article").related_model.objects.visible_to(user).values("pk")
        return self if user.has_perm("articles.see_all_sections") else self.filter(article__in=stories)

    def live(self, at: datetime | None = None):
        """What readers see, saw or will see at ``at``. The database's clock decides."""
        moment = at or Now()
        return self.filter(_live(moment), live_from__lte=moment)

    def planned(self, at: datetime | None = None):
        """Those that will appear after ``at`` and have not been called off."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), live_from__gt=at or Now())

    def once_live(self, at: datetime | None = None):
        """Those that readers could have seen by ``at``. One called off or overtaken in its first second is not
        among them, one withdrawn in its first second is."""
        return self.not_empty().filter(live_from__lte=at or Now())

    def appearing(self, start: datetime, end: datetime):
        """Those that began or will begin within the span; not what was called off before anybody saw it."""
        span = self.not_empty().filter(live_from__gte=start, live_from__lt=end)
        untold, told = span.order_by()._halves()
        return self.filter(pk__in=untold.union(told)).order_by("live_from", "pk")

    def last_out(self, many: int):
        """So many of those that readers see, the one that appeared last first."""
        out = self.live().order_by("-live_from", "-pk")
        untold, told = (self.model.objects.filter(pk__in=half[:many]).order_by() for half in out._halves())
        return self.filter(pk__in=untold.values("pk").union(told.values("pk"))).order_by("-live_from", "-pk")[:many]

    def _halves(self):
        """Keys of those nobody was told of yet, and of the others. Each half has an index of when its editions begin;
        one over both would be taken for questions that it is no good for."""
        return [self.values("pk").filter(announced_at__isnull=untold) for untold in (True, False)]

    def ending(self, start: datetime, end: datetime):
        """The last ones: within the span readers lose the story, for nothing follows in that second."""
        others = self.model.objects.not_empty()
        follows = others.filter(article=OuterRef("article"), live_from=OuterRef("live_until"))
        span = self.not_empty().filter(live_until__gte=start, live_until__lt=end)
        return span.filter(~Exists(follows)).order_by("live_until", "pk")

    def unannounced(self, at: datetime | None = None):
        """Readers see them (or could), but nobody who listens has been told yet; oldest first."""
        due = self.not_empty().filter(announced_at__isnull=True, live_from__lte=at or Now())
        return due.order_by("live_from", "pk")

    def overdue(self, since: datetime):
        """Those that should have been announced by ``since``, and were printed by then."""
        return self.unannounced(since).filter(printed_at__lte=since)

    def not_empty(self):
        """Without those called off or overtaken before anybody could read them; withdrawn in that second counts."""
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")) | Q(withdrawn_at__isnull=False)
        )

    def gone_since(self, since: datetime):
        """The last edition of each story that readers have lost since then and that is not coming back by itself."""
        others = self.model.objects.filter(article=OuterRef("article"))
        over = self.model.objects.not_empty().filter(live_until__gt=since, live_until__lte=Now())
        lost = over.filter(~Exists(others.live()), ~Exists(others.planned()))
        later = others.not_empty().filter(live_from__lte=Now(), live_until__gt=OuterRef("live_until"))
        # They are few, so they are found first, whatever narrows the stories down besides.
        return self.filter(pk__in=lost.filter(~Exists(later)).values("pk")).order_by("-live_until", "-pk")

    def newest_first(self):
        """By the story's first appearance: a mended story does not jump to the top again."""
        return self.order_by("-first_live_from", "-pk")

    def with_moves(self):
        """Adds ``moved_at``: when readers last got something new of it. A live blog moves with its posts."""
        posts = self.model._meta.get_field("article").related_model.live_posts.rel.related_model.objects
        begun = posts.filter(article=OuterRef("article"), live_from__lte=Now(), live_from__gte=OuterRef("live_from"))
        last = Subquery(begun.order_by("-live_from").values("live_from")[:1])
        own = F("live_from")
        return self.annotate(moved_at=Case(When(kind="live", then=Coalesce(last, own)), default=own))

    def oldest_first(self):
        return self.order_by("first_live_from", "pk")

    def in_section(self, section):
        return self.filter(section=section)

    def in_section_at(self, slug: str):
        return self.filter(section__slug=slug)

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def within(self, since, until):
        """First published on these days of the desk's clock, both included; None is open."""
        begin, end = day_start(since), day_start(until and until + timedelta(days=1))
        rows = self.filter(first_live_from__gte=begin) if begin else self
        return rows.filter(first_live_from__lt=end) if end else rows

    def with_clips(self):
        return self._pointing_at(clip__isnull=False)

    def tagged(self, tag, *, often: bool = False):
        """With ``tag`` (or its key) or one that has been merged into it since. A tag that ``often`` stands somewhere is
        soon met among the newest; one that does not would be looked for in every story (see ``often_tagged``)."""
        items = self.model.tag_items.rel.related_model.objects
        if often:
            here = items.filter(edition=OuterRef("pk"))
            return self.filter(Exists(here.filter(Q(tag=tag) | Q(tag__merged_into=tag))))
        key = getattr(tag, "pk", tag)
        tags = items.model._meta.get_field("tag").related_model.objects.filter(Q(pk=key) | Q(merged_into=key))
        return self.filter(pk__in=items.filter(tag__in=tags.values("pk")).values("edition"))

    def by(self, person, *, often: bool = False):
        """Signed by ``person``. Who signs ``often`` is soon met among the newest (see ``often_signed``)."""
        lines = self.model.bylines.rel.related_model.objects.filter(person=person)
        if often:
            return self.filter(Exists(lines.filter(edition=OuterRef("pk"))))
        return self.filter(pk__in=lines.values("edition"))

    def naming(self, person, *, often: bool = False):
        """About ``person``, mentioning or quoting them. Whoever is named ``often`` is soon met among the newest."""
        named = self.model.named.rel.related_model.objects.filter(edition=OuterRef("pk"), person=person)
        return self.filter(Exists(named)) if often else self.filter(named__person=person)

    def quoting(self, person, *, often: bool = False):
        """With set-out words of ``person``; the body is loaded, for the words are in it. Whoever is quoted ``often`` is
        soon met among the newest; for whoever is not, every story would be looked through.
        """
        if not often:
            return self._pointing_at(person=person, kind="quote").defer("pieces")
        quotes = self.model.body_refs.rel.related_model.objects.filter(person=person, kind="quote")
        return self.filter(Exists(quotes.filter(edition=OuterRef("pk")))).defer("pieces")

    def in_other_languages(self, edition):
        """The same story as ``edition``, in other words: what it was translated from, and its siblings."""
        articles = self.model._meta.get_field("article").related_model.objects
        same = articles.filter(Q(pk=edition.original) | Q(translation_of=edition.original))
        others = self.filter(article__in=same.values("pk")).exclude(article=edition.article_id)
        return others.defer("body", "pieces").order_by("language", "pk")

    def showing(self, clip):
        """In the text, or below it among the related videos."""
        below = self.model.related.rel.related_model.objects.filter(clip=clip)
        return self._pointing_at(clip=clip) | self.filter(pk__in=below.values("edition"))

    def _pointing_at(self, **target):
        """Asked from the target's side: EXISTS or a DISTINCT join would read every edition there is."""
        refs = self.model.body_refs.rel.related_model.objects.filter(edition__isnull=False, **target)
        return self.filter(pk__in=refs.values("edition"))

    def at_address(self, slug: str):
        return self.filter(slug=slug)

    def for_calendar(self):
        """A line of the calendar: no text, no relations."""
        printed = ("headline", "teaser_headline", "number", "article", "printed_at")
        return self.only(*printed, "live_from", "live_until", "withdrawn_at", "announced_at")

    def for_cards(self):
        """Everything ``articles/_card.html`` touches, and nothing more."""
        return self.select_related("lead_image__agency", "lead_image__photographer").defer("body", "pieces")

    def for_hits(self):
        """Everything a line of the search shows; the text is read for the passage where the words stand."""
        return self.defer("pieces")

    def for_page(self):
        """A story's own page: baked pieces instead of the body, and whether other languages have it, too."""
        others = self.model.objects.live().exclude(article=OuterRef("article"))
        # Two questions, for each walks an index; joined by OR in one they read every edition there is.
        same = others.filter(article=OuterRef("original"))
        siblings = others.filter(article__translation_of=OuterRef("original"))
        return self.defer("body").annotate(
            original=Coalesce("article__translation_of", "article"),
            is_translated=Exists(same) | Exists(siblings),
            has_changed=Exists(
                self.model.objects.comparable().filter(article=OuterRef("article"), live_from__lt=OuterRef("live_from"))
            ),
        )

    def comparable(self):
        """Those that readers may lay side by side, oldest first: what they could read since the story was last
        withdrawn. What was taken back then is not shown again because the story is back."""
        taken_back = self.model.objects.filter(
            article=OuterRef("article"), withdrawn_at__isnull=False, live_from__gte=OuterRef("live_from")
        )
        return self.once_live().filter(~Exists(taken_back)).order_by("live_from", "pk")

    def ever_at(self, slug: str):
        """Those that began at this address: not what is only planned, nor what was planned and called off."""
        begun = self.filter(slug=slug, live_from__lte=Now())
        return begun.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")) | Q(printed_at__gte=F("live_from"))
        )
