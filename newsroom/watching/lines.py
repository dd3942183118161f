"""Lines of the log: of JSON for machines, of words for people. Neither says who somebody is, or what was looked for.

What is left out is left out here, at the one place all lines pass, and not by everybody who writes one.
"""

import json
import logging
import re
from datetime import UTC, datetime

from newsroom.watching.visits import current

LEFT_OUT = (
    (re.compile(r"(?<=://)[^/\s@]+@"), "…@"),  # the password in an address
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),  # somebody's mail
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]+"), "?…"),  # what was searched for, and whatever else a query holds
    (re.compile(r"(?<=/)(vorschau|preview)/[^/\s\"']+"), r"\1/…"),  # whoever has it can read a draft
    (re.compile(r"(?m)^DETAIL:.*$"), "DETAIL: …"),  # where PostgreSQL shows the row
)
#: What a terminal or a reader of lines would obey: C0 and C1, the ends of lines, the turns of writing.
OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def without_persons(told: str) -> str:
    for pattern, instead in LEFT_OUT:
        told = pattern.sub(instead, told)
    return told


class JsonLine(logging.Formatter):
    """One line each: ``at`` (UTC), ``level``, ``from``, ``said``; in a request ``request`` and ``route``; ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "process": record.process,
            "said": without_persons(record.getMessage()),
        }
        if visit := current.get():
            line |= {"request": visit.number, "route": visit.route}
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["error"] = without_persons(self.formatException(record.exc_info))
        return json.dumps(line)  # only ASCII: no sign in it can end the line, or turn it round


class WordLine(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the name is the library's
        record.message = OBEYED.sub(lambda found: ascii(found[0])[1:-1], without_persons(record.message))
        return super().formatMessage(record)

    def formatException(self, exc_info) -> str:  # noqa: N802 the same
        return without_persons(super().formatException(exc_info))
