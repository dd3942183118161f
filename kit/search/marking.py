"""Where the words that were looked for stand in a text: to mark them, and to show the passage around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kit.search.query import Query, Term
from kit.search.words import tokens

#: a word as it is written, accents that stand apart from their letter included
WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
#: what may be cut short: an excerpt begins and ends at a space near its length
REACH = 25


@dataclass(frozen=True)
class Mark:
    """One place of a text, from the first sign to behind the last, and which term of the query it fits."""

    start: int
    end: int
    term: int


def marks(text: str, query: Query) -> list[Mark]:
    """Every place that fits, in the order of the text; none reaches into another."""
    words = [(found.start(), found.end(), list(tokens(found[0]))) for found in WRITTEN.finditer(text)]
    flat = [(start, end, one) for start, end, forms in words for one in forms]
    found: list[Mark] = []
    for at in range(len(flat)):
        for number, term in enumerate(query.terms):
            if (found and flat[at][0] < found[-1].end) or not _fits(flat[at : at + len(term.words)], term):
                continue
            found.append(Mark(flat[at][0], flat[at + len(term.words) - 1][1], number))
            break
    return found


def marked(text: str, query: Query) -> SafeString:
    """The text as HTML, with ``<mark>`` around what fits."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, marks(text, query))))


def excerpt(text: str, query: Query, length: int = 220) -> str:
    """The stretch of about ``length`` signs in which most of the query stands; "" if nothing of it does."""
    found = marks(text, query)
    if not found:
        return ""
    best = max(found, key=lambda mark: (len({one.term for one in _near(found, mark, length)}), -mark.start))
    start = max(0, best.start - length // 4)
    end = min(len(text), start + length)
    start = _space_before(text, max(0, end - length)) if end == len(text) else _space_before(text, start)
    end = _space_after(text, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _fits(words: list[tuple[int, int, str]], term: Term) -> bool:
    if len(words) < len(term.words):
        return False
    *firsts, last = zip((word for _start, _end, word in words), term.words, strict=True)
    ended = last[0].startswith(last[1]) if term.prefix else last[0] == last[1]
    return (ended or last[0] in term.also) and all(word == wanted for word, wanted in firsts)


def _parts(text: str, found: list[Mark]) -> Iterator[str]:
    end = 0
    for mark in found:
        yield text[end : mark.start]
        yield format_html("<mark>{}</mark>", text[mark.start : mark.end])
        end = mark.end
    yield text[end:]


def _near(found: list[Mark], first: Mark, length: int) -> list[Mark]:
    return [one for one in found if first.start <= one.start < first.start + length * 3 // 4]


def _space_before(text: str, at: int) -> int:
    return 0 if at < REACH else max(text.rfind(" ", at - REACH, at + 1), at - REACH) + 1


def _space_after(text: str, at: int) -> int:
    space = text.find(" ", at, at + REACH)
    return space if space >= 0 else min(at + REACH, len(text))
