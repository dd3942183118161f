"""What changes how somebody comes in is logged, and they get a letter: it may not have been they."""

from typing import Any

from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User


def of_log_in(verb: str, user: User, *, by: User | None, **told: Any) -> None:
    """One line of the log, as ``record`` writes it, and a letter once it is committed."""
    record(verb, user, by=by, **told)
    write_to(user, verb)


def write_to(user: User, verb: str) -> None:
    """The letter alone, where the line is written already."""
    if user.email:
        enqueue_on_commit("people.tasks.letter_of_change", user.pk, verb)
