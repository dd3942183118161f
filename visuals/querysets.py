"""What may be shown to readers, asked of the database's clock: no job has to run for rights to end."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Now, RowNumber


def _begun(moment: Any, begin: str) -> Q:
    return Q(**{f"{begin}__isnull": True}) | Q(**{f"{begin}__lte": moment})


def _within(moment: Any, begin: str, end: str) -> Q:
    return _begun(moment, begin) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": moment}))


def _programme_covers(moment: Any) -> Q:
    """Also where there is no programme: its columns are empty then."""
    return _within(moment, "footage__available_from", "footage__available_until")


class VisualQuerySet(models.QuerySet):
    """Pictures and clips: both have a rights window and are public while an edition shows them."""

    def in_rights(self, at: datetime | None = None):
        """Those whose rights cover ``at`` (now, by the database's clock)."""
        return self.filter(_within(at or Now(), "available_from", "available_until"))

    def lapsing(self, start: datetime, end: datetime):
        """Those readers see until their rights end, within the span."""
        shown = Q(public_until__isnull=True) | Q(public_until__gte=F("available_until"))
        due = self.filter(shown, public_from__isnull=False, available_until__gte=start, available_until__lt=end)
        return due.order_by("available_until", "pk")

    def ending_before(self, moment: datetime):
        """Those whose right ends before ``moment``, or has ended; soonest first."""
        return self.filter(available_until__lt=moment).order_by("available_until", "pk")

    def public(self, at: datetime | None = None):
        """Those readers may fetch at ``at``: shown by an edition, and inside their rights."""
        return self.in_rights(at).filter(self._shown(at or Now()))

    def _shown(self, moment: Any) -> Q:
        return Q(public_from__lte=moment) & (Q(public_until__isnull=True) | Q(public_until__gt=moment))


class ImageQuerySet(VisualQuerySet):
    def _shown(self, moment: Any) -> Q:
        """A portrait is on a page of its own accord, a poster wherever its clip is; all others need an edition."""
        portraits = self.model.portrait_of.rel.related_model.objects.filter(image=OuterRef("pk"))
        clips = self.model.poster_of.rel.related_model.objects.met(moment).filter(poster=OuterRef("pk"))
        return super()._shown(moment) | Q(Exists(portraits)) | Q(Exists(clips))

    def shown_by(self, story):
        """Those that its working copy shows, or one of its posts."""
        in_text = Q(body_refs__article=story) | Q(body_refs__entry__article=story)
        return self.filter(in_text | Q(leads_articles=story)).distinct()

    def instead_of(self, image, until: datetime):
        """Printable pictures with the same people or tags whose right lasts beyond ``until``; the nearest first."""
        lasts = Q(available_until__isnull=True) | Q(available_until__gt=until)
        printable = ~Q(file="") & (Q(decorative=True) | ~Q(alt=""))
        same_people = Count("people", Q(people__in=image.people.values("pk")), distinct=True)
        same_tags = Count("tags", Q(tags__in=image.tags.values("pk")), distinct=True)
        rows = self.for_page().in_rights().filter(lasts, printable).exclude(pk=image.pk)
        near = rows.annotate(nearness=2 * same_people + same_tags).filter(nearness__gt=0)
        return near.order_by("-nearness", "-pk")

    def stories(self) -> int:
        """How many stories show them, in work or in print. Six queries, for any number."""
        refs = ("article", "edition__article", "entry__article", "post__article")
        ways = (*(f"body_refs__{owner}" for owner in refs), "leads_articles", "leads_editions__article")
        keys = {key for way in ways for key in self.order_by().values_list(way, flat=True).distinct()}
        return len(keys - {None})

    def for_sheet(self):
        """Everything a cell of the contact sheet touches: ``shown_now`` and ``in_work`` say where it stands."""
        fields = self.model._meta.get_field
        refs, drafts = fields("body_refs").related_model.objects, fields("leads_articles").related_model.objects
        here = {"image": OuterRef("pk")}
        return self.for_page().annotate(
            shown_now=Exists(self.model.objects.public().filter(pk=OuterRef("pk"))),
            in_work=Exists(refs.filter(Q(article__isnull=False) | Q(entry__isnull=False), **here))
            | Exists(drafts.filter(lead_image=OuterRef("pk"))),
        )

    def commonest(self, most: int) -> dict[str, list[tuple[str, str, int]]]:
        """Of agencies, photographers and people shown the ``most`` frequent: key, name, how many. One query for all."""
        maker = Coalesce("photographer__name", "photographer_name")  # counts once, as a person of ours or as a name
        agency, person = ("agency", F("agency__name")), ("people", F("people__name"))
        kinds = {"agency": agency, "maker": (maker, maker), "person": person}
        first, *others = [self._counted(kind, *ways, most) for kind, ways in kinds.items()]
        found: dict[str, list[tuple[str, str, int]]] = {kind: [] for kind in kinds}
        for kind, key, name, number, _place in first.union(*others, all=True).order_by("of", "place"):
            found[kind].append((key, name, number))
        return found

    def _counted(self, kind: str, key: Any, name: Any, most: int):
        """Cut by a window, not by a slice: SQLite takes no limit inside a union."""
        of, given = Value(kind, output_field=CharField()), Cast(key, CharField())
        named = self.order_by().annotate(of=of, given=given, called=name).filter(called__gt="")
        counted = named.values_list("of", "given", "called").annotate(n=Count("pk"))
        place = Window(RowNumber(), order_by=[F("n").desc(), F("called")])
        return counted.annotate(place=place).filter(place__lte=most)

    def lacking(self, what: str):
        """Those without "credit" or "alt"."""
        nothing = {
            "alt": Q(alt="", decorative=False),
            "credit": Q(agency=None, photographer=None, photographer_name="", credit_override=""),
        }
        return self.filter(nothing[what])

    def in_story(self, images, clips):
        """Those among these keys, and the posters of these clips: what one text shows."""
        posters = self.model.poster_of.rel.related_model.objects.filter(pk__in=clips, poster=OuterRef("pk"))
        return self.filter(Q(pk__in=images) | Q(Exists(posters)))

    def for_page(self):
        """Everything a ``<figure>`` touches."""
        return self.select_related("agency", "photographer").defer("metadata")


class ClipQuerySet(VisualQuerySet):
    def in_rights(self, at: datetime | None = None):
        """A clip has no more rights than its programme."""
        return super().in_rights(at).filter(_programme_covers(at or Now()))

    def begun(self, at: datetime | None = None):
        """No embargo holds them any more; ``playable`` is false of those whose rights have ended since."""
        moment = at or Now()
        rows = self.filter(_begun(moment, "available_from"), _begun(moment, "footage__available_from"))
        covered = _within(moment, "available_from", "available_until") & _programme_covers(moment)
        return rows.annotate(playable=Case(When(covered, then=Value(True)), default=Value(False)))

    def met(self, at: datetime | None = None):
        """Those readers know: public, or they were until their rights ended."""
        return self.begun(at).filter(self._shown(at or Now()))

    def for_page(self):
        """Everything a clip card touches."""
        return self.select_related("footage__active", "poster__agency", "poster__photographer")

    def for_player(self):
        """Everything a player touches besides: what is said, as far as it is approved."""
        tracks = self.model.footage.field.related_model.tracks.rel.related_model.objects.approved()
        return self.for_page().prefetch_related(Prefetch("footage__tracks", tracks, to_attr="shown_tracks"))

    def near(self, clip):
        """Others with the same people, tags or programme, the nearest first, then the newest."""
        people = Count("people", Q(people__in=clip.people.values("pk")), distinct=True)
        tags = Count("tags", Q(tags__in=clip.tags.values("pk")), distinct=True)
        same = Case(When(footage=clip.footage_id, then=Value(1)), default=Value(0)) if clip.footage_id else Value(0)
        rows = self.exclude(pk=clip.pk).annotate(nearness=2 * people + 2 * tags + same)
        return rows.order_by("-nearness", F("recorded_on").desc(nulls_last=True), "-pk")

    def shown_by(self, story):
        """Those that its working copy shows, or one of its posts."""
        return self.filter(Q(body_refs__article=story) | Q(body_refs__entry__article=story)).distinct()

    def for_rundown(self):
        """In the order of the programme, those without points first; ``stories``: how many working copies hold it."""
        in_order = self.order_by(F("in_ms").asc(nulls_first=True), "pk")
        return in_order.annotate(
            stories=Count("body_refs__article", distinct=True) + Count("articleclips__article", distinct=True)
        )

    def showing(self, person):
        return self.filter(people=person)

    def tagged(self, tag):
        return self.filter(tag_items__tag=tag)

    def recorded_within(self, since, until):
        """On these days, both included; None is open."""
        rows = self.filter(recorded_on__gte=since) if since else self
        return rows.filter(recorded_on__lte=until) if until else rows


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


def planned_changes() -> list[models.QuerySet]:
    """The next moments at which a right begins or ends, one of each kind."""
    columns = {
        "Image": ("available_from", "available_until", "feed_until", "syndication_until"),
        "Clip": ("available_from", "available_until"),
        "Footage": ("available_from", "available_until"),
    }
    kinds = [(apps.get_model("visuals", name).objects, column) for name, of in columns.items() for column in of]
    return [rows.filter(**{f"{at}__gt": Now()}).order_by(at).values(at)[:1] for rows, at in kinds]
