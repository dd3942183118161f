import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.durations import clock, iso, parse_clock

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("ms", "shown", "machine"), [
    (0, "0:00", "PT0S"),
    (499, "0:00", "PT0S"),
    (500, "0:01", "PT1S"),
    (23_000, "0:23", "PT23S"),
    (153_499, "2:33", "PT2M33S"),
    (153_500, "2:34", "PT2M34S"),
    (59_500, "1:00", "PT1M"),
    (3_599_500, "1:00:00", "PT1H"),
    (3_735_000, "1:02:15", "PT1H2M15S"),
])  # fmt: skip
def test_half_a_second_rounds_up_wherever_it_is_shown(ms, shown, machine):
    assert (clock(ms), iso(ms)) == (shown, machine)


@given(st.integers(0, 99 * 3600))
def test_what_is_shown_can_be_typed(seconds):
    assert parse_clock(clock(seconds * 1000)) == seconds * 1000


@pytest.mark.parametrize(("text", "ms"), [
    (" 2:33 ", 153_000), ("90:00", 5_400_000), ("1:02:15", 3_735_000), ("00:05", 5_000),
])  # fmt: skip
def test_a_time_may_be_typed_in_minutes_or_hours(text, ms):
    assert parse_clock(text) == ms


@pytest.mark.parametrize("text", [
    "", "5", "0:75", "1:60:00", "2:3", "1:2:15", "-1:00", "1.5:00", "a:bc", "1:00:00:00", "٣:٣٣", "²:00", "9" * 5000 + ":00",
])  # fmt: skip
def test_what_is_no_time_is_none(text):
    assert parse_clock(text) is None
