"""Names on record, found again when they are written almost right."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SHORTEST = 4  # a word of three letters is near to everything
GENITIVE = re.compile(r"(?:['’]s?|s)$")


@dataclass(frozen=True)
class Person:
    key: int
    name: str
    aliases: tuple[str, ...] = ()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(TOKEN.findall(self.name))

    @property
    def surname(self) -> str:
        return self.tokens[-1] if self.tokens else ""


class Register:
    """All persons, by the words of their names. Made once for a look at a story."""

    def __init__(self, rows: Iterable[tuple[int, str, str]] = ()) -> None:
        self.people = {key: Person(key, name, _lines(aliases)) for key, name, aliases in rows}

    @cached_property
    def spellings(self) -> dict[str, set[int]]:
        """Every word that is right, folded, and whose it is: names and other spellings on record."""
        found: dict[str, set[int]] = defaultdict(set)
        for person in self.people.values():
            for words in (person.name, *person.aliases):
                for token in TOKEN.findall(words):
                    found[token.casefold()].add(person.key)
        return found

    @cached_property
    def _shortened(self) -> dict[str, set[str]]:
        """Words of names by what is left of them without one letter: near words share one of these."""
        found: dict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for token in person.tokens:
                if len(token) >= SHORTEST:
                    for left in _without_one(folded(token)):
                        found[left].add(token)
        return found

    def knows(self, token: str) -> bool:
        return any(form.casefold() in self.spellings for form in forms(token))

    def near(self, token: str) -> Iterator[tuple[str, str]]:
        """Words of names that are meant, perhaps, and the ending to put behind them: ``Anklammers`` → Anklamer, s."""
        seen = set()
        for stem in forms(token):
            if len(stem) < SHORTEST:
                continue
            key = folded(stem)
            for left in _without_one(key):
                for word in self._shortened.get(left, ()):
                    if word not in seen and one_slip(key, folded(word)):
                        seen.add(word)
                        yield word, token[len(stem) :]

    def called(self, word: str) -> list[Person]:
        """Whose name (not whose other spelling) has this word."""
        keys = sorted(self.spellings.get(word.casefold(), ()))
        return [self.people[key] for key in keys if word in self.people[key].tokens]

    def named_in(self, text: str) -> set[int]:
        """Who stands there with the full name or in a spelling of more than one word."""
        there = {form.casefold() for token in TOKEN.findall(text) for form in forms(token)}
        maybe = {key for token in there for key in self.spellings.get(token, ())}
        return {key for key in maybe if any(name in text for name in self._long_names(key))}

    def surnames_in(self, text: str) -> set[int]:
        tokens = {form for token in TOKEN.findall(text) for form in forms(token)}
        return {person.key for token in tokens for person in self.called(token) if person.surname == token}

    def _long_names(self, key: int) -> Iterator[str]:
        person = self.people[key]
        yield from (name for name in (person.name, *person.aliases) if " " in name)


def forms(token: str) -> tuple[str, ...]:
    """The word and what it would be without a genitive's ending."""
    stem = GENITIVE.sub("", token)
    return (token, stem) if stem != token else (token,)


def folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def one_slip(left: str, right: str) -> bool:
    """A letter too many, too few, a wrong one, or two in the wrong order; not the same word."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest, other = left[start:], right[start:]
    if len(rest) == len(other):
        return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return rest[1:] == other or rest == other[1:]


def _without_one(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
