"""The jobs themselves: make it in a folder of one's own, look whether it is right, move it in place, then say so."""

import errno
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from visuals.lifecycle import keeping
from visuals.lifecycle.footage import places
from visuals.lifecycle.footage.held import Held
from visuals.lifecycle.footage.listening import listen
from visuals.lifecycle.footage.ordering import order_probe, order_version, settle, wake
from visuals.models import Footage, FootageVersion, MediaJob
from visuals.pipeline.video import commands, encoder, peaks, playlists, probing, verifying
from visuals.pipeline.video.recipe import GROUP, Source
from visuals.pipeline.video.running import EncoderFailed, run

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SAFETY = 1.6  # how much more room there has to be than is expected to be used
INTEGRATED = re.compile(r"I:\s+(-?\d+\.\d) LUFS")
BLOCK = 4 * 1024 * 1024


def room_for(job: MediaJob) -> int:
    """For what is made; and for the original, where it has to be fetched first."""
    if not job.footage.probe:
        return 0
    fetched = 0 if keeping.on_disk() else job.footage.bytes or 0
    return fetched + int(Source.of(job.footage.probe).bytes_expected() * SAFETY)


def trouble(problem: OSError) -> str:
    """Which kind it is; what is wrong with a store has no number."""
    if problem.errno in NO_ROOM:
        return "disk_full"
    silent = problem.errno is None and not keeping.on_disk() and not isinstance(problem, FileNotFoundError)
    return "no_store" if silent else "system"


def probe(job: MediaJob, lease: Held) -> None:
    """Measure, and order what is made of it. Only columns that are ours are written: somebody may be at the form."""
    if lacks := encoder.missing():
        raise EncoderFailed("no_encoder", "Missing: " + ", ".join(lacks))
    Footage.objects.filter(pk=job.footage_id).update(state=Footage.State.PROBING)
    original = _original(job, lease)
    found = probing.probe(original)
    loudness = _loudness(original, Source.of(found), lease)
    digest = _digest(original, lease)
    with transaction.atomic():
        footage = Footage.objects.select_for_update().get(pk=job.footage_id)
        lease.finish()
        measured = {
            "duration_ms", "width", "height", "fps_num", "fps_den", "is_vfr", "video_codec", "audio_codec",
        }  # fmt: skip
        Footage.objects.filter(pk=footage.pk).update(
            **{name: found[name] for name in measured},
            has_video=found["video"] is not None, has_audio=found["audio"] is not None,
            loudness=loudness, sha256=digest, bytes=original.stat().st_size, probe=found,
        )  # fmt: skip
        footage.refresh_from_db()
        order_version(footage)


def extract(job: MediaJob, lease: Held) -> None:
    """The original of a programme that is a stretch of another; from then on it is one like any other."""
    footage = job.footage
    parent, begin, end = footage.derived_from, footage.derived_in_ms or 0, footage.derived_out_ms or 0
    if parent is None:
        raise EncoderFailed("encoder", "the programme it is to be taken from is gone")
    source = replace(Source.of(parent.probe), duration_ms=end - begin)
    made, beat = places.scratch(job) / "original.mp4", partial(lease.beat, 99)
    _encode(commands.extract(_original(job, lease, parent), source, begin, end, made), source, lease)
    places.flush(made.parent, beat)
    places.hand_in(made, footage.file.name, beat)
    places.put(made, footage.file.name)
    with transaction.atomic():
        row = Footage.objects.select_for_update().get(pk=footage.pk)
        lease.finish()
        order_probe(row)


def _loudness(original: Path, source: Source, lease: Held) -> float | None:
    if source.audio is None:
        return None
    said = _encode(commands.loudness(original, source), source, lease)
    found = INTEGRATED.findall(said)
    return float(found[-1]) if found else None


def _digest(original: Path, lease: Held) -> str:
    digest = hashlib.sha256()
    with original.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            lease.beat(99)
    return digest.hexdigest()


def poster(job: MediaJob, lease: Held) -> None:
    source, scratch = _begun(job)
    made = scratch / "poster"
    made.mkdir()
    _encode(commands.poster(_original(job, lease), source, made / "poster.jpg"), source, lease)
    verifying.poster(made / "poster.jpg")
    _publish(job, lease, made, poster="poster/poster.jpg")


def plain(job: MediaJob, lease: Held) -> None:
    """The progressive MP4; of a short programme it is one rung of the ladder, copied."""
    source, scratch = _begun(job)
    made, version = scratch / "mp4", _version(job)
    made.mkdir()
    name = f"{source.plain.name}.mp4" if source.plain else "audio.m4a"
    if version.rungs and source.plain:
        rung = places.folder_here(job, f"{version.path}/hls/{source.plain.name}", partial(lease.beat, 0))
        joined = playlists.join(rung, scratch / "joined.mp4")
        _encode(commands.copied(joined, made / name), source, lease)
    else:
        _encode(commands.plain(_original(job, lease), source, made / name), source, lease)
    lease.beat(99)
    first = verifying.plain(made / name, source, version.timeline_offset_ms if version.rungs else None)
    heard = _peaks(made, name, source, scratch, lease) if source.audio is not None else ""
    _publish(job, lease, made, mp4=f"mp4/{name}", peaks=heard, timeline_offset_ms=first, verified_at=Now())


def _peaks(made: Path, name: str, source: Source, scratch: Path, lease: Held) -> str:
    """How loud it is, for the line of the cutter; made of what was made, which costs next to nothing."""
    sound = scratch / "heard.raw"
    _encode(commands.heard(made / name, source, sound), source, lease)
    peaks.write(sound, made / "peaks.json", source.duration_ms, partial(lease.beat, 99))
    return "mp4/peaks.json"


def ladder(job: MediaJob, lease: Held) -> None:
    """All qualities. A long programme has its MP4 by now: then that is one of them."""
    source, scratch = _begun(job)
    made, version, original = scratch / "hls", _version(job), _original(job, lease)
    for rung in source.rungs:
        (made / rung.name).mkdir(parents=True)
    if version.mp4:
        _encode(commands.ladder(original, _mp4(job, version, lease), source, made), source, lease)
    else:
        _encode(commands.in_one_pass(original, source, made), source, lease)
    known = version.timeline_offset_ms if version.mp4 else None
    rungs, first = verifying.ladder(made, source, known, partial(lease.beat, 99))
    (made / "master.m3u8").write_text(playlists.master(rungs, source.fps), encoding="utf-8")
    _publish(job, lease, made, rungs=rungs, timeline_offset_ms=first)


def board(job: MediaJob, lease: Held) -> None:
    source, scratch = _begun(job)
    made = scratch / "board"
    made.mkdir()
    every_ms = GROUP * 1000 * commands.every(source)
    tiles = max(1, -(-source.duration_ms // every_ms))
    width, height = commands.tile(source)
    _encode(commands.board(_mp4(job, _version(job), lease), source, made), source, lease)
    verifying.board(made, -(-tiles // commands.ACROSS**2))
    listed = playlists.thumbs(tiles, every_ms, source.duration_ms, (width, height), commands.ACROSS)
    (made / "thumbs.vtt").write_text(listed, encoding="utf-8")
    facts = {"width": width, "height": height, "columns": commands.ACROSS, "rows": commands.ACROSS}
    _publish(job, lease, made, board=facts | {"every_ms": every_ms, "tiles": tiles})


DEEDS: dict[str, Callable[[MediaJob, Any], None]] = {
    MediaJob.Kind.EXTRACT: extract,
    MediaJob.Kind.PROBE: probe,
    MediaJob.Kind.POSTER: poster,
    MediaJob.Kind.MP4: plain,
    MediaJob.Kind.LADDER: ladder,
    MediaJob.Kind.BOARD: board,
    MediaJob.Kind.SPEECH: listen,
}


def _begun(job: MediaJob) -> tuple[Source, Path]:
    """A full disk is found before an hour of work, not after it."""
    if places.free() < room_for(job):
        raise EncoderFailed("disk_full", f"{places.free()} bytes are free, {room_for(job)} are needed")
    return Source.of(job.footage.probe), places.scratch(job)


def _version(job: MediaJob) -> FootageVersion:
    """As it is now: what an earlier job has found stands in it."""
    return FootageVersion.objects.get(pk=job.version_id)


def _original(job: MediaJob, lease: Held, footage: Footage | None = None) -> Path:
    return places.here(job, (footage or job.footage).file.name, partial(lease.beat, 0))


def _mp4(job: MediaJob, version: FootageVersion, lease: Held) -> Path:
    return places.here(job, f"{version.path}/{version.mp4}", partial(lease.beat, 0))


def _encode(arguments: list[str], source: Source, lease: Held) -> str:
    program = encoder.ffmpeg()
    if program is None:
        raise EncoderFailed("no_encoder", "There is no ffmpeg on this machine any more.")
    most = 2 * source.bytes_expected() + 64 * 1024**2
    return run([program, *arguments], duration_ms=source.duration_ms, beat=lease.beat, most_bytes=most)


def _publish(job: MediaJob, lease: Held, made: Path, **facts: Any) -> None:
    """One rename, or everything into the store; then the row: a crash between leaves “not ready”, never “ready”
    without files."""
    beat, place = partial(lease.beat, 99), f"{_version(job).path}/{made.name}"
    size = places.flush(made, beat)
    places.hand_in(made, place, beat)
    with transaction.atomic():
        footage = Footage.objects.select_for_update().get(pk=job.footage_id)
        lease.finish()
        version = FootageVersion.objects.select_for_update().get(pk=job.version_id)
        places.put(made, place)
        FootageVersion.objects.filter(pk=version.pk).update(bytes=F("bytes") + size, **facts)
        settle(footage)
        wake(footage.pk)
