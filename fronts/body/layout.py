"""The shape of a front. Strict and closed: what is stored has passed through here, and nothing else is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Key = Annotated[int, Field(gt=0, lt=2**63)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,24}$")]
StoryKind = Literal["news", "report", "analysis", "interview", "opinion", "explainer", "live"]
AreaKind = Literal["opening", "strip", "band", "opinion", "topic"]
MOST_AREAS, MOST_SLOTS = 24, 24


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Part):
    """Which story comes into a slot by itself: the first of an order that fits and stands nowhere yet."""

    order: Literal["newest", "linked"] = "newest"
    section: Key | None = None
    tag: Key | None = None
    kind: StoryKind | None = None
    hours: Annotated[int, Field(gt=0, le=24 * 366)] | None = None  # not older than


class Pin(Part):
    """What the desk has put there by hand: a story, in the strip a clip. Outside its span the rule decides."""

    key: Key
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    headline: Annotated[str, Field(max_length=300)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Pin":
        if self.since and self.until and self.until <= self.since:
            raise ValueError("pin_ends_before_it_begins")
        return self

    def holds(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or self.until > at)


class Slot(Part):
    id: Id
    rule: Rule = Rule()
    pin: Pin | None = None


class Area(Part):
    """A stretch of the page. ``opening`` is the lead story, ``seconds`` stories below it, and briefs beside them."""

    id: Id
    kind: AreaKind
    section: Key | None = None  # of a band, and of a section front's opening
    tag: Key | None = None  # of a topic; without one it is the topic of these days
    title: Annotated[str, Field(max_length=80)] = ""
    seconds: Annotated[int, Field(ge=0, le=4)] = 2
    slots: Annotated[tuple[Slot, ...], Field(max_length=MOST_SLOTS)]

    @property
    def ground(self) -> Rule | None:
        """From where a gap is filled when a slot's own rule finds nothing."""
        return {
            "opening": Rule(section=self.section),
            "band": Rule(section=self.section),
            "opinion": Rule(kind="opinion"),
            "topic": Rule(tag=self.tag),
        }.get(self.kind)

    def place_of(self, number: int) -> str:
        """What the slot is called in this area: lead, second, brief, first, further."""
        if self.kind == "opening":
            return "lead" if number == 0 else "second" if number <= self.seconds else "brief"
        return "first" if number == 0 else "further"


class Layout(Part):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    areas: Annotated[tuple[Area, ...], Field(max_length=MOST_AREAS)]

    @model_validator(mode="after")
    def _one_of_each_id(self) -> "Layout":
        ids = [area.id for area in self.areas] + [slot.id for _area, slot in self.slots()]
        if len(ids) != len(set(ids)):
            raise ValueError("id_twice")
        if not self.areas or self.areas[0].kind != "opening" or not self.areas[0].slots:
            raise ValueError("no_opening")
        return self

    def slots(self) -> Iterator[tuple[Area, Slot]]:
        for area in self.areas:
            for slot in area.slots:
                yield area, slot

    def dump(self) -> dict[str, Any]:
        """For the database."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"schema": 1}


def read(stored: dict[str, Any]) -> Layout:
    return Layout.model_validate(stored)
