"""What a process knows of a page it keeps, of an answer it has heard, and of what the clock will change."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit import freshness
from newsroom.pages.answer import Answer
from newsroom.pages.versions import WHOLE, WIDTH, slots_of


@dataclass
class Held:
    """``marker``: as of which state of everything its versions were last found to be the same; ``true_at``: when, by
    our clock. ``questions``: what it was drawn from, if this process has drawn it; they lie on no shelf, for nobody
    should ask what he finds written.
    """

    answer: Answer
    slots: tuple[int, ...]
    versions: bytes
    until: float
    marker: bytes
    used: bool = False
    true_at: float = 0.0
    keys: str = ""
    questions: tuple[freshness.Question, ...] = ()

    def asks_of(self, versions: bytes) -> list[freshness.Question] | None:
        """Those whose answer may be another, now that the versions are these; None if asking would not tell."""
        pairs = zip(self.slots, _singly(self.versions), _singly(versions), strict=True)
        changed = {slot for slot, before, now in pairs if before != now}
        asked = [question for question in self.questions if changed & slots_of(question.names)]
        if not self.questions or WHOLE in changed or not all(question.may_be_repeated for question in asked):
            return None
        return asked


def _singly(versions: bytes) -> Iterator[bytes]:
    return (versions[place : place + WIDTH] for place in range(0, len(versions), WIDTH))


@dataclass(frozen=True)
class Plan:
    """What the clock will change: valid ``until``, and as long as what it was read from is the same; ``change`` is the
    next."""

    slots: tuple[int, ...] = ()
    versions: bytes = b"?"
    until: float = 0.0
    change: float = 0.0


@dataclass(frozen=True)
class Heard:
    """What a question was answered, as of which versions, and when the clock may change it."""

    versions: bytes
    until: float
    answer: bytes
