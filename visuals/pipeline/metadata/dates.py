"""When a picture was taken, as exactly as the file knows it and no more."""

import re
from datetime import date, datetime, timedelta

EARLIEST = 1500  # paintings are dated, too; what is older is a slip
DAY = re.compile(r"(\d{4})(?:[-:./]?(\d{2}|\s{2}))?(?:[-:./]?(\d{2}|\s{2}))?(?:[T\s]+(.*))?", re.S)
TIME = re.compile(r"(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
ZONE = re.compile(r"([+-])(\d{2}):?(\d{2})")


def taken_at(text: str, clock: str = "", zone: str = "") -> str | None:
    """``2026-11-23T10:15:00+01:00``, ``2026-11-23``, ``2026-11`` or ``2026``; None if it is no date at all.

    ``clock`` is a time that stands apart (IIM), ``zone`` an offset that does (EXIF). A broken time loses the
    time, not the day.
    """
    found = DAY.fullmatch(text.strip().strip("\0"))
    if not found:
        return None
    year, month, day = (int(part) if part and part.strip() else 0 for part in found.group(1, 2, 3))
    if year < EARLIEST or month > 12:
        return None
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}"
    try:
        whole = date(year, month, day).isoformat()
    except ValueError:
        return None
    return whole + _time(found[4] or clock, zone)


def _time(text: str, zone: str) -> str:
    found = TIME.fullmatch(text.strip().strip("\0"))
    if not found:
        return ""
    hour, minute, second = found[1], found[2], found[3]
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 60:
        return ""
    seconds = f":{min(int(second), 59):02}" if second else ""
    return f"T{hour}:{minute}{seconds}{_zone(found[4] or zone)}"


def _zone(text: str) -> str:
    if text.strip() == "Z":
        return "+00:00"
    found = ZONE.fullmatch(text.strip())
    if not found or int(found[2]) > 14 or int(found[3]) > 59:
        return ""
    return f"{found[1]}{found[2]}:{found[3]}"


def precision(moment: str) -> str:
    return {4: "year", 7: "month", 10: "day"}.get(len(moment), "minute")


def day_of(moment: str) -> date | None:
    """The day, if it is known to the day."""
    return date.fromisoformat(moment[:10]) if len(moment) >= 10 else None


def lies_ahead(moment: str, today: date | None = None) -> bool:
    """In the future, wherever on earth it is still or already today."""
    tomorrow = (today or datetime.now().date()) + timedelta(days=1)
    return moment[:10] > tomorrow.isoformat()[: len(moment[:10])]
