"""Programmes, the work on them, and what is said in them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now


class TextTrackQuerySet(models.QuerySet):
    def with_lines(self):
        """How many lines each has."""
        return self.annotate(lines=Count("cues"))

    def approved(self):
        """Those readers may see; whether their programme may be seen is asked of its clips."""
        return self.filter(state=self.model.State.APPROVED)


class PassageQuerySet(models.QuerySet):
    def approved_of(self, programmes):
        """What readers may find of these programmes."""
        return self.filter(track__footage__in=programmes, track__state="approved")


class CueQuerySet(models.QuerySet):
    def within(self, first_ms: int | None, last_ms: int | None):
        """Those heard between two moments, also in part; None means from the start, to the end."""
        rows = self if last_ms is None else self.filter(start_ms__lt=last_ms)
        return rows if first_ms is None else rows.filter(end_ms__gt=first_ms)


class FootageQuerySet(models.QuerySet):
    def with_progress(self):
        """With ``doing`` (kind of the job that runs), ``progress`` (its percent) and ``trouble`` (why one failed)."""
        jobs = self.model.jobs.rel.related_model.objects.filter(footage=OuterRef("pk"))
        running = jobs.filter(state="running").order_by("pk")
        failed = jobs.exclude(error_code="").exclude(state="done").order_by("-pk")
        return self.annotate(
            doing=Subquery(running.values("kind")[:1]),
            progress=Subquery(running.values("progress")[:1]),
            trouble=Subquery(failed.values("error_code")[:1]),
        )

    def for_rights(self):
        """``cuts``: how many clips are made of each; ``public``: whether a story shows one of them."""
        shown = self.model.clips.rel.related_model.objects.filter(footage=OuterRef("pk"), public_from__isnull=False)
        return self.annotate(cuts=Count("clips"), public=Exists(shown))

    def lapsing(self, start: datetime, end: datetime):
        """Those of which readers see a clip until the rights of the programme end, within the span."""
        clips = self.model.clips.rel.related_model.objects.filter(footage=OuterRef("pk"), public_from__isnull=False)
        until = OuterRef("available_until")
        for limit in ("public_until", "available_until"):
            clips = clips.filter(Q(**{f"{limit}__isnull": True}) | Q(**{f"{limit}__gte": until}))
        due = self.filter(Exists(clips), available_until__gte=start, available_until__lt=end)
        return due.order_by("available_until", "pk")

    def playable(self):
        """Those with a version that has been verified."""
        return self.filter(active__verified_at__isnull=False)


class JobQuerySet(models.QuerySet):
    def held(self, job):
        """The row, as long as the lease of ``job`` counts: whoever has lost it changes nothing."""
        return self.filter(pk=job.pk, lease=job.lease, state="running")

    def due(self):
        """Those that can be done now, in the order in which they have to be: nothing before what it is made of.

        MP4 and ladder wait for whichever was ordered first; if that ladder has failed, the MP4 is made without it.
        """
        before = self.model.objects.filter(version=OuterRef("version"), pk__lt=OuterRef("pk"))
        unseen = Q(version__verified_at__isnull=True)
        waits = Q(not_before__gt=Now()) | Q(kind="board") & unseen
        waits |= Q(kind="ladder") & unseen & Exists(before.filter(kind="mp4"))
        waits |= Q(kind="mp4") & Exists(before.filter(kind="ladder", state__in=["queued", "running"]))
        return self.filter(state="queued").exclude(waits).order_by("pk")

    def silent(self, lease: timedelta):
        """Those whose worker has given no sign of life for so long."""
        return self.filter(state="running", heartbeat_at__lt=Now() - lease)

    def overlooked(self, patience: timedelta):
        """Those whose pause is over, and those that wait so long that their task may be lost."""
        return self.filter(Q(not_before__isnull=False) | Q(queued_at__lt=Now() - patience))
