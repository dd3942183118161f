"""Suggested tags: the kicker, and what the story names again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from . import roles
from .story import PersonFound
from .words import pairs, words

_NAMED = re.compile(r"(?<![.!?…:\"„“”«»\n] )(?<!^)\b[A-ZÀ-Þ][\w-]{3,}")
_MOST = 6
_OFTEN = 3


def suggest(kicker: str | None, texts: Iterable[str], people: Sequence[PersonFound]) -> tuple[str, ...]:
    """Capitalised words inside sentences that come up often and are no person, role or small word."""
    taken = {part for person in people for part in person.name.split()}
    counts = Counter(word for text in texts for word in _NAMED.findall(text))
    frequent = [word for word, count in counts.most_common() if count >= _OFTEN and not _is_dull(word, taken)]
    first = [kicker] if kicker else []
    return tuple(dict.fromkeys([*first, *frequent]))[:_MOST]


def _is_dull(word: str, taken: set[str]) -> bool:
    if word in taken or word.removesuffix("s") in taken or word in words("starters"):
        return True
    return roles.is_role(word) or word in words("dull") or word in pairs("months")
