"""What this process has heard of late: answers to the questions of its pages."""

import threading
import time
from collections.abc import Callable, Iterable

from kit import freshness
from newsroom.pages.held import Heard
from newsroom.pages.shelf import PATIENCE
from newsroom.pages.versions import WHOLE, of, slots_of

#: answers that are remembered; all are forgotten when there are more
REMEMBERED = 2000


class Hearing:
    """One asks, the others wait for what he hears: what stands on every page, as sections and breaking news do, is
    asked once for all, and so is what many pages ask of one kind, each for its own story."""

    def __init__(self, alike: Callable[[freshness.Question], Iterable[freshness.Question]]) -> None:
        """``alike``: other questions with the text of this one that somebody may want to know soon."""
        self._alike = alike
        self._heard: dict[tuple[str, str, str], Heard] = {}
        self._turn = threading.Lock()

    @property
    def is_asking(self) -> bool:
        return self._turn.locked()

    def answer(self, question: freshness.Question, now: bytes, until: float) -> bytes:
        """``now`` was read before, so what is heard is never older than it; and it holds no longer than the clock does,
        which is ``until``."""
        versions = of(now, sorted({WHOLE, *slots_of(question.names)}))
        if (heard := self._known(question, versions)) is not None:
            return heard.answer
        # Who waits in vain for another asks by himself: it is only a shorter way.
        mine = self._turn.acquire(timeout=PATIENCE)
        try:
            if (heard := self._known(question, versions)) is not None:
                return heard.answer
            others = [other for other in self._alike(question) if self._known(other, versions) is None]
            told = freshness.asked_together(question, others)
            if len(self._heard) + len(told) > REMEMBERED:
                self._heard.clear()
            for one, answer in told:
                self._heard[_name(one)] = Heard(versions, until, answer)
            return told[0][1]
        finally:
            if mine:
                self._turn.release()

    def _known(self, question: freshness.Question, versions: bytes) -> Heard | None:
        heard = self._heard.get(_name(question))
        return heard if heard is not None and heard.versions == versions and time.monotonic() < heard.until else None


def _name(question: freshness.Question) -> tuple[str, str, str]:
    return question.alias, question.sql, repr(question.params)
