"""Where a phrase without a verb meets the sentence that was run together with it.

``Sanierung der Brücke beginnt später Nach dem Winter soll …`` has its seam before ``Nach``. The same
question comes up for teasers, attributions, credits and crossheads whose line break got lost.
"""

from __future__ import annotations

import re

from . import naming, roles
from .words import words

_WORD = re.compile(r"\S+")
_EDGES = "\"'„“”«»‚‘’()[]"
_CLOSED = (".", "!", "?", ":", ",", ";", "…")
_NEAR = 6
_FARTHEST = 30
SOMEWHERE, LIKELY, CERTAIN = -2.5, 1.0, 2.2
# Capitals that prove nothing: the pronouns of courtesy and the English "I".
_ALWAYS_CAPITAL = frozenset(["I", "Sie", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihnen"])


def has_verb(text: str) -> bool:
    known = words("verbs")
    return any(word.strip(_EDGES + ".,;:!?") in known for word in text.split())


def find(text: str, *, first: int = 1, certainty: float = LIKELY) -> int | None:
    """The position at which the sentence begins, after at least ``first`` words of phrase."""
    found = list(_WORD.finditer(text))
    tokens = [token.group() for token in found]
    best, best_score = None, certainty
    for place in range(first, min(len(found), _FARTHEST)):
        score = _score(tokens, place)
        if score > best_score:
            best, best_score = found[place].start(), score
    return best


def _score(tokens: list[str], place: int) -> float:
    before, here = tokens[place - 1], tokens[place]
    bare = here.lstrip(_EDGES)
    if not bare or not (bare[0].isupper() or bare[0].isdigit()):
        return -9
    score = 0.0
    if _abbreviates(before):
        return -9
    if before.endswith((".", "!", "?", "…")) or before.rstrip(_EDGES).endswith(("!", "?", "…", ".")):
        score += 2.5
    elif before.endswith(_CLOSED):
        return -9
    if _is_starter(bare) and not _is_name_particle(tokens, place):
        score += 0.5 if bare in _ALWAYS_CAPITAL else 3
    elif bare[0].isdigit():
        score -= 1
    score += _verb_follows(tokens, place)
    score -= 4 if _cannot_end(before) else 0
    score += _names_around(before.strip(_EDGES), bare)
    left = tokens[:place]
    score -= 1.5 * any(token.strip(_EDGES + ".,;:") in words("verbs") for token in left[1:])
    return score - 0.12 * place


def _is_starter(word: str) -> bool:
    plain = re.split(r"['’.,:;-]", word, maxsplit=1)[0]
    return plain in words("starters")


def _abbreviates(word: str) -> bool:
    if word in words("titles") or naming.is_initial(word):
        return True
    return word.endswith(".") and word.rstrip(".") in words("abbreviations")


def _is_name_particle(tokens: list[str], place: int) -> bool:
    """``Maïwenn Le Dantec``: the article stands between two parts of a name."""
    if place + 1 >= len(tokens) or not naming.is_particle(tokens[place]):
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    return before[0].isupper() and after[0].isupper() and not naming.is_organisation_word(before)


def _names_around(before: str, here: str) -> float:
    """A new sentence may begin with somebody's name, but none begins inside one."""
    if here in words("starters"):
        return 0.0
    score = 0.8 if naming.is_given(here) or roles.is_role(here) else 0.0
    if naming.is_given(before) or (before.endswith("s") and before[:1].isupper() and len(before) > 4):
        score -= 1.5
    if before.islower() and roles.is_role(before):  # "…, manager Goal or seagull?"
        score += 0.8
    return score


def _cannot_end(word: str) -> bool:
    """No phrase ends with an article or a preposition."""
    return word.islower() and (word.capitalize() in words("starters") or word in words("particles"))


def _verb_follows(tokens: list[str], place: int) -> float:
    for distance, token in enumerate(tokens[place + 1 : place + _NEAR], 1):
        if token.strip(_EDGES + ".,;:!?") in words("verbs"):
            return 2.2 - 0.3 * distance
        if token.endswith((".", "!", "?")):
            break
    return 0.0
