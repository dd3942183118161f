"""What a clock on the wall can mean: usually one moment, on the last night of summer time two, in spring none."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

HOUR = timedelta(hours=1)


def meanings(day: date, clock: time) -> list[datetime]:
    """Every moment at which the clocks here show this: none, one or two, the earlier first."""
    here = timezone.get_current_timezone()
    wall = datetime.combine(day, clock.replace(tzinfo=None))
    read = {wall.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in read if moment.astimezone(here).replace(tzinfo=None, fold=0) == wall)


def day_start(day: date | None) -> datetime | None:
    """The first moment of a day here; None of none."""
    return datetime.combine(day, time(), timezone.get_current_timezone()) if day else None


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from that of ``first`` to that of ``last``, both included."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def stored(value: datetime | str) -> datetime:
    """A moment that comes outside of its column: from SQLite as it was written, in UTC and without saying so."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None:
        raise ValueError(f"{value!r} is no moment")
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)


def comes_twice(moment: datetime) -> bool:
    local = timezone.localtime(moment)
    return len(meanings(local.date(), local.time())) > 1


def offset(moment: datetime) -> str:
    """“UTC+2”: the distance of our clocks to UTC at that moment."""
    minutes = int((timezone.localtime(moment).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def said(moment: datetime) -> str:
    """Day and time as they stand in a sentence; with the offset when the clocks show that time twice."""
    shown = str(formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT"))
    return f"{shown} ({offset(moment)})" if comes_twice(moment) else shown


def told_apart(moment: datetime) -> str:
    """One of two moments that look alike: “02:30 (UTC+2), before the clocks go back”."""
    local = timezone.localtime(moment)
    first = meanings(local.date(), local.time())[0] == moment.astimezone(UTC)
    sentence = _("%(time)s (%(offset)s), before the clocks go back")
    if not first:
        sentence = _("%(time)s (%(offset)s), after the clocks went back")
    return sentence % {"time": f"{local:%H:%M}", "offset": offset(moment)}


def gap(day: date, clock: time) -> tuple[str, str]:
    """From and to which time the clocks jump over one that never comes."""
    here = timezone.get_current_timezone()
    wall = datetime.combine(day, clock)
    before, after = (wall.replace(tzinfo=here, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    start = (wall.replace(tzinfo=UTC) - before).replace(minute=0, second=0)
    return f"{(start + before):%H:%M}", f"{(start + after):%H:%M}"
