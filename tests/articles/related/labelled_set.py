"""The labelled set: stories of five newsrooms, their clips with grades, and the fixed halves for tuning and testing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from articles.related import Clip, Story

HERE = Path(__file__).parent / "labelled"
HALF = 4  # of a newsroom's eight stories, the first half is for tuning


@dataclass(frozen=True)
class Labelled:
    stories: tuple[Story, ...]
    clips: tuple[Clip, ...]
    grades: dict[str, dict[str, int]]  # story → clip → 2 must, 1 fits, 0 a trap; all else is 0
    tuning: frozenset[str]

    def half(self, name: str) -> list[Story]:
        return [story for story in self.stories if (story.id in self.tuning) == (name == "tune")]


def load(*names: str) -> Labelled:
    stories: list[Story] = []
    clips: list[Clip] = []
    grades: dict[str, dict[str, int]] = {}
    tuning = set()
    for name in names or ("local", "national", "sport", "culture", "courts"):
        for number, (story, graded) in enumerate(_clusters((HERE / f"{name}.txt").read_text(encoding="utf-8"))):
            stories.append(story)
            clips.extend(clip for _, clip in graded)
            grades[story.id] = {clip.id: grade for grade, clip in graded}
            if number < HALF:
                tuning.add(story.id)
    return Labelled(tuple(stories), tuple(clips), grades, frozenset(tuning))


def _clusters(text: str) -> Iterator[tuple[Story, list[tuple[int, Clip]]]]:
    rows = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    starts = [number for number, row in enumerate(rows) if row.startswith("S ")]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        story = _story(*rows[start : start + 4])
        yield story, [_clip(row, story.date) for row in rows[start + 4 : end]]


def _story(head: str, headline: str, lead: str, text: str) -> Story:
    first, people, tags = head.split("|")
    _, language, day = first.split()
    return Story(_id(headline), date.fromisoformat(day), language, headline, lead, text, _list(people), _list(tags))


def _clip(row: str, today: date) -> tuple[int, Clip]:
    first, people, tags, title, teaser, transcript = (field.strip() for field in row.split("|"))
    grade, language, days, *until = first.split()
    ends = today + timedelta(int(until[0].removeprefix("until="))) if until else None
    recorded = today + timedelta(int(days))
    clip = Clip(_id(row), recorded, language, title, teaser, transcript, 60, _list(people), _list(tags), ends)
    return int(grade), clip


def _list(field: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in field.split(",") if entry.strip())


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
