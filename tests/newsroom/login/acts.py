"""The acts of a log-in, beside those of ``tests/newsroom/acts.py``."""

from newsroom.login.resetting import reset
from people.lifecycle import seats
from people.models import Seat
from tests.newsroom.acts import act


@act("end sessions")
def _end_sessions(by):
    Seat.objects.create(user=by, session_key="a" * 32, device="Firefox")
    return lambda: seats.end(by.seats.all(), user=by, by=by)


@act("reset factors")
def _reset_factors(by):
    return lambda: reset(by, by=None, reason="Telefon verloren")
