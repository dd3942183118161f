"""A programme as it came, what was made of it for readers, and the work that makes it.

Nobody saves a row of these that is not all theirs: a worker updates its own columns, an editor's form its own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from visuals.models.rights import Rights, new_key
from visuals.querysets import FootageQuerySet, JobQuerySet


def footage_path(footage: "Footage", filename: str) -> str:
    """No name and no extension of the client's, and alone in its folder: a playlist would find no neighbour."""
    return f"private/footage/{footage.key[:2]}/{footage.key}/original"


class Footage(Rights):
    """An uploaded programme. Clips are stretches of it; nothing is copied to cut."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("without a file")
        UPLOADED = "uploaded", _("uploaded")
        PROBING = "probing", _("is measured")
        PROCESSING = "processing", _("is encoded")
        READY = "ready", _("ready")
        REJECTED = "rejected", _("refused")  # the file's fault: another one has to come
        FAILED = "failed", _("failed")  # ours: the same one may be tried again
        STOPPED = "stopped", _("stopped")  # cancelled at the desk

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(_("file"), upload_to=footage_path, blank=True, max_length=200)
    broadcast_on = models.DateField(_("broadcast on"), null=True, blank=True)
    rights_holder = models.CharField(_("rights holder"), max_length=160, blank=True)
    may_download = models.BooleanField(
        _("readers may download it"), default=False, help_text=_("Offered with clips that show the whole of it.")
    )
    rights_note = models.TextField(_("terms"), blank=True, help_text=_("Only the desk sees it."))
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="extracts"
    )  # a stretch that was copied out because the rest has to stay closed
    derived_in_ms = models.PositiveIntegerField(null=True, editable=False)
    derived_out_ms = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    # What an upload knows.
    upload_token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 -- null repeats
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    bytes = models.PositiveBigIntegerField(null=True, editable=False)

    # What was measured.
    duration_ms = models.PositiveIntegerField(
        _("duration in milliseconds"),
        null=True,
        blank=True,
        help_text=_("Typed by hand until the file is measured."),
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)  # as shown: after rotation
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    fps_num = models.PositiveIntegerField(null=True, editable=False)  # frames a second, as a fraction: 30000/1001
    fps_den = models.PositiveIntegerField(null=True, editable=False)
    is_vfr = models.BooleanField(default=False, editable=False)
    has_video = models.BooleanField(default=True, editable=False)
    has_audio = models.BooleanField(default=True, editable=False)
    video_codec = models.CharField(max_length=32, blank=True, editable=False)
    audio_codec = models.CharField(max_length=32, blank=True, editable=False)
    loudness = models.FloatField(null=True, editable=False)  # LUFS, EBU R 128
    probe = models.JSONField(default=dict, blank=True, editable=False)

    # Where it stands.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.EXPECTED, editable=False)
    reject_code = models.CharField(max_length=32, blank=True, editable=False)
    active = models.ForeignKey(
        "FootageVersion", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )  # what readers get; null until a first progressive MP4 has been verified

    objects = FootageQuerySet.as_manager()

    class Meta(Rights.Meta):
        verbose_name = _("footage")
        verbose_name_plural = _("programmes")
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @property
    def at_work(self) -> bool:
        """Whether somebody may still change its state without being asked."""
        return self.state in (self.State.UPLOADED, self.State.PROBING, self.State.PROCESSING)

    @property
    def frame_ms(self) -> float:
        """How long one picture of it stands; as if it had 25 a second while that is not known."""
        return 1000 * self.fps_den / self.fps_num if self.fps_num and self.fps_den else 40


class FootageVersion(models.Model):
    """One set of files made of a programme by one recipe, all below ``path``; never written over.

    It grows in the order in which its jobs end: poster, MP4 (from then on it plays), ladder, storyboard. What a name
    below says is there has been verified.
    """

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    recipe = models.CharField(max_length=32)  # "h264-3-v1": codec, rungs, edition of the settings
    path = models.CharField(max_length=120, unique=True)  # in the media folder: footage/ab/<key>/<number>
    poster = models.CharField(max_length=40, blank=True)  # "poster/poster.jpg"
    mp4 = models.CharField(max_length=40, blank=True)  # "mp4/480.mp4", or "mp4/audio.m4a"
    # How loud it is, moment by moment: "mp4/peaks.json"; "": no sound, or made before there were peaks.
    peaks = models.CharField(max_length=40, blank=True, default="", db_default="")
    # The HLS ladder, largest first: [{"name": "720", "width", "height", "bandwidth", "codecs"}, …]; empty: none (yet).
    rungs = models.JSONField(default=list, blank=True)
    # The storyboard: {"width": 160, "height": 90, "columns": 5, "rows": 5, "every_ms": 2000, "tiles": 31}; empty: none.
    board = models.JSONField(default=dict, blank=True)
    timeline_offset_ms = models.IntegerField(default=0)  # where the programme's 0:00 stands on the files' own clock
    bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    verified_at = models.DateTimeField(null=True)  # when its MP4 was; null: not to be played

    class Meta:
        verbose_name = _("version of footage")
        verbose_name_plural = _("versions of footage")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["footage", "number"], name="one_footage_version_a_number")]

    def __str__(self):
        return f"{self.footage_id} · {self.number}"

    @property
    def hls(self) -> str:
        """The master playlist, below ``path``; "" while there is none."""
        return "hls/master.m3u8" if self.rungs else ""

    @property
    def thumbs(self) -> str:
        """The storyboard's list of tiles (WebVTT), below ``path``; "" while there is none."""
        return "board/thumbs.vtt" if self.board else ""


class MediaJob(models.Model):
    """One piece of work on a programme. This row is the truth; the task that wakes a worker up may come twice or never.

    Whoever claims it raises ``lease``, and every later word counts only under that lease.
    """

    class Kind(models.TextChoices):
        """In the order in which they are done."""

        EXTRACT = "extract", _("taking out a stretch")
        PROBE = "probe", _("measuring")
        POSTER = "poster", _("poster")
        MP4 = "mp4", _("video file")
        LADDER = "ladder", _("adaptive qualities")
        BOARD = "board", _("storyboard")
        SPEECH = "speech", _("captions from the sound")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    footage = models.ForeignKey(Footage, models.CASCADE, related_name="jobs")
    version = models.ForeignKey(FootageVersion, models.CASCADE, null=True, related_name="jobs")  # null: measuring
    kind = models.CharField(max_length=8, choices=Kind)
    language = models.CharField(max_length=12, blank=True)  # spoken, where captions are written from the sound
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    lease = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)  # a pause before the next try
    heartbeat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    error_code = models.CharField(max_length=32, blank=True)
    error = models.TextField(blank=True)  # what the encoder said, for whoever runs the newsroom
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("media job")
        verbose_name_plural = _("media jobs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="one_media_job_a_version_and_kind"),
            models.UniqueConstraint(
                fields=["footage", "kind"], condition=Q(version__isnull=True), name="one_media_job_a_footage_and_kind"
            ),
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="media_job_by_state")]

    def __str__(self):
        return f"{self.footage_id} · {self.get_kind_display()}"
