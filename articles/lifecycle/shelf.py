"""The pictures and clips that stories show, fetched at once and, where their windows will change, held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from articles.body.validate import Document, pointers
from articles.models import Article
from visuals.models import Clip, Image

Key = tuple[str, int]  # ("image", 3)


def shown_in(document: Document, lead_image: int | None = None) -> set[Key]:
    """What readers see of the library in a text, and above it."""
    keys = {(target, key) for block in document.content for _node, target, key in pointers(block)}
    return {key for key in keys if key[0] in ("image", "clip")} | ({("image", lead_image)} if lead_image else set())


def of_kind(kind: str, keys: Iterable[Key]) -> set[int]:
    return {key for one, key in keys if one == kind}


@dataclass(frozen=True)
class Shelf:
    images: dict[int, Image]
    clips: dict[int, Clip]

    @classmethod
    def of(cls, stories: Iterable[tuple[Article, Document]], clips: bool = True) -> Self:
        """In two queries. Without ``clips`` only pictures are fetched: a clip lacks nothing as long as no moment is
        asked about."""
        keys = {key for article, document in stories for key in shown_in(document, article.lead_image_id)}
        images, videos = of_kind("image", keys), of_kind("clip", keys)
        return cls(
            Image.objects.for_page().in_bulk(images) if images else {},
            Clip.objects.for_page().in_bulk(videos) if videos and clips else {},
        )

    @classmethod
    def held(cls, keys: Iterable[Key]) -> Self:
        """In two queries, and until the transaction ends nobody else can say when readers may fetch them.

        Pictures first, then clips, each by its number, and all of them before any word is noted: of two who lock in
        different orders each may wait for the other. Whoever only points at a row does not wait.
        """
        rows: list[tuple[Any, set[int]]]
        rows = [(Image.objects, of_kind("image", keys)), (Clip.objects, of_kind("clip", keys))]
        locked = (some.for_page().select_for_update(of=("self",), no_key=True).order_by("pk") for some, _keys in rows)
        return cls(*(some.in_bulk(keys) if keys else {} for some, (_all, keys) in zip(locked, rows, strict=True)))

    def keys(self) -> set[Key]:
        return {("image", key) for key in self.images} | {("clip", key) for key in self.clips}

    def __getitem__(self, key: Key) -> Image | Clip:
        return self.images[key[1]] if key[0] == "image" else self.clips[key[1]]
