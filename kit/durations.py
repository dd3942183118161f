"""Milliseconds as people read them, and as machines do."""

import re


def _seconds(ms: int) -> int:
    """Half a second rounds up: 153 500 ms is 2:34, whatever Python's banker's rounding says."""
    return (ms + 500) // 1000


def clock(ms: int) -> str:
    """``0:23``, ``2:33``, ``1:02:15``: the label beside a clip, from milliseconds."""
    minutes, seconds = divmod(_seconds(ms), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def iso(ms: int) -> str:
    """ISO 8601, as ``<time datetime>`` and schema.org want it: ``PT23S``, ``PT1H2M15S``."""
    minutes, seconds = divmod(_seconds(ms), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n]
    return "PT" + ("".join(parts) or "0S")


CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):(?=\d\d:))?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)", re.ASCII)


def parse_clock(text: str) -> int | None:
    """Milliseconds of ``m:ss`` or ``h:mm:ss``; None if it is no such time (``0:75`` and ``2:3`` are none)."""
    found = CLOCK.fullmatch(text.strip())
    if not found or (found["hours"] and int(found["minutes"]) > 59):
        return None
    return (int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"])) * 1000


SPOKEN = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6}(?:\.\d{1,3})?)s?)?", re.ASCII)


def parse_moment(text: str) -> int | None:
    """Milliseconds of a moment as links name it: ``83``, ``83.5``, ``1m23s``, ``1:23``. None if it is none."""
    found = SPOKEN.fullmatch(text)
    if not text or not found:
        return parse_clock(text)
    hours, minutes, seconds = found.groups()
    return round((int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0)) * 1000)


def moment(ms: int) -> str:
    """A moment as our own links name it: whole seconds, rounded down, so that nothing of it is missed."""
    return str(ms // 1000)
