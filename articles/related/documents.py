"""Stories and clips as what the ranker compares: weighed terms, names, tags and a bag of words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articles.related.names import Name, capitals_in, name_of, named_in
from articles.related.terms import Token, tokens

HALF = 0.5  # what half of a compound says, next to the whole
TAGGED = 1.5  # a tag is said once more, as loud as a lead


@dataclass(frozen=True, slots=True)
class Story:
    """What is looked for clips; ``date`` is its today."""

    id: str
    date: date
    language: str
    headline: str = ""
    lead: str = ""
    text: str = ""
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """One segment of the library; ``available_until`` is the last day it may be shown."""

    id: str
    recorded_on: date
    language: str
    title: str = ""
    teaser: str = ""
    transcript: str = ""
    duration_s: int = 0
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    available_until: date | None = None


@dataclass(slots=True)
class Term:
    """How much of a document a term is, and how to show it."""

    weight: float = 0.0
    surface: str = ""
    name: bool = False
    weak: bool = False
    capital: bool = False
    whole: bool = True  # not only half of a compound
    said: bool = False  # in the text, not only as a tag


@dataclass(frozen=True, slots=True)
class Document:
    terms: dict[str, Term]
    tags: dict[frozenset[str], str]
    people: frozenset[Name]  # by the register, or named in full
    declared: frozenset[Name]
    text: str
    capitals: frozenset[str]
    words: frozenset[str]
    focus: frozenset[str]  # terms of the headline or title


def of_story(story: Story, register: Iterable[Name]) -> Document:
    fields = [(story.headline, 2.0), (story.lead, 1.5), (story.text, 0.6)]
    return _document(fields, story.headline, story.language, story.people, story.tags, register)


def of_clip(clip: Clip, register: Iterable[Name]) -> Document:
    fields = [(clip.title, 2.0), (clip.teaser, 1.3), (clip.transcript, 0.8)]
    return _document(fields, clip.title, clip.language, clip.people, clip.tags, register)


def _document(
    fields: list[tuple[str, float]],
    top: str,
    language: str,
    people: tuple[str, ...],
    tags: tuple[str, ...],
    register: Iterable[Name],
) -> Document:
    weighed = [(token, weight) for text, weight in fields for token in tokens(text, language)]
    terms: dict[str, Term] = defaultdict(Term)
    for token, weight in weighed:
        _count(terms, token, weight, said=True)
    # Folded, because the capital of a tag makes no name of it.
    for tag in tags:
        for token in tokens(tag.casefold(), language):
            _count(terms, token, TAGGED, said=False)
            terms[token.key].surface = terms[token.key].surface if terms[token.key].said else tag
    text = "\n".join(text for text, _ in fields if text)
    declared = frozenset(name for person in people if (name := name_of(person)))
    return Document(
        terms=dict(terms),
        tags={key: tag for tag in tags if (key := frozenset(token.key for token in tokens(tag, language)))},
        people=declared | named_in(text, language, {*register, *declared}),
        declared=declared,
        text=text,
        capitals=capitals_in(text),
        words=frozenset(token.folded for token, _ in weighed),
        focus=frozenset(token.key for token in tokens(top, language)),
    )


def _count(terms: dict[str, Term], token: Token, weight: float, said: bool) -> None:
    term = terms[token.key]
    term.weight += weight
    term.said |= said
    term.surface = min(
        term.surface or token.surface, token.surface, key=lambda shown: (shown.islower(), len(shown), shown)
    )
    term.name |= token.name
    term.capital |= token.capital
    term.weak |= token.weak
    for half in token.halves:
        part = terms[half]
        part.whole = part.weight > 0 and part.whole
        part.weight += HALF * weight
        part.said |= said
        part.surface = min(part.surface or token.surface, token.surface, key=len)
