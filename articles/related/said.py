"""Where a name of the register stands in a text: in whatever ending, umlaut or case it is written there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.related.terms import WORD
from kit.search.words import tokens

AROUND = 3  # words before a surname in which a role makes it a person's


@dataclass(frozen=True)
class Hit:
    """``shown``: the words as the text has them; ``times`` they stand there; ``block``: where first ("": the head)."""

    shown: str
    times: int
    block: str


@dataclass(frozen=True, slots=True)
class _Word:
    stem: str
    shown: str
    block: str


class Said:
    """A text by its word stems. ``parts``: (block id, text), the head with an empty id first."""

    def __init__(self, parts: Iterable[tuple[str, str]]):
        self.words = [
            _Word(stem, match[0], block)
            for block, text in parts
            for match in WORD.finditer(text)
            for stem in tokens(match[0])
        ]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self.places[word.stem].append(place)

    def find(self, spelling: str) -> Hit | None:
        """The whole spelling, word after word. One word alone counts with a capital, if it has one itself."""
        stems = list(tokens(spelling))
        starts = [place for place in self.places.get(stems[0], ()) if self._goes_on(place, stems)] if stems else []
        if len(stems) == 1 and spelling[:1].isupper():
            starts = [place for place in starts if self.words[place].shown[:1].isupper()]
        if not starts:
            return None
        shown = list(dict.fromkeys(word.shown for word in self.words[starts[0] : starts[0] + len(stems)]))
        return Hit(" ".join(shown), len(starts), self.words[starts[0]].block)

    def find_surname(self, surname: str, roles: Sequence[str]) -> Hit | None:
        """A surname alone, where a role of that person stands right before it: “Hafenkapitänin Tadebach”."""
        wanted = {stem for role in roles for stem in tokens(role)}
        for stem in tokens(surname):
            for place in self.places.get(stem, ()):
                before = self.words[max(0, place - AROUND) : place]
                if self.words[place].shown[:1].isupper() and any(word.stem in wanted for word in before):
                    said = next(word.shown for word in before if word.stem in wanted)
                    return Hit(f"{said} {self.words[place].shown}", len(self.places[stem]), self.words[place].block)
        return None

    def holds(self, word: str) -> bool:
        return any(stem in self.places for stem in tokens(word))

    def _goes_on(self, place: int, stems: Sequence[str]) -> bool:
        following = self.words[place : place + len(stems)]
        return len({word.block for word in following}) == 1 and [word.stem for word in following] == list(stems)
