"""The clocks here: Berlin's, on the two nights when they cannot be taken at their word."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.utils import translation

from kit import moments
from kit.forms import MomentField

pytestmark = pytest.mark.once
AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
FIRST, SECOND = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


class Planned(forms.Form):
    at = MomentField()
    until = MomentField(required=False)


def planned(day: str, clock: str, chosen: str = "") -> Planned:
    return Planned({"at_0": day, "at_1": clock, "at_2": chosen})


@pytest.mark.parametrize(
    ("day", "clock", "count"),
    [
        (AUTUMN, time(2, 30), 2),
        (AUTUMN, time(2, 0), 2),
        (AUTUMN, time(3, 0), 1),
        (AUTUMN, time(1, 59), 1),
        (SPRING, time(2, 0), 0),
        (SPRING, time(2, 59), 0),
        (SPRING, time(3, 0), 1),
        (date(2026, 5, 4), time(2, 30), 1),
    ],
)
def test_a_time_means_one_moment_or_two_or_none(day, clock, count):
    assert len(moments.meanings(day, clock)) == count


def test_a_time_that_comes_twice_offers_both_and_takes_the_chosen_one():
    with translation.override("en"):
        form = planned("2026-10-25", "02:30")

        assert form.errors["at"] == [
            "On 10/25/2026 the clocks are set back and show 02:30 twice. Please choose which one is meant."
        ]
        assert form.fields["at"].offers == [
            ("UTC+2", "02:30 (UTC+2), before the clocks go back"),
            ("UTC+1", "02:30 (UTC+1), after the clocks went back"),
        ]
    assert planned("2026-10-25", "02:30", "UTC+2").is_valid()
    chosen = [planned("2026-10-25", "02:30", which) for which in ("UTC+2", "UTC+1")]
    assert [form.is_valid() and form.cleaned_data["at"] for form in chosen] == [FIRST, SECOND]
    assert not planned("2026-10-25", "02:30", "UTC+7").is_valid()


def test_a_time_that_never_comes_is_refused_with_the_reason():
    with translation.override("en"):
        assert planned("2026-03-29", "02:30", "UTC+1").errors["at"] == [
            "On 03/29/2026 there is no 02:30: the clocks are set forward from 02:00 to 03:00."
        ]


def test_an_ordinary_time_needs_no_choice_and_an_empty_one_may_stay_empty():
    form = planned("2026-05-04", "14:00", "UTC+9")
    assert form.is_valid()
    assert form.cleaned_data == {"at": datetime(2026, 5, 4, 12, tzinfo=UTC), "until": None}


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("", "14:00"),
        ("2026-05-04", ""),
        ("", ""),
        ("gestern", "nie"),
        ("0001-01-01", "\x00"),
        ("0001-01-01", "00:30"),
        ("9999-12-31", "23:59"),
    ],
)
def test_half_a_moment_is_none(day, clock):
    assert not planned(day, clock).is_valid()


def test_what_is_said_of_a_moment_leaves_no_doubt():
    with translation.override("de"):
        assert [moments.said(moment) for moment in (FIRST, SECOND)] == [
            "25.10.2026 02:30 (UTC+2)",
            "25.10.2026 02:30 (UTC+1)",
        ]
        assert moments.said(datetime(2026, 5, 4, 12, tzinfo=UTC)) == "04.05.2026 14:00"


def test_a_form_shows_a_stored_moment_as_the_clock_did():
    assert Planned().fields["at"].widget.decompress(SECOND) == [AUTUMN, time(2, 30), "UTC+1"]
