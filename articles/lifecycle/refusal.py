"""Why a verb did not happen, as sentences for editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Obstacle:
    """One reason against printing. ``field`` and ``block`` say where the desk can mend it."""

    code: str
    sentence: str
    field: str = ""
    block: str = ""  # id of the body block, if it is in the body

    #: an editor may print all the same, with a reason, if only this is missing
    OVERRIDABLE = frozenset({"missing_credit", "missing_file", "missing_alt", "missing_edit", "missing_proof"})

    @property
    def overridable(self) -> bool:
        return self.code in self.OVERRIDABLE


class Refused(Exception):
    """A verb that is not possible now. ``str()`` is for editors, translated when it was raised."""


class NotReady(Refused):
    """The story cannot be printed as it stands; ``obstacles`` says what is missing."""

    def __init__(self, obstacles: Iterable[Obstacle]):
        self.obstacles = list(obstacles)
        super().__init__(" ".join(obstacle.sentence for obstacle in self.obstacles))


class Stale(Refused):
    """Somebody else saved in between; nothing was stored."""


class Replayed(Refused):
    """The same form was sent twice; ``revision`` is what the first one made. Nothing was stored again."""

    def __init__(self, revision: Any):
        self.revision = revision
        super().__init__()
