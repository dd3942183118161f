"""Stories and clips from a file, and what breaks its form in one sentence."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from articles.related.documents import Clip, Story

SHARED = {"language": "language", "people": "texts", "tags": "texts"}
STORY = {"date": "day", "headline": "text", "lead": "text", "text": "text", **SHARED}
CLIP = {"recorded_on": "day", "title": "text", "teaser": "text", "transcript": "text", "duration_s": "seconds",
        "available_until": "last day", **SHARED}  # fmt: skip
WANTED = {
    "language": "“de” or “en”",
    "texts": "a list of texts",
    "day": "a day as YYYY-MM-DD",
    "last day": "a day as YYYY-MM-DD, or null",
    "text": "a text",
    "seconds": "whole seconds, 0 or more",
}


class BadFile(Exception):
    """One sentence about the first thing that is wrong."""


def read(data: bytes) -> tuple[list[Story], list[Clip]]:
    """The whole form is checked before anything is ranked."""
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_twice, parse_constant=_no_constant)
    except UnicodeDecodeError as problem:
        raise BadFile(f"The file is not UTF-8 (byte {problem.start}).") from problem
    except (ValueError, RecursionError) as problem:
        raise BadFile(f"The file is not JSON: {problem}.") from problem
    if not isinstance(document, dict):
        raise BadFile("The file holds no JSON object with “stories” and “clips”.")
    stories = [Story(**fields) for fields in _rows(document, "stories", "story", STORY)]
    clips = [Clip(**fields) for fields in _rows(document, "clips", "clip", CLIP)]
    return stories, clips


def _rows(document: dict[str, Any], key: str, noun: str, form: dict[str, str]) -> Iterable[dict[str, Any]]:
    rows = document.get(key)
    if not isinstance(rows, list):
        raise BadFile(f"“{key}” is missing or no list.")
    seen = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadFile(f"{noun.capitalize()} {number} is no object.")
        if not isinstance(row.get("id"), str):
            raise BadFile(f"{noun.capitalize()} {number} has no “id” that is a text.")
        if row["id"] in seen:
            raise BadFile(f"Two entries of “{key}” have the id “{row['id']}”.")
        seen.add(row["id"])
        yield {"id": row["id"]} | {name: _value(row, name, kind, noun) for name, kind in form.items()}


def _value(row: dict[str, Any], name: str, kind: str, noun: str) -> Any:
    where = f"“{name}” of {noun} “{row['id']}”"
    if name not in row:
        raise BadFile(f"{where[0].upper()}{where[1:]} is missing.")
    value = row[name]
    if kind == "last day" and value is None:
        return None
    made = _made(value, kind)
    if made is None:
        raise BadFile(f"{where} is not {WANTED[kind]}.")
    return made


def _made(value: Any, kind: str) -> Any:
    """The value as the ranker takes it, or none."""
    if kind == "texts":
        return tuple(value) if isinstance(value, list) and all(isinstance(entry, str) for entry in value) else None
    if kind == "seconds":
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
    if not isinstance(value, str) or (kind == "language" and value not in {"de", "en"}):
        return None
    return _day(value) if kind in {"day", "last day"} else value


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
