"""Runs of capitalised words that may be a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import naming, roles
from ..words import words
from .tokens import Token

_NOBLE = frozenset("Freiherr Freifrau Freiin Graf Gräfin Baron Baronin Fürst Prinz Ritter Edler".split())
_ALSO_SURNAMES = frozenset("May Mai March Berlin London Paris Day Hall Park Hill West Bishop".split())
_MOST_GIVEN = 3


@dataclass(frozen=True)
class Name:
    """Tokens ``start`` to ``end`` are the name; ``left`` is where its titles begin."""

    left: int
    start: int
    end: int
    titled: bool
    particled: bool

    @property
    def is_full(self) -> bool:
        """``van Rossum`` is a surname for all its two words."""
        return self.end - self.start > 1 and not self.particled


def find(tokens: Sequence[Token], language: str) -> list[Name]:
    found: list[Name] = []
    place = 0
    while place < len(tokens):
        name = _at(tokens, place, language)
        if name:
            found.append(name)
        place = name.end if name else place + 1
    return found


def _at(tokens: Sequence[Token], place: int, language: str) -> Name | None:
    """The name that begins at ``place``, titles first."""
    start = place
    while start < len(tokens) and _is_title(tokens, start) and (start == place or tokens[start].follows_on):
        start += 1
    titled = start > place
    if start >= len(tokens) or (titled and not _joins(tokens, start)):
        return None
    particles = start
    while particles < len(tokens) - 1 and _is_particle(tokens[particles]) and tokens[particles + 1].follows_on:
        particles += 1
    if particles > start and not _starts_with_particle(tokens, start, particles):
        return None
    if not _could_begin(tokens[particles], language, titled=titled, particled=particles > start):
        return None
    if _given_name_comes_later(tokens, particles) or _role_comes_later(tokens, particles, language):
        return None
    end = _end(tokens, particles, language)
    if tokens[end - 1].core in _ALSO_SURNAMES and not naming.is_given(tokens[particles].core):
        return None
    return Name(place, start, end, titled, particles > start)


def _given_name_comes_later(tokens: Sequence[Token], start: int) -> bool:
    """``Amtskollegen Wladimir Putin``: the word before a first name belongs to no name."""
    if naming.is_given(tokens[start].core) or naming.is_initial(tokens[start].text):
        return False
    ahead = tokens[start + 1 : start + 3]
    if len(ahead) < 2 or not all(token.follows_on and token.is_capital for token in ahead):
        return False
    return naming.is_given(ahead[0].core) and _is_surname(ahead[1], "")


def _role_comes_later(tokens: Sequence[Token], start: int, language: str) -> bool:
    """``Prime Minister Keir Starmer``: what stands before a role belongs to the role."""
    if naming.is_given(tokens[start].core) or len(tokens) < start + 3:
        return False
    role, name = tokens[start + 1], tokens[start + 2]
    return role.follows_on and name.follows_on and name.is_capital and roles.is_role(role.core, language)


def _is_title(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.text not in words("titles"):
        return False
    if token.text in ("M.", "MM.", "Me", "Pr", "Father", "Miss", "h.", "c.", "PD"):
        return place + 1 < len(tokens) and tokens[place + 1].is_capital and tokens[place + 1].follows_on
    return True


def _joins(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].follows_on or tokens[place].before == "."


def _is_particle(token: Token) -> bool:
    return naming.is_particle(token.text) or token.text.casefold() in ("d'", "d’")


def _opens_particles(token: Token) -> bool:
    """``der`` and ``la`` are part of a name only behind ``van`` or ``de``."""
    return token.text not in ("der", "den", "la", "le", "'t", "zu und", "e", "y")


def _starts_with_particle(tokens: Sequence[Token], start: int, end: int) -> bool:
    """``von Trebsen``, ``De Saint-Hervé``: a surname of its own, not "der Minister" or "la Loire"."""
    lead = tokens[start].text.casefold()
    return lead in ("von", "van", "de", "zu", "le", "del", "di", "da", "ben", "el", "al") and (
        end - start == 1 or lead in ("von", "van", "de")
    )


def _could_begin(token: Token, language: str, *, titled: bool, particled: bool) -> bool:
    word = token.core
    if not word or not word[0].isupper() or not any(char.islower() for char in word):
        return naming.is_initial(token.text)
    if naming.is_given(word) and word not in words("starters"):
        return True
    if word in words("places") or naming.is_organisation_word(word):
        return False
    if titled or particled:
        return word not in words("starters")
    if word in words("starters") or word in words("things") or token.text in words("titles"):
        return False
    return not roles.is_role(word, language)


def _end(tokens: Sequence[Token], start: int, language: str) -> int:
    """Given names, particles, one surname; two outside German."""
    place = start + 1
    if tokens[start].core != tokens[start].text:  # a genitive ends its name
        return place
    surnames = 0 if naming.is_given(tokens[start].core) or naming.is_initial(tokens[start].text) else 1
    given = 1
    while place < len(tokens) and (tokens[place].follows_on or naming.is_initial(tokens[place - 1].text)):
        token = tokens[place]
        if _is_particle(token) or token.text in _NOBLE:
            if not (_opens_particles(token) or token.text in _NOBLE):
                break
            stop = place
            while stop < len(tokens) and (_is_particle(tokens[stop]) or tokens[stop].text in _NOBLE):
                stop += 1
            if stop == len(tokens) or not _is_surname(tokens[stop], language) or not tokens[stop].follows_on:
                break
            return stop + 1
        if not _is_surname(token, language):
            break
        is_last = place + 1 >= len(tokens) or not _is_surname(tokens[place + 1], language)
        if naming.is_initial(token.text) or (naming.is_given(token.core) and given < _MOST_GIVEN and not is_last):
            given += 1
            place += 1
            continue
        if surnames >= (2 if language != "de" else 1) and place - start > 1:
            break
        place += 1
        surnames += 1
        if language == "de" or token.core != token.text:
            break
    return place


def _is_surname(token: Token, language: str) -> bool:
    word = token.core
    if naming.is_initial(token.text):
        return True
    if not word or not word[0].isupper() or not token.follows_on:
        return False
    if naming.is_organisation_word(word) or (word in words("places") and word not in _ALSO_SURNAMES):
        return False
    return word not in words("starters") or naming.is_given(word)
