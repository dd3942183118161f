"""Captions, transcripts and chapters of a programme: taken, written anew, approved. Drafts never reach readers."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from people.lifecycle import record
from people.models import User
from visuals.models import Chapter, Clip, Cue, Footage, Passage, TextTrack
from visuals.pipeline import captions
from visuals.search import CLIPS, PASSAGES

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class CaptionsRefused(ValueError):
    """They do not fit the programme; ``sentences`` says where, and nothing was stored."""

    def __init__(self, sentences: Sequence[str]):
        self.sentences = list(sentences)
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Taken:
    """What was stored, and what the desk should know of it."""

    track: TextTrack
    hints: list[str]
    encoding: str = ""


def take_captions(
    footage: Footage,
    data: bytes | str,
    *,
    by: User | None,
    kind: str = TextTrack.Kind.CAPTIONS,
    language: str = "de",
    label: str = "",
    encoding: str = "",
    begins_at_ms: int = 0,
    source: str = TextTrack.Source.FILE,
) -> Taken:
    """A new draft from a file or a typed text. ``begins_at_ms``: what the programme's clock shows at its start."""
    if not LANGUAGE.fullmatch(language):
        raise CaptionsRefused([_("“%(language)s” is no language as in “de” or “en-GB”.") % {"language": language}])
    spoken, hints, read_as = _fitting(footage, data, encoding, begins_at_ms)
    with transaction.atomic():
        track = TextTrack.objects.create(
            footage=footage, kind=kind, language=language, label=label.strip(), source=source
        )
        _write(track, spoken)
        record("take captions", track, by=by, after={"lines": len(spoken), "language": language, "kind": str(kind)})
    return Taken(track, hints, read_as)


def rewrite_captions(track: TextTrack, text: str, *, by: User | None) -> Taken:
    """The whole track anew, from the text that the desk edited. What was approved stays so: a typo goes at once."""
    with transaction.atomic():
        track = TextTrack.objects.select_for_update(of=("self",)).select_related("footage").get(pk=track.pk)
        spoken, hints, _read_as = _fitting(track.footage, text, "", 0)
        before = track.digest
        _write(track, spoken)
        if track.digest != before:
            record("rewrite captions", track, by=by, after={"lines": len(spoken)})
            _found_again(track)
    return Taken(track, hints)


def approve_captions(track: TextTrack, *, by: User | None) -> TextTrack:
    """From now on readers see it; the one of the same kind and language that they saw becomes a draft again."""
    with transaction.atomic():
        # One lock for all tracks of a programme: two approvals at once would leave two approved.
        Footage.objects.select_for_update().get(pk=track.footage_id)
        rivals = TextTrack.objects.approved().filter(footage=track.footage_id, kind=track.kind, language=track.language)
        rivals.exclude(pk=track.pk).update(state=TextTrack.State.DRAFT)
        _set_state(track, TextTrack.State.APPROVED)
        record("approve captions", track, by=by)
        _found_again(track)
    return track


def take_back_captions(track: TextTrack, *, by: User | None) -> TextTrack:
    """Readers see it no more; the desk goes on with it."""
    with transaction.atomic():
        _set_state(track, TextTrack.State.DRAFT)
        record("take back captions", track, by=by)
        _found_again(track)
    return track


def drop_captions(track: TextTrack, *, by: User | None) -> None:
    with transaction.atomic():
        record("drop captions", track, by=by, before={"lines": track.cues.count(), "state": track.state})
        PASSAGES.forget(*track.passages.values_list("pk", flat=True))
        footage = track.footage_id
        track.delete()
        CLIPS.keep(*Clip.objects.filter(footage=footage).values_list("pk", flat=True))


def set_chapters(footage: Footage, text: str, *, by: User | None) -> list[str]:
    """Chapters from a pasted list, in place of those that are there; returns hints."""
    marks, verdict = captions.read_chapters(text, footage.duration_ms)
    if verdict.refusals:
        raise CaptionsRefused(verdict.refusals)
    with transaction.atomic():
        Footage.objects.select_for_update().get(pk=footage.pk)
        there = list(footage.chapters.values_list("start_ms", "title"))
        if there != [(mark.start_ms, mark.title) for mark in marks]:
            footage.chapters.all().delete()
            Chapter.objects.bulk_create(Chapter(footage=footage, start_ms=m.start_ms, title=m.title) for m in marks)
            record("set chapters", footage, by=by, before={"chapters": len(there)}, after={"chapters": len(marks)})
    return verdict.hints


def _fitting(
    footage: Footage, data: bytes | str, encoding: str, begins_at_ms: int
) -> tuple[list[captions.Spoken], list[str], str]:
    reading = captions.read(data, encoding=encoding)
    if reading.refusals:
        raise CaptionsRefused(reading.refusals)
    spoken, verdict = captions.judge(reading.spoken, footage.duration_ms, shift_ms=-begins_at_ms)
    if verdict.refusals:
        raise CaptionsRefused(verdict.refusals)
    return spoken, [*reading.hints, *verdict.hints], reading.encoding


def _write(track: TextTrack, spoken: Sequence[captions.Spoken]) -> None:
    """Cues, passages and their words, all in place of what was there."""
    PASSAGES.forget(*track.passages.values_list("pk", flat=True))
    track.passages.all().delete()
    track.cues.all().delete()
    fields = ("start_ms", "end_ms", "speaker", "text", "markup", "placing")
    Cue.objects.bulk_create(Cue(track=track, **{name: getattr(one, name) for name in fields}) for one in spoken)
    rows = captions.passages(spoken)
    made = Passage.objects.bulk_create(
        Passage(track=track, start_ms=row.start_ms, end_ms=row.end_ms, text=row.text) for row in rows
    )
    PASSAGES.keep(*(passage.pk for passage in made))
    track.digest = hashlib.sha256(captions.vtt(spoken).encode()).hexdigest()[:16]
    track.save(update_fields=["digest", "changed_at"])


def _set_state(track: TextTrack, state: str) -> None:
    track.state = state
    track.save(update_fields=["state", "changed_at"])


def _found_again(track: TextTrack) -> None:
    """Clips are found by what is said in them, as far as it is approved."""
    CLIPS.keep(*Clip.objects.filter(footage=track.footage_id).values_list("pk", flat=True))
