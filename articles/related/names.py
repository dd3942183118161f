"""Who is meant: people as the register spells them and as texts name them, namesakes kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from articles.body.paste.words import words
from articles.related.terms import WORD, fold, is_stop

PARTICLES = frozenset("von vom van der den de del della di da dos du la le ter ten zu zur af av bin ibn al el".split())


@dataclass(frozen=True, slots=True)
class Name:
    """First and last word of a name, folded. ``first`` is empty where a text says the surname only."""

    first: str
    last: str
    shown: str


#: a name as a text spells it, and whether its first word is one that people are given
Pair = tuple[Name, bool]
Register = dict[tuple[str, str], Name]


@cache
def _given() -> frozenset[str]:
    return frozenset(fold(word) for word in words("given"))


def name_of(full: str) -> Name | None:
    """As the register spells it; titles before it do no harm where both spell them."""
    parts = [part for part in full.replace(".", " ").split() if fold(part) not in {"dr", "prof", "sir", "dame"}]
    if not parts:
        return None
    return Name(fold(parts[0]) if len(parts) > 1 else "", fold(parts[-1]), full.strip())


def register_of(people: Iterable[str]) -> Register:
    """By first and last word; of two spellings that agree in both always the same one."""
    names = sorted({name for full in people if (name := name_of(full)) and name.first}, key=lambda name: name.shown)
    return {(name.first, name.last): name for name in names}


def pairs_in(text: str, language: str) -> tuple[Pair, ...]:
    """Two words with capitals that stand side by side, titles of nobility between them aside: perhaps a name."""
    row = [(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
    found = []
    for number, (word, start, end) in enumerate(row[:-1]):
        if not word[0].isupper():
            continue
        last, begins, ends = row[number + 1]
        reach = number + 1
        while fold(last) in PARTICLES and reach + 1 < len(row):
            reach += 1
            last, _, ends = row[reach]
        if text[end:begins].strip() or not last[0].isupper():
            continue
        first, surname = fold(word), _bare(last)
        shown = text[start:ends].removesuffix("’s").removesuffix("'s")
        sure = first in _given() and not is_stop(surname, language) and len(surname) > 2
        found.append((Name(first, surname, shown), sure))
    return tuple(found)


def named_in(pairs: Iterable[Pair], register: Register) -> set[Name]:
    """People a text names in full: those somebody registered, and those with a first name the world knows."""
    known = ((register.get((name.first, name.last)), name, sure) for name, sure in pairs)
    return {registered or name for registered, name, sure in known if registered or sure}


def _bare(last: str) -> str:
    return fold(last.removesuffix("’s").removesuffix("'s"))


def capitals_in(text: str) -> frozenset[str]:
    """Every word with a capital, folded: where a surname alone may stand."""
    return frozenset(_bare(match[0]) for match in WORD.finditer(text) if match[0][0].isupper())


def same(left: Name, right: Name) -> bool:
    """One person, as far as names can tell; a German genitive may have left an s."""
    if not left.first or left.first != right.first:
        return False
    return left.last == right.last or left.last + "s" == right.last or left.last == right.last + "s"
