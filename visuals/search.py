"""What pictures, clips and transcripts are found by. Who is shown and whose picture it is stands beside the title."""

from collections.abc import Iterable, Sequence

from kit.search import Index, Texts
from visuals.models import Clip, Image, Passage


def _names(rows: Iterable[object]) -> list[str]:
    return [str(row) for row in rows]


def _of_pictures(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    rows = Image.objects.filter(pk__in=keys).select_related("agency", "photographer").defer("metadata")
    for image in rows.prefetch_related("people", "tags"):
        around = [image.credit, *_names(image.people.all()), *_names(image.tags.all())]
        yield image.pk, Texts(f"{image.title}\n{image.caption}", "\n".join(around), image.alt)


def _of_clips(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    rows = Clip.objects.filter(pk__in=keys).select_related("footage").prefetch_related("people", "tags")
    for clip in rows:
        around = [clip.teaser, str(clip.footage or ""), *_names(clip.people.all()), *_names(clip.tags.all())]
        yield clip.pk, Texts(clip.title, "\n".join(around))


def _of_passages(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for key, text in Passage.objects.filter(pk__in=keys).values_list("pk", "text"):
        yield key, Texts(words=text)


PICTURES = Index("visuals_image_words", Image, _of_pictures)
CLIPS = Index("visuals_clip_words", Clip, _of_clips)
PASSAGES = Index("visuals_passage_words", Passage, _of_passages)
