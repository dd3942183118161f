"""A request by its number, from the first line of our code to the last: in its answer, and in every line about it."""

import random
import re
from contextvars import ContextVar

HEADER = "X-Request-ID"
#: Whoever stands in front may have given one; anything that could be more than a number is replaced.
SANE = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
KEY = "newsroom.visit"  # where the server's own table of a request has it


class Visit:
    """``route``: the name of the view that answers, once that is known; a page that was ready has none."""

    __slots__ = ("number", "route")

    def __init__(self, given: str | None) -> None:
        sane = given is not None and SANE.fullmatch(given)
        self.number = given if sane else f"{random.getrandbits(64):016x}"
        self.route = ""


#: The one that this thread answers now, or answered last.
current: ContextVar[Visit | None] = ContextVar("visit", default=None)
