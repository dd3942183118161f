"""Words as they are indexed: folded and without endings, in one form for German and English.

The database stems neither: FTS5 knows no German, and names have to meet whatever the language of the text around
them. So German endings go first, English ones after them, at indexing and at searching alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

#: changes when the same text would be indexed otherwise; then the whole index has to be made anew
RECIPE = "2"
LONGEST = 60  # letters of one word; what is longer is no word

WORD = re.compile(r"[^\W_]+")
#: letters that no decomposition takes apart
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
#: ae, oe, ue as one writes umlauts without them: Muenchen, but not neue, Quelle, Steuer, value, issues
DIGRAPH = re.compile(r"(?<![aeiouyq])([aou])e(?!(?:s|d)?$)")
#: the accents of Latin and Greek letters, and where others may stand
ACCENTS, FAR = re.compile("[\u0300-\u034e\u0350-\u036f]"), re.compile("[\u0483-\u1fff\u20d0-\U0010ffff]")

_german = snowballstemmer.stemmer("german")
_english = snowballstemmer.stemmer("english")


def tokens(text: str) -> Iterator[str]:
    """The words of a text in order, each in the form it is found by."""
    return filter(None, map(token, WORD.findall(_plain(text))))


def fold(word: str) -> str:
    """One word as it is compared, with its ending: small, without accents, umlauts written as their letters."""
    return DIGRAPH.sub(r"\1", _plain(word))[:LONGEST]


@lru_cache(maxsize=200_000)
def token(word: str) -> str:
    """``word`` folded and stemmed; it has to come without signs and accents, as ``tokens`` hands it on."""
    folded = DIGRAPH.sub(r"\1", word)[:LONGEST]
    if not folded.isascii() or folded.isdigit():
        return folded
    stem: str = _english.stemWord(_german.stemWord(folded))
    return stem or folded


def _plain(text: str) -> str:
    """Small letters without accents: München, Munchen and MÜNCHEN are written alike from here on."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    if FAR.search(apart):
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    else:  # quicker, and most texts: Latin and Greek letters, and the signs between words
        bare = ACCENTS.sub("", apart)
    return bare.casefold().translate(LETTERS)
