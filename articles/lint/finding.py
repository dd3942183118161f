"""What a rule says of a story: a sentence for editors, where it is meant, and how it could be mended."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.lint.copy import Copy, Passage


@dataclass(frozen=True)
class Change:
    """Instead of the characters from ``start`` to ``end`` of a passage: ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """One click: what its button says, and what it does to the passage of its finding."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Finding:
    rule: str
    sentence: str
    words: str  # what it is about, as it stands there
    passage: Passage
    span: tuple[int, int]
    required: bool = False
    fixes: tuple[Fix, ...] = ()
    #: facts it hangs on besides the words: they bring it back, too, when they change
    because: str = ""
    #: how many of the same stand before it in the same block
    nth: int = 0
    whole_story: bool = False

    @property
    def scope(self) -> str:
        """Where “leave it so” holds: the block, the form's field, or "" for the whole story."""
        return "" if self.whole_story else self.passage.block or self.passage.part

    @property
    def digest(self) -> str:
        """The same as long as the words and the facts are; what stands around them does not count."""
        told = "\0".join((self.rule, self.words, self.because))
        return hashlib.sha256(told.encode()).hexdigest()[:40] + (f"-{self.nth}" if self.nth else "")

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule, self.scope, self.digest


@dataclass(frozen=True)
class Rule:
    """A rule by name. ``find`` is pure; ``label`` is what the desk reads where nothing was found."""

    name: str
    label: Any
    find: Callable[[Copy], Iterable[Finding]]


def instead(passage: Passage, start: int, end: int, text: str) -> Fix:
    """The button shows the mended words."""
    return Fix(_("Put in “%(words)s”") % {"words": text}, (Change(start, end, text),))


def found(
    rule: str, passage: Passage, span: tuple[int, int], sentence: str, *fixes: Fix, words: str = "", **more: Any
) -> Finding:
    start, end = span
    return Finding(rule, sentence, words or passage.text[start:end], passage, span, fixes=fixes, **more)
