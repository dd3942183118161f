"""Captions out of the sound, by a program of the newsroom's own. What it writes is a draft beside what is there."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from people.lifecycle import record
from people.models import User
from visuals.lifecycle.captioning import LANGUAGE, CaptionsRefused, take_captions
from visuals.lifecycle.footage import places
from visuals.lifecycle.footage.held import Held
from visuals.lifecycle.footage.ordering import OPEN, NotPossible, wake
from visuals.models import Footage, MediaJob, TextTrack
from visuals.pipeline.video import commands, encoder, hearing
from visuals.pipeline.video.recipe import Source
from visuals.pipeline.video.running import EncoderFailed, run

SPARE = 64 * 1024**2


def order_captions(footage: Footage, language: str, *, by: User | None) -> MediaJob:
    """Have them written in the background; once at a time. Raises ``NotPossible``."""
    if not LANGUAGE.fullmatch(language):
        raise NotPossible(_("“%(language)s” is no language as in “de” or “en-GB”.") % {"language": language})
    if not settings.SPEECH_COMMAND:
        raise NotPossible(_("No program is set here that could write captions (SPEECH_COMMAND)."))
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=footage.pk)
        if not row.probe or row.state == Footage.State.REJECTED or not row.has_audio:
            raise NotPossible(_("Captions can be written once the programme has been measured, and if it has sound."))
        if row.jobs.filter(kind=MediaJob.Kind.SPEECH, state__in=OPEN).exists():
            raise NotPossible(_("Captions are being written from the sound already."))
        asked = {"state": MediaJob.State.QUEUED, "attempts": 0, "progress": 0, "not_before": None, "finished_at": None}
        asked |= {"error_code": "", "error": "", "language": language}
        job, _new = row.jobs.update_or_create(version=None, kind=MediaJob.Kind.SPEECH, defaults=asked)
        record("order captions", row, by=by, after={"language": language})
        wake(row.pk)
    return job


def listen(job: MediaJob, lease: Held) -> None:
    """The sound as a file, the program, and its words read like anybody's: stored whole, as a draft, or not at all."""
    program, source = settings.SPEECH_COMMAND, Source.of(job.footage.probe)
    if not program:
        raise EncoderFailed("no_speech")
    scratch = places.scratch(job)
    sound = scratch / "sound.wav"
    _write_sound(job, source, sound, lease)
    printed = hearing.hear(
        program, sound, job.language, scratch / "words.vtt",
        limit=limit(source.duration_ms), beat=lambda: lease.beat(10),
    )  # fmt: skip
    try:
        with transaction.atomic():
            footage = Footage.objects.select_for_update().get(pk=job.footage_id)
            lease.finish()
            take_captions(
                footage, printed, by=None, language=job.language, encoding="utf-8", source=TextTrack.Source.RECOGNISED
            )
            wake(footage.pk)
    except CaptionsRefused as refusal:
        raise EncoderFailed("speech_words", "\n".join(refusal.sentences)) from refusal


def limit(duration_ms: int) -> float:
    """Seconds that the program may take."""
    return max(600, 8 * duration_ms / 1000)


def _write_sound(job: MediaJob, source: Source, out: Path, lease: Held) -> None:
    ffmpeg = encoder.ffmpeg()
    if ffmpeg is None:
        raise EncoderFailed("no_encoder", "There is no ffmpeg on this machine any more.")
    size = commands.SPEECH_RATE * 2 * source.duration_ms // 1000 + SPARE
    if places.free() < size:
        raise EncoderFailed("disk_full", f"{places.free()} bytes are free, {size} are needed")
    told = commands.sound(places.here(job, job.footage.file.name, lambda: lease.beat(0)), source, out)
    run(
        [ffmpeg, *told],
        duration_ms=source.duration_ms,
        beat=lambda percent: lease.beat(percent // 10),
        most_bytes=size,
    )
    if not out.is_file() or out.stat().st_size < commands.SPEECH_RATE:
        raise EncoderFailed("broken", "less than half a second of sound was written")
