"""Whoever guesses has to wait, longer each time, and never for ever.

Kept in the database, because it has to hold for all processes and hosts and through a restart. A guess is counted
before it is looked at, so that a thousand at once are no way around, and taken back if it was right: one right guess
takes back itself and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.models import WrongGuesses


@dataclass(frozen=True)
class Limit:
    """``free`` wrong guesses; then ``first`` seconds to wait, doubled each time up to ``most``."""

    free: int
    first: int
    most: int
    forgiven: int  # seconds after which one guess is forgotten

    def wait(self, count: float) -> float:
        over = round(count) - self.free  # a second or two after the last one a little is forgiven already
        return 0 if over < 0 else min(self.most, self.first * 2 ** min(over, 20))

    def left(self, guesses: WrongGuesses, now: datetime) -> float:
        """Of the count what is not yet forgiven."""
        return max(0, guesses.count - max(0, (now - guesses.at).total_seconds()) / self.forgiven)


LIMITS = {
    "account": Limit(free=5, first=30, most=900, forgiven=600),
    # The same, for a device on which this very account was once logged in: who guesses from elsewhere cannot lock it.
    "device": Limit(free=5, first=30, most=900, forgiven=600),
    # A whole newsroom sits behind one address.
    "address": Limit(free=30, first=30, most=900, forgiven=60),
    "code": Limit(free=5, first=30, most=900, forgiven=600),
    "again": Limit(free=5, first=30, most=900, forgiven=600),
    # Letters with a way to a new password: not about guessing, but about somebody's letter box.
    "letter": Limit(free=3, first=300, most=3600, forgiven=1200),
    "letters": Limit(free=10, first=60, most=3600, forgiven=300),
}
FORGOTTEN = timedelta(days=2)  # longer than any limit remembers


def door(kind: str, value: str) -> str:
    """``value`` is kept as a sum: in the field for a name stands all too often a password."""
    return f"{kind}:{salted_hmac('newsroom.door', value.strip().casefold(), algorithm='sha256').hexdigest()}"


@transaction.atomic
def guess(*doors: str) -> int:
    """Seconds to wait, if at one of the doors one has to; otherwise 0, and the guess is counted at each."""
    fresh = [WrongGuesses(door=name, count=0, at=timezone.now()) for name in sorted(doors)]
    WrongGuesses.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = list(WrongGuesses.objects.select_for_update().filter(door__in=doors).order_by("door"))
    now = timezone.now()  # others were let through first, perhaps
    wait = max(_until(row, now) for row in rows)
    if wait > 0:
        return int(wait) + 1
    for row in rows:
        WrongGuesses.objects.filter(pk=row.pk).update(count=_limit(row).left(row, now) + 1, at=now)
    WrongGuesses.objects.filter(at__lt=now - FORGOTTEN).delete()
    return 0


def right(*doors: str) -> None:
    """The guess just counted was none."""
    less = Case(When(count__gt=1, then=F("count") - 1), default=Value(0.0))
    WrongGuesses.objects.filter(door__in=doors).update(count=less)


def _limit(row: WrongGuesses) -> Limit:
    return LIMITS[row.door.partition(":")[0]]


def _until(row: WrongGuesses, now: datetime) -> float:
    """Seconds; below 0 if it is over. Hosts' clocks differ a little, and who has not to wait is not told to."""
    wait = _limit(row).wait(row.count)
    return (row.at + timedelta(seconds=wait) - now).total_seconds() if wait else 0


def forget(*doors: str) -> None:
    """An administrator knows who it is."""
    WrongGuesses.objects.filter(door__in=doors).delete()
