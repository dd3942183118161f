"""Which clips go with a story: a pure function of two texts and how rare their words are. No table, no clock."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from articles.related.cuts import same_report
from articles.related.documents import Clip, Document, Story, Term, of_clip, of_story
from articles.related.names import Name, name_of, register_of, same
from articles.related.reasons import reasons

MOST = 10
#: evidence is counted like this; what a name, a rare word or a tag brings is in the same measure
FLOOR, SHARE, HALFWAY = 1.5, 0.13, 8.0
NAME, WEAK, LOWER, AFFIX = 1.7, 0.25, 0.7, 0.45
PERSON, SURNAME, TAG = 4.0, 1.5, 0.9
OTHER_LANGUAGE = 0.85
NOWHERE, ELSEWHERE = 0.85, 0.65  # the clip names nobody and no place, or others than the story
PART = 3  # letters that make a compound of a word rather than another form or another word


@dataclass(frozen=True, slots=True)
class Suggestion:
    clip: str
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """What one clip has in common with the story."""

    text: float = 0.0
    tags: float = 0.0
    people: float = 0.0
    place: float = 1.0
    shown_people: list[str] = field(default_factory=list)
    shown_names: list[str] = field(default_factory=list)
    shown_tags: list[tuple[str, str]] = field(default_factory=list)
    words: list[tuple[float, Term, Term]] = field(default_factory=list)

    @property
    def spread(self) -> float:
        """How many words carry the text's evidence; one that carries it alone is often chance."""
        squares = sum(value * value for value, _, _ in self.words)
        return sum(value for value, _, _ in self.words) ** 2 / squares if squares else 0.0


class Library:
    """The clips once read: how rare each term is among them, and which words begin or end alike."""

    def __init__(self, clips: Iterable[Clip]):
        self.clips = sorted(clips, key=_plain)
        self.register = register_of(person for clip in self.clips for person in clip.people)
        self.documents = [of_clip(clip, self.register) for clip in self.clips]
        self.frequency = Counter(key for document in self.documents for key in document.terms)
        self.tagged = Counter(key for document in self.documents for key in document.tags)
        self.names = {key for document in self.documents for key, term in document.terms.items() if term.name}
        self.lengths = [_length(document) for document in self.documents]
        self.usual = sum(self.lengths) / len(self.lengths) if any(self.lengths) else 1.0
        self.holders: dict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(self.documents):
            for key in document.terms:
                self.holders[key].append(number)
        self.heads, self.tails = _affixes(self.frequency)

    def rarity(self, key: str) -> float:
        """0 … 1: everywhere … once."""
        return _rarity(self.frequency[key], len(self.clips))

    def place(self, clip: Document, story: Document) -> float:
        """Less for a clip that has none of the story's names, and less again if it has names of its own."""
        names = {key for key in clip.terms if key in self.names}
        if any(key in story.terms for key in names):
            return 1.0
        return ELSEWHERE if names or clip.people else NOWHERE

    def alike(self, key: str) -> Iterator[str]:
        """Terms that begin or end with this one, or the other way round."""
        if len(key) < 5 or key.startswith("="):
            return
        near = (k for k in self.heads[key[:5]] if k.startswith(key) or key.startswith(k))
        yield from (k for k in near if abs(len(k) - len(key)) >= PART)
        near = (k for k in self.tails[key[-5:]] if k.endswith(key) or key.endswith(k))
        yield from (k for k in near if abs(len(k) - len(key)) >= PART)


def rank(stories: Iterable[Story], clips: Iterable[Clip], floor: float = FLOOR) -> dict[str, list[Suggestion]]:
    library = Library(clips)
    return {story.id: suggest(story, library, floor) for story in stories}


def suggest(story: Story, library: Library, floor: float = FLOOR) -> list[Suggestion]:
    """Best first, each report once, nothing that only resembles."""
    document = of_story(story, library.register | register_of(story.people))
    found = _evidence(story, document, library)
    scored = []
    for number, evidence in found.items():
        score = _score(story, document, library.clips[number], evidence)
        if score > 0 and (evidence.words or evidence.people or evidence.shown_tags):
            scored.append((score, number))
    scored.sort(key=lambda pair: (-round(pair[0], 9), -library.clips[pair[1]].recorded_on.toordinal(), pair[1]))
    best = scored[0][0] if scored else 0.0
    chosen: list[tuple[float, int]] = []
    for score, number in scored:
        if score < max(floor, SHARE * best) or len(chosen) == MOST:
            break
        if not any(_twins(library, number, other) for _, other in chosen):
            chosen.append((score, number))
    return [_suggestion(story, score, library.clips[number], found[number]) for score, number in chosen]


def _evidence(story: Story, document: Document, library: Library) -> dict[int, Evidence]:
    """By clip, for those that may be shown on the story's day."""
    open_to = {
        number
        for number, clip in enumerate(library.clips)
        if clip.recorded_on <= story.date and (clip.available_until is None or clip.available_until >= story.date)
    }
    found: dict[int, Evidence] = defaultdict(Evidence)
    personal = _personal(document)
    for key, term in document.terms.items():
        if key not in personal:
            _weigh_term(key, term, document, library, open_to, found)
    for number in sorted(open_to):
        evidence, clip = found[number], library.documents[number]
        evidence.text /= 0.55 + 0.45 * library.lengths[number] / library.usual
        _weigh_tags(document, clip, library, evidence)
        _weigh_people(document, clip, evidence)
        if not evidence.people:
            evidence.place = library.place(clip, document)
    return found


def _personal(document: Document) -> set[str]:
    """Parts of people's names are compared as names only: a namesake is nobody's evidence."""
    parts = {part for name in document.people for part in (name.first, name.last)}
    return {key for key, term in document.terms.items() if _folded(term) & parts}


def _folded(term: Term) -> set[str]:
    shown = name_of(term.surface)
    return {shown.last, shown.last.removesuffix("s")} if shown else set()


def _weigh_term(
    key: str, term: Term, document: Document, library: Library, open_to: set[int], found: dict[int, Evidence]
) -> None:
    ours = _share(term) * (1.25 if key in document.focus else 1.0)
    worth = _worth(key, term, library)
    matches = [(key, 1.0), *((other, AFFIX) for other in sorted(set(library.alike(key))))]
    seen: set[int] = set()
    for other, closeness in matches:
        for number in library.holders.get(other, ()):
            if number not in open_to or number in seen:
                continue
            seen.add(number)
            theirs = library.documents[number].terms[other]
            value = min(worth, _worth(other, theirs, library)) * closeness * ours * _share(theirs)
            evidence = found[number]
            evidence.text += value
            if not (term.weak or theirs.weak):
                evidence.words.append((value, term, theirs))


def _share(term: Term) -> float:
    return 2.2 * term.weight / (term.weight + 1.2)


def _worth(key: str, term: Term, library: Library) -> float:
    value = library.rarity(key) ** 1.5
    if term.weak:
        return value * WEAK
    if term.name or key in library.names:
        return value * NAME
    return value * (1.0 if term.capital or key.startswith("=") else LOWER) * (1.0 if term.whole else 0.7)


def _weigh_tags(story: Document, clip: Document, library: Library, evidence: Evidence) -> None:
    for key in sorted(story.tags, key=sorted):
        if key in clip.tags:
            evidence.tags += TAG * _rarity(library.tagged[key], len(library.clips)) ** 1.5 * 2
            evidence.shown_tags.append((story.tags[key], clip.tags[key]))


def _weigh_people(story: Document, clip: Document, evidence: Evidence) -> None:
    once = {(person.first, person.last): person for person in sorted(story.people, key=lambda name: name.shown)}
    for person in once.values():
        if any(same(person, other) for other in clip.people):
            evidence.people += PERSON if person in story.declared else 0.85 * PERSON
        elif _by_surname(person, clip):
            evidence.people += SURNAME
            evidence.shown_names.append(person.shown.split()[-1])
            continue
        else:
            continue
        evidence.shown_people.append(person.shown)


def _by_surname(person: Name, clip: Document) -> bool:
    return not any(other.last == person.last for other in clip.people) and bool(
        clip.capitals & {person.last, person.last + "s"}
    )


def _score(story: Story, document: Document, clip: Clip, evidence: Evidence) -> float:
    topical = evidence.text * (0.6 + 0.4 * min(1.0, (evidence.spread - 1) / 1.5)) + evidence.tags
    # Whoever is in the news is so for many things: a name counts as far as the topic agrees.
    near = 0.4 if (story.date - clip.recorded_on).days <= 1 else 0.0
    agreed = min(1.0, 0.25 + near + 0.75 * topical / 5.0)
    whole = topical + agreed * min(evidence.people, 1.6 * PERSON)
    language = 1.0 if story.language == clip.language else OTHER_LANGUAGE
    return whole * language * evidence.place * _freshness(story, document, clip.recorded_on)


def _freshness(story: Story, document: Document, recorded: date) -> float:
    days = (story.date - recorded).days
    fresh = 0.12 + 0.88 * 0.5 ** (days / 150)
    if recorded.year != story.date.year and str(recorded.year) in document.text:
        fresh = max(fresh, 0.6)
    return fresh * (1.25 if days <= 1 else 1.1 if days <= 3 else 1.0)


def _suggestion(story: Story, score: float, clip: Clip, evidence: Evidence) -> Suggestion:
    return Suggestion(clip.id, round(score / (score + HALFWAY), 6), _reasons(story, clip, evidence))


def _reasons(story: Story, clip: Clip, evidence: Evidence) -> tuple[str, ...]:
    strongest = sorted(evidence.words, key=lambda word: (-round(word[0], 9), word[1].surface, word[2].surface))
    said = [(ours.surface, theirs.surface) for _, ours, theirs in strongest if ours.said and theirs.said]
    tagged = [
        (theirs.surface, ours.surface) if ours.said else (ours.surface, theirs.surface)  # the tag comes first
        for _, ours, theirs in strongest
        if not (ours.said and theirs.said)
    ]
    return reasons(
        story.language,
        evidence.shown_people[:3],
        sorted(set(evidence.shown_names))[:2],
        (evidence.shown_tags or tagged)[:3],
        said[:3],
        clip.recorded_on if clip.recorded_on == story.date else None,
    )


def _twins(library: Library, one: int, other: int) -> bool:
    return same_report(library.clips[one], library.documents[one], library.clips[other], library.documents[other])


def _plain(clip: Clip) -> tuple[object, ...]:
    """An order that no spelling of an id changes, unless two clips are the same in all else."""
    until = clip.available_until or date.max
    said = (clip.recorded_on, clip.title, clip.teaser, clip.transcript, clip.language, clip.duration_s)
    return (*said, until, sorted(clip.people), sorted(clip.tags), clip.id)


def _rarity(holders: int, clips: int) -> float:
    """0 … 1; a library of a handful of clips knows little about what is rare."""
    whole = clips + 20
    return max(math.log(whole / (holders + 0.5)) / math.log(whole / 1.5), 0.0)


def _length(document: Document) -> float:
    return math.sqrt(sum(_share(term) ** 2 * (WEAK if term.weak else 1.0) for term in document.terms.values()))


def _affixes(keys: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if len(key) >= 5 and not key.startswith("="):
            heads[key[:5]].append(key)
            tails[key[-5:]].append(key)
    return heads, tails
