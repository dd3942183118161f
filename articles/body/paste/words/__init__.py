"""Closed word lists, one text file a list: a word or phrase a line, ``#`` begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(entries(name))


@cache
def entries(name: str) -> tuple[str, ...]:
    """In the order of the file; several entries may share a line, parted by commas."""
    text = (_HERE / f"{name}.txt").read_text("utf-8")
    rows = (line.partition("#")[0] for line in text.splitlines())
    return tuple(word.strip() for row in rows for word in row.split(",") if word.strip())


@cache
def pairs(name: str) -> dict[str, str]:
    """Lines of the form ``key = value``."""
    split = (entry.partition("=") for entry in entries(name))
    return {key.strip(): value.strip() for key, _, value in split}
