"""The demo's data as it is kept beside this file, and the days it is told for."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
TOWN = ZoneInfo("Europe/Berlin")
FIRST_EDITION = time(6, 10)


@dataclass(frozen=True)
class Story:
    head: dict[str, Any]
    text: str

    @property
    def slug(self) -> str:
        return self.head["slug"]

    @property
    def points_at_others(self) -> bool:
        """Needs another story to be there first."""
        return "translation_of" in self.head or "\n:teaser" in self.text


def register(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "register" / f"{name}.toml").read_text(encoding="utf-8"))


def stories() -> list[Story]:
    """All twelve: those that others point at first, and the top story last, for desks list what was touched last."""
    found = []
    for path in sorted((HERE / "stories").glob("*.md")):
        _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
        found.append(Story(tomllib.loads(head), text.strip()))
    return sorted(found, key=lambda story: (story.points_at_others, story.head["day"], story.head.get("time", "")))


def briefs() -> list[Story]:
    """What the front page needs beside them. Not part of the twelve, and of words alone."""
    told = [Story({"slug": slug, **entry}, entry["text"].strip()) for slug, entry in register("briefs").items()]
    return sorted(told, key=lambda story: (story.head["day"], story.head["time"]))


class Calendar:
    """Days and moments counted from the last morning on which the top story was out."""

    def __init__(self, now: datetime):
        self.now = now.replace(second=0, microsecond=0)
        local = now.astimezone(TOWN)
        self.today = local.date()
        self.day = self.today - timedelta(days=local.time() < FIRST_EDITION)

    def on(self, days: int) -> date:
        return self.day + timedelta(days=days)

    def at(self, days: int, clock: str) -> datetime:
        return datetime.combine(self.on(days), time.fromisoformat(clock), TOWN)

    def around(self, minutes: int) -> datetime:
        """So many minutes after the moment of loading, or before it: what is going on while somebody looks."""
        return self.now + timedelta(minutes=minutes)

    def coming(self, days: int, clock: str) -> datetime:
        """Counted from today in any case, so that what is planned is never past."""
        return datetime.combine(self.today + timedelta(days=days), time.fromisoformat(clock), TOWN)
