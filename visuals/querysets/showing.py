"""What may be shown to readers, asked of the database's clock: no job has to run for rights to end."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Now, RowNumber

from kit.gathering import gathered

LAST_MS = 2**31 - 1  # later than any programme ends


def _in_text_of(model: Any, story: Any, kind: str) -> Q:
    """In its working copy or in one of its posts. Joined, they would be looked for in every text there is."""
    refs = model.body_refs.rel.related_model.objects.filter(**{f"{kind}__isnull": False})
    return Q(pk__in=refs.filter(article=story).values(kind)) | Q(pk__in=refs.filter(entry__article=story).values(kind))


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
        return self.filter(_in_text_of(self.model, story, "image") | Q(pk=story.lead_image_id))

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
        """Everything a player touches besides: ``shown_tracks``, what is said as far as it is approved."""
        tracks = self.model.footage.field.related_model.tracks.rel.related_model
        columns = [field.attname for field in tracks._meta.concrete_fields if not field.name.endswith("_at")]
        shown = tracks.objects.approved().filter(footage=OuterRef("footage"))
        return self.for_page().annotate(track_rows=gathered(shown, *columns))

    def for_reading(self):
        """Everything the page of a clip touches besides: the ``chapters`` of its programme, and of its first track
        what is heard in the clip (``cues``)."""
        programmes = self.model.footage.field.related_model
        tracks = programmes.tracks.rel.related_model
        first = tracks.objects.approved().filter(footage=OuterRef(OuterRef("footage"))).values("pk")[:1]
        begin, end = Coalesce(OuterRef("in_ms"), 0), Coalesce(OuterRef("out_ms"), LAST_MS)
        cues = tracks.cues.rel.related_model.objects.filter(track=Subquery(first)).within(begin, end)
        chapters = programmes.chapters.rel.related_model.objects.filter(footage=OuterRef("footage"))
        return self.for_player().annotate(
            cue_rows=gathered(cues, "id", "start_ms", "end_ms", "speaker", "text"),
            chapter_rows=gathered(chapters, "start_ms", "title"),
        )

    def near(self, clip):
        """Others with the same people, tags or programme, the nearest first, then the newest."""
        people = Count("people", Q(people__in=clip.people.values("pk")), distinct=True)
        tags = Count("tags", Q(tags__in=clip.tags.values("pk")), distinct=True)
        same = Case(When(footage=clip.footage_id, then=Value(1)), default=Value(0)) if clip.footage_id else Value(0)
        rows = self.exclude(pk=clip.pk).annotate(nearness=2 * people + 2 * tags + same)
        return rows.order_by("-nearness", F("recorded_on").desc(nulls_last=True), "-pk")

    def shown_by(self, story):
        """Those that its working copy shows, or one of its posts."""
        return self.filter(_in_text_of(self.model, story, "clip"))

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


def planned_changes() -> list[models.QuerySet]:
    """The next moments at which a right begins or ends, one of each kind."""
    columns = {
        "Image": ("available_from", "available_until", "feed_until", "syndication_until"),
        "Clip": ("available_from", "available_until"),
        "Footage": ("available_from", "available_until"),
    }
    kinds = [(apps.get_model("visuals", name).objects, column) for name, of in columns.items() for column in of]
    return [rows.filter(**{f"{at}__gt": Now()}).order_by(at).values(at)[:1] for rows, at in kinds]
