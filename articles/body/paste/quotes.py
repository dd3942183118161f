"""Set-out quotes: the words, a quote mark that stands alone, who said it.

A paragraph that merely contains or ends with somebody's words stays a paragraph: its marks come in
pairs and a verb says who spoke.
"""

from __future__ import annotations

import re

from . import naming, roles, seams, sentences
from .pieces import Piece
from .story import Attribution

_LONE_MARK = re.compile(r"(?:(?<=\s)|(?<=[.!?…])|^)[\"„“”«»‟]{1,2}(?=\s|$)")
_PAIR = re.compile(
    r"^\s*[\"„“”«»](?P<words>.*?)\s?(?P<close>[\"“”»«])\s*(?P<dash>[–—―‒-]{1,2})?\s*(?P<who>\(?[^\"„“”«»]*)$"
)
_DASHED = re.compile(r"(?<=[.!?…])\s+[–—―]\s?(?P<who>[A-ZÀ-Þ][^.!?\"„“”«»]*)$")
_MOST_WORDS = 18
_FARTHEST = 500
_LINE_DASH = re.compile(r"^\s*(?:[–—―]|-{1,2})\s*")


def find(piece: Piece) -> tuple[Piece, Attribution, Piece] | None:
    """The quote in the piece: its words, who said them, what comes after."""
    return _by_lone_mark(piece) or _by_pair(piece) or _by_dash(piece)


def ends_open(piece: Piece) -> bool:
    """The mark stands at the end, so that the attribution must be on the next line."""
    marks = list(_LONE_MARK.finditer(piece.raw))
    return bool(marks) and not piece.raw[marks[-1].end() :].strip() and _is_odd(piece.raw, marks[-1])


def is_attribution_line(piece: Piece) -> bool:
    """``„ Ada Lind, Architektin`` or ``– Ada Lind, architect`` on a line of its own."""
    mark = _LONE_MARK.match(piece.raw)
    dash = _LINE_DASH.match(piece.raw)
    begin = mark or dash
    if not begin:
        return False
    who = piece.raw[begin.end() :].strip()
    if _has_mark(who) or not looks_like_attribution(who):
        return False
    return mark is not None or naming.is_personal(who.split(",")[0])


def looks_like_attribution(text: str) -> bool:
    return (
        0 < len(text.split()) <= _MOST_WORDS
        and not text.endswith(("!", "?", ":", "…"))
        and len(sentences.split(text)) == 1
        and not (text.endswith(".") and len(text.split()) > 4)
        and not seams.has_verb(text.partition(",")[2] or text)
    )


def attribute(text: str) -> Attribution:
    """The first comma parts name and role; without a personal name all of it is role."""
    text = _LINE_DASH.sub("", text.strip()).strip(" ()")
    if not text:
        return Attribution()
    name, comma, role = (part.strip() for part in text.partition(","))
    if naming.is_personal(roles.bare_name(name)) or (comma and _is_single_name(name)):
        titled = roles.split_role(name)
        if titled and not role:
            return Attribution(titled[1], titled[0])
        return Attribution(name, role or None)
    if titled := roles.split_role(name):
        role = ", ".join(filter(None, (titled[0], role)))
        return Attribution(titled[1], role)
    return Attribution(None, text)


def _is_single_name(word: str) -> bool:
    return " " not in word and naming.is_name_word(word) and not roles.is_role(word)


def _by_lone_mark(piece: Piece) -> tuple[Piece, Attribution, Piece] | None:
    raw = piece.raw
    for mark in _LONE_MARK.finditer(raw):
        words, rest = raw[: mark.start()], raw[mark.end() : mark.end() + _FARTHEST]
        if not words.strip() or not _is_odd(raw[: mark.end()], mark):
            continue
        end = _end_of_attribution(rest)
        if end is not None:
            who = attribute(rest[:end])
            if not sentences.is_finished(words) and not (who.speaker and who.role):
                continue  # an opening mark in a sentence that was cut off
            return piece.cut(0, mark.start()), who, piece.cut(mark.end() + end)
    return None


def _is_odd(raw: str, mark: re.Match[str]) -> bool:
    """Nothing before the mark is waiting for a closing one."""
    before = raw[: mark.start()]
    if mark.group()[0] in "»«":
        return before.count("«") == before.count("»")
    return sum(before.count(sign) for sign in '"„“”') % 2 == 0


def _end_of_attribution(rest: str) -> int | None:
    """The end of the line, or the seam where a sentence was run on to the attribution."""
    if not rest.strip():
        return len(rest)
    stops = sentences.ends(rest)
    until = stops[0] if stops else len(rest)
    whole = looks_like_attribution(rest.strip()) and not _has_mark(rest)
    certainty = seams.CERTAIN if whole else seams.SOMEWHERE
    seam = seams.find(rest[:until], first=2, certainty=certainty)
    if seam and looks_like_attribution(rest[:seam].strip()) and not _has_mark(rest[:seam]):
        return seam
    return len(rest) if whole else None


def _has_mark(text: str) -> bool:
    return any(sign in text for sign in '"„“”«»')


def _by_pair(piece: Piece) -> tuple[Piece, Attribution, Piece] | None:
    match = _PAIR.match(piece.raw)
    if not match:
        return None
    who = match["who"].strip()
    if not who or not looks_like_attribution(who.strip("()")) or who[0] in ",;.:":
        return None
    found = attribute(who)
    if not (match["dash"] or who.startswith("(") or (found.speaker and found.role) or match["close"] == "»"):
        return None
    if not who.lstrip("(")[:1].isupper() and not match["dash"]:
        return None
    return piece.cut(match.start("words"), match.end("words")), found, piece.cut(len(piece.raw))


def _by_dash(piece: Piece) -> tuple[Piece, Attribution, Piece] | None:
    match = _DASHED.search(piece.raw)
    if not match or not looks_like_attribution(match["who"]):
        return None
    found = attribute(match["who"])
    if not found.speaker:
        return None
    return piece.cut(0, match.start()), found, piece.cut(len(piece.raw))
