"""What somebody confirmed of the guesses about a pasted story. Keys are rows; None means: a new one."""

from dataclasses import dataclass, field

#: the lead picture's number among the pictures; blocks count from 0
LEAD = -1


@dataclass(frozen=True)
class Choices:
    clips: dict[int, int | None] = field(default_factory=dict)
    images: dict[int, int | None] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)  # name as pasted → person
    tags: tuple[int, ...] = ()
    stories: dict[int, int] = field(default_factory=dict)  # teaser's block → the story it means
