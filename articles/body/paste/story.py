"""What the parser hands back. ``as_contract`` gives the JSON other programs read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["paragraph", "crosshead", "quote", "video", "image", "list", "teaser"]
Warnings = Literal[
    "invalid_date", "invalid_duration", "missing_credit", "missing_speaker", "truncated", "encoding_repaired"
]
Json = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """Where a block stood in ``PastedStory.source``, and its words there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Credit:
    """Agency and photographer of a picture; both are missing where only the credit word stood."""

    provider: str | None = None
    photographer: str | None = None

    @property
    def missing(self) -> bool:
        return not (self.provider or self.photographer)


@dataclass(frozen=True)
class Stamp:
    """A clip's ``23.08.2025 | 0:23 min``; what was impossible is named in ``faults``."""

    date: date | None = None
    seconds: int | None = None
    faults: tuple[Warnings, ...] = ()


@dataclass(frozen=True)
class Attribution:
    """Who is quoted; an attribution without a personal name is all role."""

    speaker: str | None = None
    role: str | None = None

    @property
    def missing(self) -> bool:
        return not (self.speaker or self.role)


@dataclass(frozen=True)
class Teaser:
    kicker: str | None
    title: str | None
    label: str | None


@dataclass(frozen=True)
class Block:
    """One element. Only the details of its own kind are set."""

    kind: Kind
    text: str
    source: Source
    credit: Credit | None = None
    stamp: Stamp | None = None
    attribution: Attribution | None = None
    teaser: Teaser | None = None
    items: tuple[str, ...] = ()
    ordered: bool = False

    def as_contract(self) -> Json:
        match self.kind:
            case "image":
                return {"type": "image", **self.as_picture()}
            case "list":
                return {"type": "list", "ordered": self.ordered, "items": list(self.items)}
            case "video":
                stamp = self.stamp or Stamp()
                recorded = stamp.date.isoformat() if stamp.date else None
                return {"type": "video", "text": self.text or None, "date": recorded, "duration_s": stamp.seconds}
            case "quote":
                said = self.attribution or Attribution()
                return {"type": "quote", "text": self.text or None, "speaker": said.speaker, "role": said.role}
            case "teaser":
                part = self.teaser or Teaser(None, None, None)
                return {
                    "type": "teaser",
                    "kicker": part.kicker,
                    "title": part.title,
                    "text": self.text or None,
                    "label": part.label,
                }
        return {"type": self.kind, "text": self.text}

    def as_picture(self) -> Json:
        credit = self.credit or Credit()
        return {
            "caption": self.text or None,
            "provider": credit.provider,
            "photographer": credit.photographer,
        }


@dataclass(frozen=True)
class PersonFound:
    """``forms``: every way the text calls this person, for finding her in the library."""

    name: str
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def as_contract(self) -> Json:
        return {"name": self.name, "roles": list(self.roles)}


@dataclass(frozen=True)
class PastedStory:
    """One story as recognised. ``source`` is the cleaned text all positions count in."""

    source: str
    date: date | None = None
    language: Literal["de", "en", "fr"] = "de"
    kicker: str | None = None
    headline: str | None = None
    lead: str | None = None
    lead_source: Source | None = None
    lead_image: Block | None = None
    blocks: tuple[Block, ...] = ()
    people: tuple[PersonFound, ...] = ()
    topics: tuple[str, ...] = ()
    warnings: tuple[Warnings, ...] = field(default=())

    @property
    def elements(self) -> int:
        """Lead and lead picture count like blocks: the seed has 25."""
        return len(self.blocks) + bool(self.lead) + bool(self.lead_image)

    def as_contract(self) -> Json:
        return {
            "date": self.date.isoformat() if self.date else None,
            "language": self.language,
            "kicker": self.kicker,
            "headline": self.headline,
            "lead": self.lead,
            "lead_image": self.lead_image.as_picture() if self.lead_image else None,
            "blocks": [block.as_contract() for block in self.blocks],
            "people": [person.as_contract() for person in self.people],
            "topics": list(self.topics),
            "warnings": list(self.warnings),
        }
