from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from kit.durations import clock
from people.models import Person
from topics.models import Tag
from visuals.models.footage import Footage
from visuals.models.image import Image
from visuals.models.playback import Playback, playback_of, tile_of
from visuals.models.rights import Visual
from visuals.querysets import ClipQuerySet


class Clip(Visual):
    """A stretch of footage with its own title and date; may exist before its footage arrives."""

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        INTERVIEW = "interview", _("interview")
        STATEMENT = "statement", _("statement")
        SCENE = "scene", _("scene")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("May stay empty: the teaser stands for it.")
    )
    teaser = models.TextField(_("teaser"), blank=True, help_text=_("One or two sentences beside the video."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REPORT)
    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    footage = models.ForeignKey(
        Footage, models.PROTECT, null=True, blank=True, related_name="clips", verbose_name=_("footage")
    )
    in_ms = models.PositiveIntegerField(
        _("in point (ms)"), null=True, blank=True, help_text=_("Empty: from the start.")
    )
    out_ms = models.PositiveIntegerField(_("out point (ms)"), null=True, blank=True, help_text=_("Empty: to the end."))
    typed_ms = models.PositiveIntegerField(
        _("duration by hand (ms)"), null=True, blank=True, help_text=_("Counts until footage is there.")
    )
    poster = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="poster_of", verbose_name=_("poster")
    )
    people = models.ManyToManyField(
        Person, through="ClipPerson", related_name="clips", verbose_name=_("people"), blank=True
    )
    tags = TaggableManager(_("tags"), through="ClipTag", blank=True)

    #: what ``ClipQuerySet.for_player`` and ``for_reading`` bring along
    track_rows: list[dict[str, Any]] | None = None
    chapter_rows: list[dict[str, Any]] | None = None
    cue_rows: list[dict[str, Any]] | None = None

    #: false of a row whose rights have ended, where the query asked for those, too: see ``ClipQuerySet.begun``
    playable = True

    objects = ClipQuerySet.as_manager()

    class Meta(Visual.Meta):
        verbose_name = _("clip")
        verbose_name_plural = _("clips")
        ordering = [F("recorded_on").desc(nulls_last=True), "-pk"]
        constraints = [
            *Visual.Meta.constraints,
            models.CheckConstraint(
                condition=Q(in_ms__isnull=True, out_ms__isnull=True)
                | Q(in_ms__isnull=False, out_ms__isnull=False, out_ms__gte=F("in_ms") + 1000),
                name="clip_lasts_a_second",
            ),
            models.CheckConstraint(
                condition=Q(in_ms__isnull=True) | Q(footage__isnull=False), name="clip_points_need_footage"
            ),
        ]

    def __str__(self):
        name = self.title or self.teaser[:80] or self.slug
        stamp = [f"{self.recorded_on:%d.%m.%Y}"] if self.recorded_on else []
        if self.duration_ms is not None:
            stamp.append(clock(self.duration_ms))
        return f"{name} ({', '.join(stamp)})" if stamp else name

    def get_absolute_url(self):
        return reverse("clip", args=[self.slug])

    @property
    def duration_ms(self) -> int | None:
        """Milliseconds: measured where there is footage, typed until then."""
        if self.in_ms is not None and self.out_ms is not None:
            return self.out_ms - self.in_ms
        if self.footage is not None and self.footage.duration_ms is not None:
            return self.footage.duration_ms
        return self.typed_ms

    @property
    def headline(self) -> str:
        """What stands as its name: the title, or the teaser's first sentence."""
        return self.title or self.teaser.partition(". ")[0].rstrip(".")

    @cached_property
    def shown_tracks(self) -> list[Any]:
        """Approved tracks of its programme, captions before anything else."""
        if self.footage is None:
            return []
        made = [self.footage.tracks.model(**row) for row in self.track_rows or ()]
        for track in made:
            track.footage = self.footage
        return sorted(made, key=lambda track: (track.kind, track.language, -track.pk))

    @property
    def playback(self) -> Playback | None:
        """None while there is nothing to play, and when it may be played no more."""
        if self.footage is None or not self.playable:
            return None
        return playback_of(self.footage, self.in_ms, self.out_ms)

    @property
    def glimpse_url(self) -> str:
        """A small picture of where it begins, for the desk; another one for another cut. "" while there is none."""
        tile = tile_of(self.footage, self.in_ms, self.out_ms) if self.footage else None
        if tile is None or self.footage is None or self.footage.active is None:
            return ""
        return f"{reverse('admin:visuals_clip_glimpse', args=[self.pk])}?{self.footage.active.number}.{tile}"

    @property
    def video_url(self) -> str:
        """Where the file plays from, cut by a media fragment; "" while there is none."""
        return self.playback.starting_at(0) if self.playback else ""

    @property
    def shown_until(self) -> datetime | None:
        """When readers lose it: its own right ends, or that of its programme."""
        ends = [self.available_until, self.footage.available_until if self.footage else None]
        return min(filter(None, ends), default=None)

    @property
    def may_be_downloaded(self) -> bool:
        """A stretch is no file of its own: whoever fetched it would get the whole programme."""
        return self.footage is not None and self.footage.may_download and self.in_ms is None


class ClipPerson(models.Model):
    clip = models.ForeignKey(Clip, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT, related_name="seen_in", verbose_name=_("person"))

    class Meta:
        verbose_name = _("person in the clip")
        verbose_name_plural = _("people in the clip")
        constraints = [models.UniqueConstraint(fields=["clip", "person"], name="person_once_a_clip")]

    def __str__(self):
        return f"{self.person}: {self.clip_id}"


class ClipTag(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="clip_items")
    content_object = models.ForeignKey(Clip, models.CASCADE, related_name="tag_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_a_clip")]

    def __str__(self):
        return f"{self.tag}: {self.content_object_id}"
