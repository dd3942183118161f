"""Where sentences end, in three languages that put full stops to other uses as well."""

from __future__ import annotations

import re

from .words import words

CLOSERS = "\"'”“»«›’)]"
_END = re.compile(rf"[.!?…](?:\s?[{re.escape(CLOSERS)}])*(?=\s+[\"'„“«»‚‘(\[–-]?\s?[A-ZÀ-ÞŒĀ-Ž0-9]|\s*$)")
_LAST_WORD = re.compile(r"(\S+)$")
_FINAL = re.compile(rf"(?:[.!?…]|\.\.\.)[\s{re.escape(CLOSERS)}]*$")


def ends(text: str) -> list[int]:
    """Positions just behind every sentence of ``text``."""
    found = []
    for match in _END.finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text[: match.start()], text[match.end() :]):
            continue
        found.append(match.end())
    return found


def split(text: str) -> list[str]:
    begins = [0, *ends(text)]
    stops = [*begins[1:], len(text)]
    parts = (text[start:stop].strip() for start, stop in zip(begins, stops, strict=True))
    return [part for part in parts if part]


def is_finished(text: str) -> bool:
    """Whether the text ends like a sentence."""
    return bool(_FINAL.search(text))


def _is_abbreviation(before: str, after: str) -> bool:
    last = _LAST_WORD.search(before)
    if not last or not after.strip():
        return False
    word = last.group().lstrip("\"'„“«(")
    if word.isdigit():  # "am 3. Oktober", but "im Jahr 2024. Danach": two digits at most count things
        return len(word) <= 2
    return (len(word) == 1 and word.isupper()) or word in words("abbreviations")
