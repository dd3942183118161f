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
