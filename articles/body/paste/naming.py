"""Telling the name of a person from the name of an agency, a body or a thing."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import words

_REMEMBERED = 20_000
_TOKEN = re.compile(r"[^\s,;|/()]+")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÞĀ-Ž][\w’'.-]*|[dDlL]['’][A-ZÀ-Þ][\w’'.-]*|Mc[A-Z]\w+)$")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)*$")
_ORG_ENDINGS = (
    "images", "press", "foto", "fotos", "photo", "photos", "pictures", "agentur", "archiv", "medien", "bild",
    "bilder", "verlag", "zeitung", "amt", "ministerium", "werke", "verein", "verband", "stiftung", "museum",
    "gesellschaft", "behörde", "anstalt", "präsidium", "direktion", "institut", "blatt", "feuerwehr", "polizei",
)  # fmt: skip


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


@lru_cache(_REMEMBERED)
def is_given(word: str) -> bool:
    """A first name, or a double one of which one half is."""
    known = words("given")
    return word in known or word.title() in known or ("-" in word and any(p in known for p in word.split("-")))


def is_particle(word: str) -> bool:
    return word in words("particles")


def is_name_word(word: str) -> bool:
    return bool(_NAME_WORD.match(word)) and not is_organisation_word(word)


def is_initial(word: str) -> bool:
    return bool(_INITIAL.match(word))


@lru_cache(_REMEMBERED)
def is_organisation_word(word: str) -> bool:
    if word in words("organisations") or word in words("agencies"):
        return True
    low = word.casefold()
    return low.endswith(_ORG_ENDINGS) and low not in _ORG_ENDINGS


def is_agency(text: str) -> bool:
    return text in words("agencies")


def is_personal(text: str) -> bool:
    """Two to five words of which the first and the last could be somebody's."""
    parts = tokens(text)
    if not 2 <= len(parts) <= 5 or is_agency(text) or re.search(r"[,;|/()\d]", text):
        return False
    if parts[0] in words("starters") and not is_given(parts[0]):
        return False
    if not (is_name_word(parts[0]) and is_name_word(parts[-1])) or is_initial(parts[-1]):
        return False
    if all(part.isupper() and len(part) <= 4 for part in parts):
        return False
    return all(is_name_word(part) or is_particle(part) for part in parts[1:-1])
