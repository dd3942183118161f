"""Role words: which words are roles, and which phrase around a name says what somebody is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from . import german
from .words import words

_TITLE = re.compile(r"\S+\s+")
_PERSON_ENDINGS = re.compile(
    r"(?:.{3}in|.{3}er|ist|ent|ant|or|eur|loge|nom|graf|mann|frau|wart|arzt|ling|chef|soph|iker|wirt|är|ier)$"
)
_ENGLISH_ENDINGS = re.compile(r"(?:.{3}er|.{3}or|ist|ian|man|woman|person|eer|ess|ologist|keeper|maker)$")
_FRENCH_ENDINGS = re.compile(r"(?:eur|euse|trice|ien|ienne|iste|logue|ier|ière|aire|eure|cien|cienne|naute)$")
_SHORT_HEADS = frozenset("chef chefin arzt ärztin wirt wirtin koch köchin wart profi rätin boss".split())


def without_titles(name: str) -> str:
    """``Prof. Dr. Ada Lind`` is ``Ada Lind``."""
    rest = name.strip()
    while (first := _TITLE.match(rest)) and first.group().strip() in words("titles"):
        rest = rest[first.end() :]
    return rest


def bare_name(name: str) -> str:
    """Without titles before it and a party in brackets behind it."""
    return re.sub(r"\s*\([^)]*\)$", "", without_titles(name))


@cache
def _heads() -> frozenset[str]:
    """What the last part of a German compound may be."""
    known = (word.casefold() for word in words("roles_de"))
    return frozenset(word for word in known if len(word) > 4 or word in _SHORT_HEADS)


def is_german(noun: str) -> bool:
    """A role in any case: Präsident, Ministers, Vereinsvorsitzenden, US-Außenminister."""
    if not noun[:1].isupper() or noun in words("nonroles"):
        return noun in words("roles_de")
    return nominative_noun(noun) is not None or german.is_noun_adjective(noun)


def nominative_noun(noun: str) -> str | None:
    for base in (noun, german.singular(noun), *german.genitive_bases(noun)):
        if base and _is_german_base(base):
            return base
    return None


def _is_german_base(noun: str) -> bool:
    if noun in words("roles_de"):
        return True
    if noun in words("nonroles"):
        return False
    last = noun.rsplit("-", 1)[-1].casefold()
    if last.capitalize() in words("roles_de"):
        return True
    return any(last[cut:] in _heads() for cut in range(2, len(last) - 3))


@lru_cache(20_000)
def sounds_like_a_person(noun: str, language: str) -> bool:
    """By its ending alone; enough only where the grammar already asks for a role."""
    if noun in words("nonroles") or is_kin(noun) or noun in words("starters") or noun.capitalize() in words("starters"):
        return False
    if language == "de":
        return noun[0].isupper() and len(noun) > 5 and bool(_PERSON_ENDINGS.search(german.singular(noun)))
    endings = _ENGLISH_ENDINGS if language == "en" else _FRENCH_ENDINGS
    return len(noun) > 4 and bool(endings.search(noun.casefold()))


def is_kin(noun: str) -> bool:
    return noun in words("kin") or noun.casefold() in words("kin")


def is_english(noun: str) -> bool:
    low = noun.casefold()
    known = words("roles_en")
    return noun in known or low in known or low.rsplit("-", 1)[-1] in known


def is_french(noun: str) -> bool:
    low = noun.casefold()
    known = words("roles_fr")
    return low in known or low.removeprefix("ex-") in known or low.removeprefix("co") in known


@lru_cache(20_000)
def is_role(noun: str, language: str = "") -> bool:
    match language:
        case "de":
            return is_german(noun)
        case "en":
            return is_english(noun)
        case "fr":
            return is_french(noun)
    return is_german(noun) or is_english(noun) or is_french(noun)


def split_role(text: str) -> tuple[str, str] | None:
    """``Bürgermeisterin Ada Lind`` is role and name, if the words divide like that."""
    parts = text.split()
    for place in range(len(parts) - 1, 0, -1):
        if is_role(parts[place - 1]):
            name = without_titles(" ".join(parts[place:]))
            return (" ".join(parts[:place]), name) if name and name[0].isupper() and place < len(parts) else None
    return None
