"""Dates, hours, no-break spaces and quote marks as readers of each language expect them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from articles.templatetags import dates, typography
from tests.factories import HOUR

pytestmark = pytest.mark.once

NB = "\N{NO-BREAK SPACE}"
EVENING = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)  # six past midnight the next day, in Fleetmünde


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("de", "stamp", "23.11.2026"),
        ("en", "stamp", "23 Nov 2026"),
        ("de", "day", "23. November 2026"),
        ("en", "day", "23 November 2026"),
        ("de", "weekday", "Montag, 23. November 2026"),
        ("de", "hour", f"0.05{NB}Uhr"),
        ("en", "hour", "00:05"),
        ("de", "moment", f"23.11.2026, 0.05{NB}Uhr"),
    ],
)
def test_moments_are_told_in_local_time_and_in_the_page_s_language(language, name, written):
    with translation.override(language):
        assert getattr(dates, name)(EVENING) == written


def test_a_day_is_no_moment():
    with translation.override("de"):
        assert dates.stamp(date(2025, 8, 23)) == "23.08.2025"


def test_a_list_says_as_little_as_is_clear():
    now = timezone.now()
    noon = timezone.localtime(now).replace(hour=12, minute=0)
    with translation.override("de"):
        assert dates.when(noon) == f"12.00{NB}Uhr"
        assert dates.tersely(noon) == "12.00"
        assert dates.when(datetime(1999, 3, 1, 12, tzinfo=UTC)) == f"1.{NB}März 1999"
        assert dates.tersely(datetime(1999, 3, 1, 12, tzinfo=UTC)) == "01.03."


@pytest.mark.parametrize("name", ["stamp", "day", "weekday", "hour", "moment", "when", "tersely", "parsed"])
def test_nothing_is_written_for_nothing(name):
    assert not getattr(dates, name)(None)


def test_a_minute_s_difference_is_worth_telling():
    assert dates.is_later_than(EVENING + HOUR, EVENING)
    assert not dates.is_later_than(EVENING + timedelta(seconds=59), EVENING)
    assert not dates.is_later_than(None, EVENING)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("z. B. so", f"z.{NB}B. so"),
        ("z.B. so", f"z.{NB}B. so"),
        ("d. h. nie", f"d.{NB}h. nie"),
        ("25 Prozent", f"25{NB}Prozent"),
        ("um 25 % mehr", f"um 25{NB}% mehr"),
        ("18.47 Uhr", f"18.47{NB}Uhr"),
        ("1,8 Millionen Euro", f"1,8{NB}Millionen Euro"),
        ("10 m, 5 kg", f"10{NB}m, 5{NB}kg"),
        ("§ 5 und Nr. 7", f"§{NB}5 und Nr.{NB}7"),
        ("Dr. Rellinghauser", f"Dr.{NB}Rellinghauser"),
        ("25 per cent", f"25{NB}per cent"),
        ("am 3. März, 3. Maibaum", f"am 3.{NB}März, 3. Maibaum"),
        ("4,62 Metern, 30 °C", f"4,62{NB}Metern, 30{NB}°C"),
        ("Tempo 30 auf Linie 2, auf Seite drei", f"Tempo{NB}30 auf Linie{NB}2, auf Seite drei"),
        ("3 Mio. Euro", f"3{NB}Mio.{NB}Euro"),
        ("rund 10 000 Menschen", f"rund 10{NB}000 Menschen"),
        ("2026 kamen 250, 2025 300, 0421 123 456", "2026 kamen 250, 2025 300, 0421 123 456"),
        ("2 mal 3 Menschen", "2 mal 3 Menschen"),
        ("zum Beispiel B. Traven", "zum Beispiel B. Traven"),
        ("CDUz. Besuch", "CDUz. Besuch"),
        ("", ""),
    ],
)
def test_what_belongs_together_stays_on_a_line(typed, set_as):
    assert typography.typeset(typed) == set_as


def test_marks_and_addresses_are_left_alone():
    html = mark_safe('<a href="/x?a=25 Prozent">25 Prozent</a> <strong>z. B.</strong>')

    assert typography.typeset(html) == f'<a href="/x?a=25 Prozent">25{NB}Prozent</a> <strong>z.{NB}B.</strong>'


def test_only_spaces_ever_change():
    text = "Am 5. 5. um 9 Uhr, z. B. § 3, S. 12: 40 % von 3 km, Dr. X, „u. a.“ & <b>"

    assert "".join(typography.typeset(text).split()) == "Am5.5.um9Uhr,z.B.§3,S.12:40%von3km,Dr.X,„u.a.“&amp;&lt;b&gt;"


@pytest.mark.parametrize("filtered", [typography.typeset, typography.in_quotes])
def test_plain_text_is_escaped_and_markup_of_ours_is_not(filtered):
    assert "&lt;script&gt;" in filtered("<script>")
    assert "<em>ja</em>" in filtered(mark_safe("<em>ja</em>"))


@pytest.mark.parametrize(("length", "rank"), [(0, ""), (45, ""), (46, "long"), (90, "long"), (91, "longer")])
def test_long_headlines_speak_lower(length, rank):
    assert typography.rank("a" * length) == rank


@pytest.mark.parametrize(("words", "minutes"), [(None, 1), (0, 1), (299, 1), (301, 2), (1000, 5)])
def test_reading_takes_a_minute_at_least(words, minutes):
    assert typography.minutes_to_read(words) == minutes
