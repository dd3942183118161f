"""Where somebody is logged in, and how that ends. A session that is gone from its table is over at the next request."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from people.lifecycle import record
from people.models import Seat, User


def take(user: User, session_key: str, *, address: str | None, device: str, longest: timedelta) -> Seat:
    """A new seat; the ones of that user that must be over by now are cleared away."""
    user.seats.filter(begun_at__lt=timezone.now() - longest).delete()
    kept = {"user": user, "begun_at": timezone.now(), "seen_at": timezone.now(), "address": address, "device": device}
    return Seat.objects.update_or_create(session_key=session_key, defaults=kept)[0]


def keep(seat: int | None, session_key: str) -> None:
    """Somebody is still there; a new password gives the session a new key."""
    Seat.objects.filter(pk=seat).update(seen_at=timezone.now(), session_key=session_key)


def leave(session_key: str | None) -> None:
    Seat.objects.filter(session_key=session_key).delete()


@transaction.atomic
def end(seats: Iterable[Seat], *, user: User, by: User | None, reason: str = "") -> int:
    """End these sessions of one user; how many they were."""
    seats = list(seats)
    Session.objects.filter(session_key__in=[seat.session_key for seat in seats]).delete()
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).delete()
    if seats:
        where = [", ".join(filter(None, [seat.device, seat.address])) for seat in seats]
        record("end sessions", user, by=by, before={"sessions": where}, reason=reason)
    return len(seats)
