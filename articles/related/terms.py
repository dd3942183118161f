"""Words as the ranker weighs them: folded, without endings, and one term for what two languages call differently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.related.words import lines, words

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?(?:[-‐‑][^\W_]+)*")
SENTENCE_ENDS = frozenset(".!?:…\n«»„“”\"")  # fmt: skip
ENDINGS = ("ungen", "ings", "ies", "ern", "ung", "ing", "em", "er", "en", "es", "ed", "e", "s", "n", "y")
DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
FOLDS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "à": "a", "ô": "o",
                       "ç": "c", "ñ": "n", "í": "i", "ó": "o", "ú": "u", "å": "a", "ø": "o", "æ": "a"})  # fmt: skip
#: a place follows these without an article; with one it may be anything
PLACE_AFTER = frozenset("in aus nach bei von near from at to".split())
HEAD, LEAST = 5, 4
KNOWN = 50_000  # words that are not taken apart a second time
GENITIVE = re.compile(r"[’']s$")
HYPHEN = re.compile(r"[-‐‑]")


@dataclass(frozen=True, slots=True)
class Token:
    """``key`` is what is compared: ``=…`` stands for a thing that German and English name differently."""

    surface: str
    folded: str
    key: str
    name: bool  # looks like a proper name where it stands
    capital: bool
    weak: bool
    halves: tuple[str, ...] = ()  # of a compound, as far as they are known things


@lru_cache(KNOWN)
def fold(word: str) -> str:
    """Müller, Mueller and Muller are one spelling."""
    folded = word.casefold().translate(FOLDS)
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u") if len(folded) > 4 else folded


@cache
def stem(folded: str) -> str:
    """Without the endings of both languages; a term has to be the same in both, or names would never meet."""
    word = folded
    for least in (LEAST, LEAST + 1):
        ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= least), "")
        if not ending:
            break
        word = word.removesuffix(ending)
        if ending in {"ed", "ing", "ings"}:
            word = DOUBLED.sub(r"\1", word)
    return word


@cache
def _concepts() -> tuple[dict[tuple[str, str], str], frozenset[str], tuple[str, ...]]:
    """What means what, which of it are places, and the German words a compound may begin or end with."""
    known: dict[tuple[str, str], str] = {}
    places = set()
    for line in lines("concepts"):
        german, _, english = line.removeprefix("!").partition("|")
        key = "=" + german.split()[0]
        if line.startswith("!"):
            places.add(key)
        for language, side in (("de", german), ("en", english)):
            for word in side.split():
                known.setdefault((language, stem(fold(word))), key)
    halves = sorted({w for (lang, w), key in known.items() if lang == "de" and len(w) >= LEAST and key not in places})
    return known, frozenset(places), tuple(halves)


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in words(name))


@cache
def is_stop(folded: str, language: str) -> bool:
    return folded in _folded_stops(language)


@cache
def _folded_stops(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(f"stop_{language}"))


@cache
def meaning(folded: str, language: str) -> tuple[str, tuple[str, ...], bool]:
    """The term of a word, the known things its halves stand for, and whether it is the name of a place."""
    known, places, _ = _concepts()
    root = stem(folded)
    key = known.get((language, root), root)
    compound = language == "de" and key == root and len(folded) > 7
    return key, _halves(folded, root) if compound else (), key in places


def _halves(folded: str, root: str) -> tuple[str, ...]:
    known, _, candidates = _concepts()
    heads = [half for half in candidates if folded.startswith(half) and len(root) - len(half) >= 3]
    tails = [half for half in candidates if root.endswith(half) and len(root) - len(half) >= 3]
    best = [max(found, key=len) for found in (heads, tails) if found]
    return tuple(dict.fromkeys(known["de", half] for half in best))


def tokens(text: str, language: str) -> Iterator[Token]:
    """The words that may say something, in the order of the text."""
    end, before = 0, ""
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        first = not before or any(sign in SENTENCE_ENDS for sign in gap)
        end = match.end()
        if match[0].isdigit() and gap == " " and len(match[0]) <= 3 and before[:1].isupper():
            yield from _numbered(before, match[0], language)
        for part in _parts(match[0]):
            if token := _token(part, language, first, before.casefold() in PLACE_AFTER):
                yield token
            first, before = False, part


def _numbered(word: str, number: str, language: str) -> Iterator[Token]:
    """Line 4 and the A 29 are names, though neither half of them says much."""
    folded = fold(word)
    if len(word) == 1 or not is_stop(folded, language):
        shown = f"{word} {number}"
        yield Token(shown, shown.casefold(), f"{meaning(folded, language)[0]} {number}", True, True, False)


def _parts(word: str) -> list[str]:
    """Hyphens part words, and an English genitive is no part of a name."""
    if word.isalnum():
        return [word]
    return [part for part in HYPHEN.split(GENITIVE.sub("", word)) if part]


@lru_cache(KNOWN)
def _token(word: str, language: str, first: bool, at_place: bool) -> Token | None:
    folded = fold(word)
    if len(folded) < 2 or is_stop(folded, language) or (folded.isdigit() and len(folded) < 3):
        return None
    key, halves, place = meaning(folded, language)
    capital = word[0].isupper()
    weak = key in _stems("weak") or (folded.isdigit())
    abroad = language == "en" and capital and not first
    after = capital and at_place and not key.startswith("=") and not halves
    name = place or ((abroad or after or (word.isupper() and len(word) > 1)) and not weak)
    return Token(word, folded, key, name and not (key.startswith("=") and not place), capital, weak, halves)
