from __future__ import annotations

from ..story import Block, PersonFound


def find(lead: str, blocks: list[Block], language: str) -> tuple[PersonFound, ...]:
    return ()
