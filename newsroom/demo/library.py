"""The demo's pictures and clips, drawn, filed and described."""

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from newsroom.demo.drawing import SCENES
from newsroom.demo.drawing.files import encoded
from newsroom.demo.footage import filmed
from newsroom.demo.reading import Calendar, register
from people.models import Organisation, Person
from topics.models import Tag
from visuals import lifecycle
from visuals.lifecycle.footage import take
from visuals.models import Clip, ClipPerson, ClipTag, Footage, Image, ImagePerson, ImageTag, Usage

STILL = "still-"


@dataclass(frozen=True)
class Library:
    """What pictures and clips are described with."""

    people: dict[str, Person]
    organisations: dict[str, Organisation]
    tags: dict[str, Tag]
    calendar: Calendar
    pictures: dict[str, dict[str, Any]] = field(default_factory=lambda: register("pictures"))
    clips: dict[str, dict[str, Any]] = field(default_factory=lambda: register("clips"))

    def paint(self, key: str, width: int) -> bytes:
        """The file of a picture; asks no database, so that several can be painted at once."""
        entry = self.pictures[key]
        maker = entry.get("by", "")
        name = self.people[maker].name if maker in self.people else maker
        return encoded(SCENES[key](width), entry.get("file", "jpeg"), self._agency(entry).name, name)

    def picture(self, key: str, data: bytes) -> Image:
        """A new picture from its file."""
        entry = self.pictures[key]
        maker = entry.get("by", "")
        image = Image(
            title=entry["title"],
            kind=entry.get("kind", Image.Kind.PHOTO),
            caption=entry.get("caption", ""),
            alt=entry["alt"],
            agency=self._agency(entry),
            photographer=self.people.get(maker),
            photographer_name="" if maker in self.people else maker,
            taken_on=self._day(entry.get("taken")),
            usage=entry.get("usage", Usage.OWN if entry.get("agency", "fb-").startswith("fb-") else ""),
            available_until=self.calendar.at(entry["rights"], "23:59") if "rights" in entry else None,
        )
        image.focal_x, image.focal_y = entry.get("focus", (0.5, 0.5))
        with transaction.atomic():
            lifecycle.take_file(image, data, at_once=True)
            ImagePerson.objects.bulk_create(
                ImagePerson(image=image, person=self.people[person]) for person in entry.get("shows", ())
            )
            ImageTag.objects.bulk_create(
                ImageTag(content_object=image, tag=self.tags[name]) for name in entry.get("tags", ())
            )
        return image

    def clip(self, key: str, poster: Image, others: dict[str, Clip], film: bool) -> Clip:
        """A new clip. ``others``: those it may be cut from; ``film``: try to make footage for it."""
        entry = self.clips[key]
        length = milliseconds(entry["length"])
        footage, begin = None, None
        if "of" in entry:
            footage = others[entry["of"]].footage
            begin = milliseconds(entry["from"]) if footage else None
        elif film and (data := filmed(STILL + key, length)):
            footage = self._footage(entry, length, data)
        with transaction.atomic():
            clip = lifecycle.new_clip(
                title=entry["title"],
                teaser=entry["teaser"],
                kind=entry.get("kind", Clip.Kind.REPORT),
                recorded_on=self._day(entry.get("recorded")),
                poster=poster,
                footage=footage,
                in_ms=begin,
                out_ms=None if begin is None else begin + length,
                typed_ms=None if footage else length,
            )
            ClipPerson.objects.bulk_create(
                ClipPerson(clip=clip, person=self.people[person]) for person in entry.get("people", ())
            )
            ClipTag.objects.bulk_create(
                ClipTag(content_object=clip, tag=self.tags[name]) for name in entry.get("tags", ())
            )
        return clip

    def _footage(self, entry: dict[str, Any], length: int, data: bytes) -> Footage:
        """The worker measures and encodes it, as it does with every upload; until then it has its length."""
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            footage = take(Path(file.name), title=entry["title"])
        told = {"duration_ms": length, "broadcast_on": self._day(entry.get("recorded"))}
        Footage.objects.filter(pk=footage.pk).update(**told)
        footage.duration_ms = footage.duration_ms or length
        return footage

    def _agency(self, entry: dict[str, Any]) -> Organisation:
        return self.organisations[entry.get("agency", "fb-bild")]

    def _day(self, days_ago: int | None) -> date | None:
        return None if days_ago is None else self.calendar.on(-days_ago)


def milliseconds(clock: str) -> int:
    """``1:02:15`` → 3735000."""
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000
