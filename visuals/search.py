"""What pictures, clips and transcripts are found by. Who is shown and whose picture it is stands beside the title."""

from collections.abc import Iterable, Sequence

from kit.search import Index, Texts
from visuals.models import Clip, Cue, Image, Passage, TextTrack


def _names(rows: Iterable[object]) -> list[str]:
    return [str(row) for row in rows]


def _of_pictures(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    rows = Image.objects.filter(pk__in=keys).select_related("agency", "photographer").defer("metadata")
    for image in rows.prefetch_related("people", "tags"):
        around = [image.credit, image.place, *_names(image.people.all()), *_names(image.tags.all())]
        yield image.pk, Texts(f"{image.title}\n{image.caption}", "\n".join(around), image.alt)


def _of_clips(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    rows = list(Clip.objects.filter(pk__in=keys).select_related("footage").prefetch_related("people", "tags"))
    said = _approved_words({clip.footage_id for clip in rows if clip.footage_id})
    for clip in rows:
        around = [clip.teaser, str(clip.footage or ""), *_names(clip.people.all()), *_names(clip.tags.all())]
        heard = said.get(clip.footage_id, ())
        first, last = clip.in_ms or 0, clip.out_ms
        words = [text for start, end, text in heard if end > first and (last is None or start < last)]
        yield clip.pk, Texts(clip.title, "\n".join(around), " ".join(words))


def _approved_words(footage: set[int]) -> dict[int, list[tuple[int, int, str]]]:
    """What is said in programmes, as far as the desk has approved it; nothing is asked where there are none."""
    said: dict[int, list[tuple[int, int, str]]] = {}
    tracks = TextTrack.objects.approved().filter(footage__in=footage) if footage else TextTrack.objects.none()
    cues = Cue.objects.filter(track__in=tracks).order_by("track", "start_ms")
    for key, *line in cues.values_list("track__footage", "start_ms", "end_ms", "text"):
        said.setdefault(key, []).append(tuple(line))
    return said


def _of_passages(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for key, text in Passage.objects.filter(pk__in=keys).values_list("pk", "text"):
        yield key, Texts(words=text)


PICTURES = Index("visuals_image_words", Image, _of_pictures)
CLIPS = Index("visuals_clip_words", Clip, _of_clips)
PASSAGES = Index("visuals_passage_words", Passage, _of_passages)
