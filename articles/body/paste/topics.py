"""Suggested tags: what the story names again and again."""

from __future__ import annotations

from .story import Block


def suggest(
    kicker: str | None, headline: str | None, lead: str | None, blocks: list[Block]
) -> tuple[str, ...]:
    return ()
