"""Words with what stood between them, which is what tells an apposition from an enumeration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..words import words

_WORD = re.compile(
    r"(?:[dlnsjmtc]|[Qq]u|[Jj]usqu|[Ll]orsqu)['’](?=[^\W\d_])"
    r"|[DLJSC]['’](?=[a-zà-ÿœ])"
    r"|(?:[A-ZÀ-Þ]\.-?){2,}"
    r"|[^\W_](?:\w|[-’'.](?=\w))*"
)
_BREAK = re.compile(r"[.!?…:;|]")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")


@dataclass(frozen=True)
class Token:
    """``before``: the marks between the last word and this one, without white space."""

    text: str
    start: int
    end: int
    before: str
    glued: bool

    @property
    def core(self) -> str:
        return _POSSESSIVE.sub("", self.text)

    @property
    def opens(self) -> bool:
        """A capital here may be due to the place alone."""
        return self.start == 0 or bool(_BREAK.search(self.before)) or any(c in self.before for c in '"„“”«»‚‘')

    @property
    def follows_on(self) -> bool:
        return not self.before

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokenise(text: str) -> list[Token]:
    found: list[Token] = []
    place = 0
    for match in _WORD.finditer(text):
        if match.start() < place:
            continue
        end = match.end()
        end += _belongs(match.group(), text[end : end + 1])
        gap = text[place : match.start()]
        found.append(Token(text[match.start() : end], match.start(), end, gap.strip(), not gap))
        place = end
    return found


def _belongs(word: str, mark: str) -> bool:
    """The full stop of an abbreviation, the apostrophe of a genitive like ``Reimers'``."""
    return (mark == "." and _keeps_stop(word)) or (mark in ("'", "’") and word[-1] in "sxzß")


def _keeps_stop(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word + "." in words("titles") or word == "St"


def phrase(text: str, tokens: Sequence[Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""
