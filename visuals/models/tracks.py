from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.durations import clock
from visuals.models.clip import Footage
from visuals.querysets import CueQuerySet, PassageQuerySet, TextTrackQuerySet


class TextTrack(models.Model):
    """What is said in a programme, as timed text. Readers see it once a human has approved it."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        SUBTITLES = "subtitles", _("subtitles in another language")
        DESCRIPTIONS = "descriptions", _("descriptions of what is seen")

    class Source(models.TextChoices):
        FILE = "file", _("from a file")
        TYPED = "typed", _("written here")
        RECOGNISED = "recognised", _("recognised by a model")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="tracks", verbose_name=_("footage"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CAPTIONS)
    language = models.CharField(_("language"), max_length=12, default="de", help_text=_("As in “de” or “en-GB”."))
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("Empty: the name of the language, as players show it.")
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.FILE)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    #: over the written file; part of its address, so that a store may keep it for ever
    digest = models.CharField(max_length=16, editable=False, default="")
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = TextTrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["kind", "language", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["footage", "kind", "language"],
                condition=Q(state="approved"),
                name="one_approved_track_a_language",
            )
        ]

    def __str__(self):
        return f"{self.footage}: {self.get_kind_display()} ({self.language})"

    @property
    def address(self) -> str:
        """The captions as WebVTT, on the programme's clock."""
        return reverse("captions", args=[self.footage.key, self.pk, self.digest])

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED


class Cue(models.Model):
    """One line or two, on the programme's clock. A clip shows those that it overlaps."""

    track = models.ForeignKey(TextTrack, models.CASCADE, related_name="cues")
    start_ms = models.PositiveIntegerField(_("from (ms)"))
    end_ms = models.PositiveIntegerField(_("until (ms)"))
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    text = models.TextField(_("words"))  # plain, with its line breaks
    markup = models.TextField(blank=True, default="")  # WebVTT with its b, i, u, c and lang; empty if it has none
    placing = models.CharField(max_length=80, blank=True, default="")  # WebVTT cue settings, as “line:0 align:start”

    objects = CueQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of captions")
        verbose_name_plural = _("lines of captions")
        ordering = ["start_ms", "pk"]
        indexes = [models.Index(fields=["track", "start_ms"], name="cues_of_a_track_in_order")]
        constraints = [models.CheckConstraint(condition=Q(end_ms__gt=F("start_ms")), name="cue_ends_after_it_begins")]

    def __str__(self):
        return f"{clock(self.start_ms)} {self.text[:60]}"


class Passage(models.Model):
    """Half a minute of a transcript, as it is found by its words. Made anew whenever its track changes."""

    track = models.ForeignKey(TextTrack, models.CASCADE, related_name="passages")
    start_ms = models.PositiveIntegerField()
    end_ms = models.PositiveIntegerField()
    text = models.TextField()

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage of a transcript")
        verbose_name_plural = _("passages of transcripts")
        ordering = ["track", "start_ms"]

    def __str__(self):
        return f"{clock(self.start_ms)} {self.text[:60]}"


class Chapter(models.Model):
    """Where a part of a programme begins; the next one ends it."""

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="chapters", verbose_name=_("footage"))
    start_ms = models.PositiveIntegerField(_("from (ms)"))
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["start_ms"]
        constraints = [models.UniqueConstraint(fields=["footage", "start_ms"], name="chapter_once_a_moment")]

    def __str__(self):
        return f"{clock(self.start_ms)} {self.title}"
