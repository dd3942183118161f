"""Words inside longer ones: who looks for “Brücke” means the “Rheinbrücke”, too, and German writes both in one.

Compounds are those the paper itself has written in a headline, a lead or a name, and which end with what is looked for.
The beginning of a word is found anyway, if it is the last that was typed; of the others it is looked for here.
"""

import re
from collections.abc import Iterator

from articles.models import KnownWord
from kit.search import Query
from kit.search.marking import WRITTEN
from kit.search.query import LONGEST
from kit.search.words import fold, token

#: letters from which a word is looked for in others: “Hafen” and “Haus”, not “Rat” in “Apparat”
SHORT = 4
MOST = 200
#: these make another word of it, as of “Druck” an “Eindruck”
PARTICLES = "ver|ent|zer|emp|miss|auf|aus|ein|vor|nach|unter|uber|durch|gegen|wider"
#: what else may stand before it has three letters, one of them a vowel
BEFORE = re.compile(rf"(?!(?:{PARTICLES})$)(?=.*[aeiouy]).{{3}}")


def widened(query: Query, typed: str) -> Query:
    """``query`` with the longer words that each of its words is a part of; one question to the database at most."""
    ends, begins = _asked(query, typed)
    if not ends:
        return query
    also: dict[str, list[str]] = {}
    for known in KnownWord.objects.holding(list(ends), list(begins))[:MOST]:
        stem = known.backwards[::-1]
        for part in ends:
            if stem.endswith(part) and BEFORE.match(stem.removesuffix(part)):
                also.setdefault(part, []).append(stem)
        for folded, part in begins.items():
            if known.folded.startswith(folded) and stem != part:
                also.setdefault(part, []).append(stem)
    return query.widened({part: dict.fromkeys(stems) for part, stems in also.items()})


def _asked(query: Query, typed: str) -> tuple[set[str], dict[str, str]]:
    """Stems that words may end with; and beginnings, as they were typed, with their stems."""
    alone = {term.words[0]: term.prefix for term in query.terms if len(term.words) == 1}
    ends, begins = set(), {}
    for folded, stem in _words(typed):
        if stem in alone and stem.isascii() and max(len(stem), len(folded) - 1) >= SHORT:
            ends.add(stem)
            if not alone[stem]:
                begins[folded] = stem
    return ends, begins


def _words(typed: str) -> Iterator[tuple[str, str]]:
    for found in WRITTEN.finditer(typed[:LONGEST]):
        folded = fold(found[0])
        yield folded, token(folded)
