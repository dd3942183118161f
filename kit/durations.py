"""Milliseconds as people read them, and as machines do."""


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


def parse_clock(text: str) -> int | None:
    """Milliseconds of ``m:ss`` or ``h:mm:ss``; None if it is no such time (``0:75`` is none)."""
    parts = text.strip().split(":")
    if len(parts) not in (2, 3) or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    *larger, seconds = (int(p) for p in parts)
    if seconds > 59 or (len(larger) == 2 and larger[1] > 59):
        return None
    minutes = larger[0] if len(larger) == 1 else larger[0] * 60 + larger[1]
    return (minutes * 60 + seconds) * 1000
