"""What somebody typed, taken apart. Nothing of it reaches an engine but words we made ourselves."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kit.search.words import tokens

LONGEST = 200  # characters that are looked at
MOST = 12  # terms
BEGUN = 2  # letters of an unfinished word; one letter begins a tenth of all words

QUOTED = re.compile(r"[\"„“”«»]([^\"„“”«»]*)[\"„“”«»]")


@dataclass(frozen=True)
class Term:
    """Words that have to stand side by side; the last one may go on if ``prefix``. ``also``: other words that do as
    well, for a single one."""

    words: tuple[str, ...]
    prefix: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def has_phrase(self) -> bool:
        return any(len(term.words) > 1 for term in self.terms)

    def apart(self) -> "Query":
        """The same words, wherever they stand."""
        split = [[Term((word,)) for word in term.words] if len(term.words) > 1 else [term] for term in self.terms]
        return Query(tuple(dict.fromkeys(one for some in split for one in some)))

    def widened(self, also: Mapping[str, Iterable[str]]) -> "Query":
        """With other words for some of those that stand for themselves."""
        return Query(
            tuple(
                replace(term, also=tuple(also.get(term.words[0], ()))) if len(term.words) == 1 else term
                for term in self.terms
            )
        )


def parse(typed: str, begun: int = BEGUN) -> Query:
    """Words between quotes belong together, all others may stand anywhere; the last may be unfinished, from ``begun``
    letters on."""
    typed = typed[:LONGEST]
    terms: list[Term] = []
    end, quoted = 0, False
    for match in QUOTED.finditer(typed):
        terms += _loose(typed[end : match.start()])
        if phrase := tuple(tokens(match[1])):
            terms.append(Term(phrase))
        end, quoted = match.end(), True
    rest = _loose(typed[end:])
    quoted = quoted and not rest
    terms = list(dict.fromkeys([*terms, *rest]))[:MOST]
    if terms and not quoted and len(terms[-1].words) == 1 and len(terms[-1].words[0]) >= begun:
        terms[-1] = Term(terms[-1].words, prefix=True)
    return Query(tuple(terms))


def _loose(typed: str) -> list[Term]:
    return [Term((word,)) for word in tokens(typed)]
