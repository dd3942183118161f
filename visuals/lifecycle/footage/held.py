from typing import Protocol


class Held(Protocol):
    """What the work itself needs of a lease."""

    def beat(self, percent: int) -> None: ...
    def finish(self) -> None: ...
