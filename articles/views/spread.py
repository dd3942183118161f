"""What a story's page shows: its edition, the rows that stand in it, and what is made of them if it is to be drawn."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString

from articles import structured_data
from articles.body import embeds, render
from articles.body.contents import contents
from articles.models import Edition
from visuals.models import Clip, Image


@dataclass(frozen=True)
class Spread:
    """All that has to be asked for is in these three; everything else is made of them when a template wants it."""

    edition: Edition
    library: render.Library
    #: this story in every language it is live in, itself included, as search engines want it; empty if in one
    translations: list[dict[str, str]]

    @classmethod
    def of(cls, edition: Edition, library: render.Library | None = None) -> "Spread":
        return cls(edition, library or library_of(edition), _translations(edition))

    @property
    def site(self) -> dict[str, str]:
        return {"name": settings.SITE_NAME, "url": settings.SITE_URL}

    @property
    def canonical(self) -> str:
        return self.edition.get_absolute_url()

    @cached_property
    def body(self) -> SafeString:
        return render.fill(self.edition.pieces, self.library, self.edition.language)

    @property
    def image(self) -> Image | None:
        key = self.edition.lead_image_id
        return self.library.images.get(key) if key else None

    @property
    def figure(self) -> dict[str, Any]:
        """The lead picture as it stands here; what this story does not say of it, the library does."""
        image, edition = self.image, self.edition
        return {
            "caption": edition.lead_image_caption or (image.caption if image else ""),
            "credit": edition.lead_image_credit or (image.credit if image else ""),
            "alt": image.alt if image else "",
        }

    @property
    def contents(self) -> list[Any]:
        return contents(self.edition.pieces, self.edition.facts.get("words"))

    @cached_property
    def related_clips(self) -> list[Clip]:
        playable = self._playable
        return [playable[key] for key in self.edition.facts.get("videos", ()) if key in playable]

    @cached_property
    def inside(self) -> list[Clip]:
        """Those in the text."""
        return [clip for clip in self._playable.values() if clip not in self.related_clips]

    @property
    def _playable(self) -> dict[int, Clip]:
        return {key: clip for key, clip in self.library.clips.items() if clip.playable}

    @property
    def watch_ms(self) -> int:
        return sum(clip.duration_ms or 0 for clip in self.inside)

    @property
    def has_video(self) -> bool:
        return any(clip.playback for clip in self.inside)

    @cached_property
    def embed_hosts(self) -> list[str]:
        return embeds.hosts(self.edition.pieces)

    @property
    def linked_data(self) -> dict[str, Any]:
        return structured_data.story(self.edition, self.image, self.inside)

    @property
    def context(self) -> dict[str, Any]:
        """What templates of a page are given."""
        section = self.edition.facts.get("section") or {}
        told = {"story": self, "edition": self.edition, "canonical": self.canonical}
        return told | {"current_section": section.get("slug")}


def library_of(edition: Edition) -> render.Library:
    """Every row of the library its page needs: above the text, in it and below."""
    return render.load(edition.pieces, lead_image=edition.lead_image_id, videos=edition.facts.get("videos", ()))


def _translations(edition: Edition) -> list[dict[str, str]]:
    if not edition.is_translated:
        return []
    return [
        {"language": one.language, "url": one.get_absolute_url(), "name": _own_name(one.language)}
        for one in [edition, *Edition.objects.live().in_other_languages(edition)]
    ]


def _own_name(language: str) -> str:
    with translation.override(language):
        return str(translation.get_language_info(language)["name_local"])
