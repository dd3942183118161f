"""Picture credits: ``Quelle: AP | Alex Brandon`` and its cousins in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import naming, roles, seams
from .pieces import Piece
from .story import Credit
from .words import words

_WORDS = "|".join(sorted((re.escape(word) for word in words("credits")), key=len, reverse=True))
# Written small, a credit word is one only in brackets: "(photo: dpa)".
_MARK = re.compile(rf"(?<![\w-])(?P<open>\(\s*)?(?P<word>{_WORDS}|(?P<sign>©))(?(sign)|\s?:)", re.IGNORECASE)
_SIGN = re.compile("[:©]")
_LONGEST_MARK = 28
_AFTER_SENTENCE = re.compile(r"(?:^|[.!?…:;)\]\"”“»–—|-])\s*$")
_LONGEST = 110
_BARS = re.compile(r"\s*[|¦│∣]\s*")
_SLASH = re.compile(r"\s*/\s*")
_BAR_AHEAD = re.compile(r"\s*[^|¦│.!?]{1,60}?\s*[|¦│]\s*")
_SLASH_AHEAD = re.compile(r"\s*(?:[^\s/.!?]+\s+){0,3}[^\s/.!?]*\s?/\s?")
_SENTENCE_INSIDE = re.compile(r"[a-zäöüßéèà]{3}[.!?]\s+[A-ZÀ-Þ\"„«“]")


def find(piece: Piece) -> tuple[Piece, Credit, Piece] | None:
    """The first credit in the piece: its caption, the credit, what comes after."""
    for match in _marks(piece.raw):
        if not _stands_like_a_credit(piece.raw, match):
            continue
        end = _end_of_credit(piece.raw, match)
        return piece.cut(0, match.start()), read(piece.raw[match.end() : end]), piece.cut(end)
    return None


def _marks(raw: str) -> Iterator[re.Match[str]]:
    """Looking back from each colon is much quicker than trying every word at every place."""
    begin = 0
    for sign in _SIGN.finditer(raw):
        match = _MARK.search(raw, max(begin, sign.start() - _LONGEST_MARK), sign.end())
        if match:
            begin = match.end()
            yield match


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


def _end_of_credit(raw: str, match: re.Match[str]) -> int:
    """Where the names end and running text begins again."""
    begin = match.end()
    if match["open"] and ")" in raw[begin : begin + _LONGEST]:
        return raw.index(")", begin) + 1
    rest = raw[begin:]
    if len(rest) <= _LONGEST and _is_credit_only(rest):
        return len(raw)
    return begin + _names(rest)


def _is_credit_only(rest: str) -> bool:
    """Nothing in the rest of the line speaks for a sentence or a crosshead run on to it."""
    if _SENTENCE_INSIDE.search(rest) or rest.rstrip().endswith(("?", "!", ":")):
        return False
    return not seams.has_verb(rest) and seams.find(rest, certainty=seams.CERTAIN) is None


def _names(rest: str) -> int:
    """Length of the agency and the names at the beginning of ``rest``; 0 if text begins at once."""
    bar = _BAR_AHEAD.match(rest)
    if bar:
        return bar.end() + _name(rest[bar.end() :])
    if _begins_a_sentence(rest):
        return 0
    slash = _SLASH_AHEAD.match(rest)
    end = _agency(rest)
    while slash and slash.end() > end:
        following = rest[slash.end() :]
        end = slash.end() + (_agency(following) or _name(following))
        slash = _SLASH_AHEAD.match(rest, end)
    return end or _name(rest)


def _begins_a_sentence(rest: str) -> bool:
    first = re.match(r"\s*([\w'’-]+)", rest)
    if not first or _agency(rest):
        return False
    word = first.group(1)
    return (word in words("starters") and not naming.is_given(word)) or roles.is_role(word)


def _agency(rest: str) -> int:
    """Length of the longest known agency ``rest`` begins with."""
    parts = list(re.finditer(r"[^\s/|]+", rest))[:4]
    for count in range(len(parts), 0, -1):
        end = parts[count - 1].end()
        if rest[parts[0].start() : end].rstrip(".,;") in words("agencies"):
            return end
    return 0


def _name(rest: str) -> int:
    """Length of the name ``rest`` begins with: two words, more if particles or initials join them."""
    found = list(re.finditer(r"\S+", rest))
    full = end = 0
    for place, token in enumerate(found[:8]):
        word = token.group().strip(".,;()")
        if full >= 2 and not naming.is_organisation_word(word):
            break
        if full and not _joins_two_names(found, place) and _text_begins(found, place):
            break
        end = token.end()
        if naming.is_initial(token.group()) or (full and naming.is_particle(word)):
            continue
        full += 1
        if token.group()[-1] in ",;." and not naming.is_initial(token.group()):
            break
    return end


def _joins_two_names(found: list[re.Match[str]], place: int) -> bool:
    """``Maïwenn Le Dantec``: the article has a capital on either side."""
    return (
        naming.is_particle(found[place].group())
        and place + 1 < len(found)
        and found[place - 1].group()[0].isupper()
        and found[place + 1].group()[0].isupper()
    )


def _text_begins(found: list[re.Match[str]], place: int) -> bool:
    word = found[place].group().strip(".,;()")
    if not word or not word[0].isalpha():
        return True
    before = found[place - 1].group()
    if naming.is_given(before) or naming.is_particle(before):
        return not (word[0].isupper() or naming.is_particle(word))
    return not word[0].isupper() or word in words("starters") or roles.is_role(word)
