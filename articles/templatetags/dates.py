"""Dates and hours in the language of the page: ``19.11.2026, 6.10 Uhr``, ``19 November 2026, 06:10``."""

from datetime import date, datetime

from django import template
from django.utils import dateformat, timezone, translation
from django.utils.dateparse import parse_datetime

register = template.Library()

#: ``stamp`` stands beside clips, ``day`` in text, ``short`` in lists, ``clock`` is an hour of the day.
FORMATS = {
    "de": {
        "stamp": "d.m.Y", "day": "j. F Y", "short": "j. F", "weekday": "l, j. F Y", "clock": r"G.i \U\h\r",
        "bare_clock": "H.i", "bare_day": "d.m.", "month_name": "F Y", "month_alone": "F", "weekday_name": "l",
        "weekday_short": "D",
    },
    "en": {
        "stamp": "j M Y", "day": "j F Y", "short": "j F", "weekday": "l, j F Y", "clock": "H:i",
        "bare_clock": "H:i", "bare_day": "j M", "month_name": "F Y", "month_alone": "F", "weekday_name": "l",
        "weekday_short": "D",
    },
}  # fmt: skip
NO_BREAK = "\N{NO-BREAK SPACE}"


def _written(value: date | datetime | None, form: str) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    language = (translation.get_language() or "")[:2]
    return dateformat.format(local, FORMATS.get(language, FORMATS["en"])[form])


@register.filter
def parsed(value: str | datetime | None) -> datetime | None:
    """Facts of an edition are JSON, and JSON has no moments."""
    return parse_datetime(value) if isinstance(value, str) else value


@register.filter
def stamp(value: date | datetime | None) -> str:
    return _written(value, "stamp")


@register.filter
def day(value: date | datetime | None) -> str:
    return _written(value, "day")


@register.filter
def weekday(value: date | datetime | None) -> str:
    return _written(value, "weekday")


@register.filter
def weekday_name(value: date | None) -> str:
    return _written(value, "weekday_name")


@register.filter
def weekday_short(value: date | None) -> str:
    return _written(value, "weekday_short")


@register.filter
def month_name(value: date | None) -> str:
    return _written(value, "month_name")


@register.filter
def month_alone(value: date | None) -> str:
    return _written(value, "month_alone")


@register.filter
def hour(value: datetime | None) -> str:
    return _written(value, "clock").replace(" ", NO_BREAK)


@register.filter
def moment(value: datetime | None) -> str:
    return f"{stamp(value)}, {hour(value)}" if value else ""


@register.filter
def when(value: datetime | None) -> str:
    """As short as it stays clear: the hour today, the day this year, the full date before."""
    if value is None:
        return ""
    local, today = timezone.localtime(value), timezone.localdate()
    if local.date() == today:
        return hour(value)
    return _written(value, "short" if local.year == today.year else "day").replace(" ", NO_BREAK, 1)


@register.filter
def tersely(value: datetime | None) -> str:
    """For the narrow column of a log: ``09.38`` or ``21.11.``, ``09:38`` or ``21 Nov``."""
    if value is None:
        return ""
    return _written(value, "bare_clock" if timezone.localdate(value) == timezone.localdate() else "bare_day")


@register.filter
def is_today(value: datetime) -> bool:
    return timezone.localdate(value) == timezone.localdate()


@register.filter
def is_later_than(value: datetime | None, other: datetime | None) -> bool:
    """More than the minute that readers see apart."""
    return bool(value and other and (value - other).total_seconds() >= 60)
