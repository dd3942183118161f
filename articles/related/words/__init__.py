"""Word lists of the ranker: what says nothing, what says little, and what says the same in other words."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def words(name: str) -> frozenset[str]:
    return frozenset((HERE / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def lines(name: str) -> tuple[str, ...]:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
