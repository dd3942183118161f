"""Names almost as they are on record. What could be an ordinary word, or somebody else, is left alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.body.paste.words import words
from articles.lint.copy import Copy, Passage
from articles.lint.finding import Finding, Rule, found, instead
from articles.lint.register import TOKEN, Person, folded

NAME = "name_spelling"
#: shorter surnames are near to too many words
SHORTEST_ALONE = 6
UMLAUTS = str.maketrans("äöüé", "aoue")
CASELESS = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen im am zum zur vom beim ins ans "
    "jeder jede jedes alle viele einige mehrere wenige manche beide the a an any some many every this these "
    "le la les un une des du au aux".split()
)


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Meant:
    """Who is meant, which word of the name it is, and what stands behind it."""

    person: Person
    right: str
    ending: str


def find(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        line = [Word(match[0], *match.span()) for match in TOKEN.finditer(passage.text)]
        for place, word in enumerate(line):
            if not _could_be_a_name(word.text) or copy.facts.register.knows(word.text):
                continue
            meant = _in_full_name(copy, passage, line, place) or _alone(copy, passage, line, place)
            if meant:
                yield _told(passage, word, meant)


def _could_be_a_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and len(word) >= 4


def _told(passage: Passage, word: Word, meant: Meant) -> Finding:
    sentence = _("Spelt “%(name)s” in the register; here it says “%(words)s”.") % {
        "name": meant.person.name,
        "words": word.text,
    }
    fix = instead(passage, word.start, word.end, meant.right + meant.ending)
    return found(NAME, passage, (word.start, word.end), sentence, fix, because=meant.person.name, whole_story=True)


def _in_full_name(copy: Copy, passage: Passage, line: Sequence[Word], place: int) -> Meant | None:
    """Beside the other words of the name, each right: “Dorothea Anklammer”."""
    for right, ending in copy.facts.register.near(line[place].text):
        for person in copy.facts.register.called(right):
            if len(person.tokens) < 2:
                continue
            first = place - person.tokens.index(right)
            if first < 0 or first + len(person.tokens) > len(line):
                continue
            around = line[first : first + len(person.tokens)]
            others = [(one.text, name) for one, name in zip(around, person.tokens, strict=True) if name != right]
            if all(_is(text, name) for text, name in others) and _in_a_row(passage, around):
                return Meant(person, right, ending)
    return None


def _is(text: str, name: str) -> bool:
    return text == name or text in (f"{name}s", f"{name}’s", f"{name}'s", f"{name}’", f"{name}'")


def _in_a_row(passage: Passage, around: Sequence[Word]) -> bool:
    return all(passage.text[one.end : other.start].isspace() for one, other in zip(around, around[1:], strict=False))


def _alone(copy: Copy, passage: Passage, line: Sequence[Word], place: int) -> Meant | None:
    """A surname by itself: only of people whom the story names rightly elsewhere, or where it says so."""
    word = line[place].text
    for right, ending in copy.facts.register.near(word):
        if len(right) < SHORTEST_ALONE or word[0] != right[0]:
            continue
        for person in copy.facts.register.called(right):
            if right != person.surname:
                continue
            spoken = _is_introduced(passage, line, place, person)
            if spoken and (person.key in copy.facts.present or _by_title(line, place, person)):
                return Meant(person, right, ending)
            inside = _is_a_typing_slip(word.removesuffix(ending) if ending else word, right)
            if person.key in copy.facts.present and inside and not _has_article(passage, line, place):
                return Meant(person, right, ending)
    return None


def _before(passage: Passage, line: Sequence[Word], place: int) -> str:
    """The word directly before, or "" where a sentence or a clause begins."""
    if place == 0:
        return ""
    between = passage.text[line[place - 1].end : line[place].start]
    return line[place - 1].text if not between.strip(" .") else ""


def _by_title(line: Sequence[Word], place: int, person: Person) -> bool:
    """“Bürgermeisterin Anklammer”, where “Bürgermeisterin Anklamer” is on record."""
    before = line[place - 1].text if place else ""
    return any(alias.split()[:-1][-1:] == [before] for alias in person.aliases if " " in alias)


def _is_introduced(passage: Passage, line: Sequence[Word], place: int, person: Person) -> bool:
    before = _before(passage, line, place)
    after = line[place + 1].text if place + 1 < len(line) else ""
    if before and (before in words("titles") or f"{before}." in words("titles") or _by_title(line, place, person)):
        return True
    if _has_article(passage, line, place) or before in words("given"):
        return False
    speech = words("speech")
    return after in speech or before in speech


def _is_a_typing_slip(word: str, right: str) -> bool:
    """Not an ending that grammar could have made, nor another vowel: “Fischen” is no Fischer, “Bäcker” no Becker."""
    one, other = folded(word), folded(right)
    if len(right) < SHORTEST_ALONE + 1 or one[-1] != other[-1]:
        return False
    return len(one) != len(other) or sorted(one) == sorted(other)


def _has_article(passage: Passage, line: Sequence[Word], place: int) -> bool:
    before = _before(passage, line, place)
    another_name = bool(before) and before[0].isupper() and before in words("given")
    return before.casefold() in CASELESS or another_name or before.isdigit()


RULES = (Rule(NAME, gettext_lazy("names in the register"), find),)
