"""Stories and clips as what the ranker compares: weighed terms, names, tags and a bag of words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from articles.related.names import Name, Pair, Register, capitals_in, name_of, named_in, pairs_in
from articles.related.terms import Token, tokens

HALF = 0.5  # what half of a compound says, next to the whole
TAGGED = 1.5  # a tag is said once more, as loud as a lead
READ = 1000  # texts that are not read a second time: a story is looked at again and again while it is written


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says by itself, before anybody knows who is registered. Read once, shared by all: never changed."""

    terms: dict[str, Term]
    tags: dict[frozenset[str], str]
    declared: frozenset[Name]
    pairs: tuple[Pair, ...]
    text: str
    capitals: frozenset[str]
    words: frozenset[str]
    focus: frozenset[str]


def of_story(story: Story, register: Register) -> Document:
    fields = ((story.headline, 2.0), (story.lead, 1.5), (story.text, 0.6))
    return _document(_read(fields, story.language, story.people, story.tags), register)


def of_clip(clip: Clip, register: Register) -> Document:
    fields = ((clip.title, 2.0), (clip.teaser, 1.3), (clip.transcript, 0.8))
    return _document(_read(fields, clip.language, clip.people, clip.tags), register)


def _document(read: Reading, register: Register) -> Document:
    """``register`` holds the declared people, too."""
    return Document(
        terms=read.terms,
        tags=read.tags,
        people=read.declared | named_in(read.pairs, register),
        declared=read.declared,
        text=read.text,
        capitals=read.capitals,
        words=read.words,
        focus=read.focus,
    )


@lru_cache(READ)
def _read(
    fields: tuple[tuple[str, float], ...], language: str, people: tuple[str, ...], tags: tuple[str, ...]
) -> Reading:
    """The first of ``fields`` is the headline or title."""
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
    return Reading(
        terms=dict(terms),
        tags={key: tag for tag in tags if (key := frozenset(token.key for token in tokens(tag, language)))},
        declared=frozenset(name for person in people if (name := name_of(person))),
        pairs=pairs_in(text, language),
        text=text,
        capitals=capitals_in(text),
        words=frozenset(token.folded for token, _ in weighed),
        focus=frozenset(token.key for token in tokens(fields[0][0], language)),
    )


def _count(terms: dict[str, Term], token: Token, weight: float, said: bool) -> None:
    term = terms[token.key]
    term.weight += weight
    term.said |= said
    if term.surface != token.surface:
        shown = (term.surface or token.surface, token.surface)
        term.surface = min(shown, key=lambda word: (word.islower(), len(word), word))
    term.name |= token.name
    term.capital |= token.capital
    term.weak |= token.weak
    for half in token.halves:
        part = terms[half]
        part.whole = part.weight > 0 and part.whole
        part.weight += HALF * weight
        part.said |= said
        part.surface = min(part.surface or token.surface, token.surface, key=len)
