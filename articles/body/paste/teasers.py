"""Teasers of other stories: ``Kicker : Title Text of the teaser. Label``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import seams, sentences
from .words import words

_COLON = re.compile(r"(?<=\S)\s+:(?:\s+|$)")
_KICKER_WORDS = 9
_LABEL_WORDS = 4


@dataclass(frozen=True)
class Parts:
    kicker: str
    title: str | None
    text: str | None
    label: str | None


def read(text: str, *, announced: bool) -> Parts | None:
    """``announced``: the paragraph before ends in a colon, so that the label may be missing."""
    colon = _COLON.search(text)
    if not colon or len(text[: colon.start()].split()) > _KICKER_WORDS:
        return None
    kicker = text[: colon.start()].strip()
    if sentences.is_finished(kicker) or ":" in kicker or kicker[:1] in '"„“«':
        return None
    rest, label = split_label(text[colon.end() :].strip())
    if label is None and not announced:
        return None
    title, words_below = split_title(rest)
    return Parts(kicker, title, words_below, label)


def has_kicker(text: str) -> bool:
    return bool(_COLON.search(text))


def is_label(text: str) -> bool:
    return text.strip(" .:>»→") in words("labels")


def split_label(text: str) -> tuple[str, str | None]:
    """A known label at the end, or any few words behind the last full stop."""
    found = text.split()
    for count in range(min(_LABEL_WORDS, len(found) - 1), 0, -1):
        label = " ".join(found[-count:])
        if is_label(label) and not label.endswith(".") and not _is_needed_before(found[:-count]):
            return text[: text.rindex(found[-count])].strip() if count == 1 else _without(text, count), label
    stops = sentences.ends(text)
    inner = [stop for stop in stops if stop < len(text.rstrip())]
    if inner and not sentences.is_finished(text):
        label = text[inner[-1] :].strip()
        if len(label.split()) <= 3 and not seams.has_verb(label):
            return text[: inner[-1]].strip(), label
    return text, None


def _is_needed_before(left: list[str]) -> bool:
    """``Die Lage im Überblick``: a preposition still waits for its noun."""
    return bool(left) and left[-1].islower() and left[-1].capitalize() in words("starters")


def _without(text: str, count: int) -> str:
    return text.strip().rsplit(maxsplit=count)[0].strip()


def split_title(text: str) -> tuple[str | None, str | None]:
    """Title and text, which the export runs together."""
    if not text:
        return None, None
    wide = re.search(r"(?<=\S)(?:\s{2,}|\t)(?=\S)", text)
    if wide:
        return text[: wide.start()].strip(), text[wide.end() :].strip()
    stops = sentences.ends(text)
    first_end = stops[0] if stops else len(text)
    first = text[:first_end].strip()
    is_title = first.rstrip(sentences.CLOSERS + " ").endswith(("?", "!")) and first_end < len(text)
    # A title has no full stop: a first sentence with one must have swallowed it.
    certainty = seams.SOMEWHERE if first.endswith(".") else seams.LIKELY
    seam = None if is_title else seams.find(first, first=2, certainty=certainty)
    cut = seam or (first_end if is_title else None)
    if cut is None:
        return text, None
    return text[:cut].strip(), text[cut:].strip() or None
