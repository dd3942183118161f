"""Picture credits: ``Quelle: AP | Alex Brandon`` and its cousins in three languages."""

from __future__ import annotations

import re

from . import naming, seams
from .pieces import Piece
from .story import Credit
from .words import words

_WORDS = "|".join(sorted((re.escape(word) for word in words("credits")), key=len, reverse=True))
# Written small, a credit word is one only in brackets: "(photo: dpa)".
_MARK = re.compile(rf"(?<![\w-])(?P<open>\(\s*)?(?P<word>{_WORDS}|(?P<sign>©))(?(sign)|\s?:)", re.IGNORECASE)
_AFTER_SENTENCE = re.compile(r"(?:^|[.!?…:;)\]\"”“»–—|-])\s*$")
_LONGEST = 110
_BARS = re.compile(r"\s*[|¦│∣]\s*")
_SLASH = re.compile(r"\s*/\s*")
_SENTENCE_INSIDE = re.compile(r"[a-zäöüßéèà]{3}[.!?]\s+[A-ZÀ-Þ\"„«“]")


def find(piece: Piece) -> tuple[Piece, Credit, Piece] | None:
    """The first credit in the piece: its caption, the credit, what comes after."""
    for match in _MARK.finditer(piece.raw):
        if not _stands_like_a_credit(piece.raw, match):
            continue
        end = _end_of_credit(piece.raw, match)
        if end is not None:
            content = piece.raw[match.end() : end]
            return piece.cut(0, match.start()), read(content), piece.cut(end)
    return None


def read(content: str) -> Credit:
    """``A | B`` is provider and photographer; ``A/B`` only if B is somebody's name."""
    content = " ".join(content.strip(" ()[]").split()).lstrip("©:").strip(" .;") if content else ""
    bars = [part for part in _BARS.split(content, maxsplit=1) if part]
    if len(bars) == 2:
        return Credit(bars[0], bars[1])
    if not content:
        return Credit()
    before, slash, after = _last_slash(content)
    if slash and before and naming.is_personal(after):
        return Credit(before, after)
    whole = bars[0] if bars else None
    return Credit(whole, None)


def _last_slash(content: str) -> tuple[str, bool, str]:
    cuts = list(_SLASH.finditer(content))
    if not cuts:
        return content, False, ""
    return content[: cuts[-1].start()].strip(), True, content[cuts[-1].end() :].strip()


def _stands_like_a_credit(raw: str, match: re.Match[str]) -> bool:
    """At the beginning, after a sentence, in brackets, or with nothing but a short name behind it."""
    before = raw[: match.start()]
    capital = match["word"][0].isupper() or match["sign"]
    if match["open"]:
        return True
    if not capital:
        return False
    if _AFTER_SENTENCE.search(before):
        return True
    rest = raw[match.end() :].strip()
    return len(rest) <= 60 and not rest.endswith((".", "!", "?", ":")) and not seams.has_verb(rest)


def _end_of_credit(raw: str, match: re.Match[str]) -> int | None:
    """Where the names end and running text begins again; ``None`` if it is running text at once."""
    begin = match.end()
    if match["open"] and ")" in raw[begin : begin + _LONGEST]:
        return raw.index(")", begin) + 1
    rest = raw[begin:]
    if len(rest) <= _LONGEST and not _SENTENCE_INSIDE.search(rest) and not seams.has_verb(rest):
        return len(raw)
    return begin + _names(rest)


def _names(rest: str) -> int:
    """Length of the agency and the names at the beginning of ``rest``."""
    bar = re.match(r"\s*[^|¦.!?]{1,60}?\s*[|¦│]\s*", rest)
    if bar:
        return bar.end() + _name(rest[bar.end() :])
    end = _agency(rest)
    slash = re.match(r"\s*/\s*", rest[end:])
    while slash and end:
        following = rest[end + slash.end() :]
        end += slash.end() + (_agency(following) or _name(following))
        slash = re.match(r"\s*/\s*", rest[end:])
    return end or _name(rest)


def _agency(rest: str) -> int:
    """Length of the longest known agency ``rest`` begins with."""
    parts = list(re.finditer(r"[^\s/|]+", rest))[:4]
    for count in range(len(parts), 0, -1):
        end = parts[count - 1].end()
        if rest[parts[0].start() : end].rstrip(".,;") in words("agencies"):
            return end
    return 0


def _name(rest: str) -> int:
    """Length of the personal name ``rest`` begins with: two words, more if particles or initials."""
    full = end = 0
    for token in re.finditer(r"\S+", rest):
        word = token.group()
        bare = word.strip(".,;()")
        if full >= 2 or (bare in words("starters") and not (full and naming.is_particle(bare))):
            break
        if naming.is_particle(bare) and bare.islower():
            continue
        if not bare or not bare[0].isalpha() or not bare[0].isupper():
            break
        end = token.end()
        full += not naming.is_initial(word)
        if word.endswith((",", ";")) or (word.endswith(".") and not naming.is_initial(word)):
            break
    return end
