"""Working copies: which stories, in what order, with what loaded."""

from datetime import datetime

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce


class ArticleClipQuerySet(models.QuerySet):
    def for_desk(self):
        """Everything a line of the list touches; ``open``: whether its rights let readers see it today."""
        clips = self.model._meta.get_field("clip").related_model.objects
        rows = self.select_related("clip__footage", "clip__poster__agency", "clip__poster__photographer")
        return rows.annotate(open=Exists(clips.in_rights().filter(pk=OuterRef("clip"))))


class ArticleQuerySet(models.QuerySet):
    """Working copies, for the desk only."""

    def visible_to(self, user):
        """Stories this member of the desk may open: all, or those of the sections granted and the own ones."""
        if user.has_perm("articles.see_all_sections"):
            return self
        granted = self.model._meta.get_field("section").related_model.objects.filter(grants__user=user)
        return self.filter(Q(created_by=user) | Q(section__in=granted.values("pk")))

    def on_desk_of(self, user):
        """What ``user`` has to do with, and all that is ready or planned: with the reasons why as flags.

        Gathered reason by reason, each by an index of its own: row by row, every story there is would be looked at.
        """
        asked = self.model.checks.rel.related_model.objects.filter(state="asked").exclude(by=user)
        remarks = self.model.comments.rel.related_model.objects.filter(mentioned=user)
        named = remarks.filter(Q(answers=None, settled_at=None) | Q(answers__isnull=False, answers__settled_at=None))
        editions = self.model._meta.get_field("editions").related_model.objects
        planned = editions.planned().filter(announced_at=None)  # which goes without saying, and there is an index of it
        reasons = {
            "is_begun": Q(created_by=user),
            "is_handed": Q(assignee=user),
            "is_named": Q(pk__in=named.values("article")),
            "is_asked": Q(pk__in=asked.values("article")),
        }
        unprinted = self.model.objects.filter(stage="ready").exclude(Exists(editions.filter(article=OuterRef("pk"))))
        parts = [*(self.model.objects.filter(why) for why in reasons.values()), unprinted]
        first, *others = [part.order_by().values("pk") for part in parts]
        keys = first.union(*others, planned.order_by().values("article"))
        found = self.annotate(**{name: Case(When(why, then=True), default=False) for name, why in reasons.items()})
        return found.filter(pk__in=keys).with_state().select_related("section", "assignee")

    def in_queue_of(self, user, may_sign: bool):
        """Stories that wait for this member of the desk: given to them, asked for a check, named in an open remark.

        Adds ``is_mine``, ``is_asked`` and ``is_named``. Only among those they may open.
        """
        checks = self.model.checks.rel.related_model.objects.filter(article=OuterRef("pk"), state="asked")
        remarks = self.model.comments.rel.related_model.objects.filter(article=OuterRef("pk"), mentioned=user)
        unsettled = Q(answers__isnull=True, settled_at__isnull=True) | Q(
            answers__isnull=False, answers__settled_at__isnull=True
        )
        waiting = self.visible_to(user).annotate(
            is_mine=Case(
                When(assignee=user, then=Value(True)), default=Value(False), output_field=models.BooleanField()
            ),
            is_asked=Exists(checks.exclude(by=user)) if may_sign else Value(False, models.BooleanField()),
            is_named=Exists(remarks.filter(unsettled)),
        )
        return waiting.filter(Q(is_mine=True) | Q(is_asked=True) | Q(is_named=True))

    def embargoed_until(self, start: datetime, end: datetime):
        """Those whose embargo ends within the span."""
        due = self.filter(embargo_until__gte=start, embargo_until__lt=end).order_by("embargo_until", "pk")
        return due.only("headline", "lead", "embargo_until")

    def for_list(self):
        """Everything a row of the desk's list shows: state, section, bylines, checks, when it appeared or will."""
        editions = self.model._meta.get_field("editions").related_model.objects.filter(article=OuterRef("pk"))
        signed = self.model.bylines.rel.related_model._default_manager
        next_one = editions.planned().order_by("live_from").values("live_from")[:1]
        kinds = self.model._meta.get_field("checks").related_model.Kind.values
        checks = {f"{kind}_check": FilteredRelation("checks", condition=Q(checks__kind=kind)) for kind in kinds}
        last_one = editions.once_live().order_by("-live_from", "-pk").values("live_from")[:1]
        return (
            self.with_state()
            .annotate(appears_at=Coalesce(Subquery(next_one), Subquery(last_one)))
            .annotate(**checks)
            .select_related("section", *(f"{name}__by" for name in checks))
            .prefetch_related(Prefetch("bylines", signed.select_related("person")))
            .defer("body")
        )

    def in_state(self, state: str, at: datetime | None = None):
        return self.with_state(at).filter(state=state)

    def with_state(self, at: datetime | None = None):
        """Adds ``state``: live, planned, withdrawn, ready or draft, in this order of importance."""
        editions = self.model._meta.get_field("editions").related_model.objects
        mine = editions.filter(article=OuterRef("pk"))
        return self.annotate(
            state=Case(
                When(Exists(mine.live(at)), then=Value("live")),
                When(Exists(mine.planned(at)), then=Value("planned")),
                When(Exists(mine.once_live(at)), then=Value("withdrawn")),
                default=F("stage"),
                output_field=models.CharField(),
            )
        )
