"""Brackets that are opened and closed. Enumerations, a) b) c), and faces are neither."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy, Passage
from articles.lint.finding import Finding, Rule, found

NAME = "unbalanced_brackets"
PAIRS = {")": "(", "]": "["}
FACE = re.compile(r"[:;=][-o^']?[()\[\]]")
NUMBERED = re.compile(r"(?:(?<=\s)|^)(?:\w|\d{1,3}|[ivx]{1,4})\)")


def find(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for place in _left_over(passage.text):
            yield _told(passage, place)


def _left_over(text: str) -> list[int]:
    skipped = {match.end() - 1 for pattern in (FACE, NUMBERED) for match in pattern.finditer(text)}
    opened: list[int] = []
    closed: list[int] = []
    for place, sign in enumerate(text):
        if sign in "([" and place not in skipped:
            opened.append(place)
        elif sign in PAIRS:
            if opened and text[opened[-1]] == PAIRS[sign]:
                opened.pop()
            elif place not in skipped:
                closed.append(place)
    return sorted(opened + closed)


def _told(passage: Passage, place: int) -> Finding:
    opens = passage.text[place] in "(["
    words = passage.text[place : place + 24] if opens else passage.text[max(0, place - 23) : place + 1]
    told = (
        _("This bracket is opened and never closed: %(words)s")
        if opens
        else _("This bracket closes nothing: %(words)s")
    )
    return found(NAME, passage, (place, place + 1), told % {"words": words.strip()}, words=words.strip())


RULES = (Rule(NAME, gettext_lazy("brackets"), find),)
