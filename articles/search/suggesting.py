"""What somebody meant who mistyped: words like theirs, of headlines, leads and names."""

import difflib
from collections.abc import Iterable

from django.db.models import QuerySet

from articles.models import KnownWord
from kit.search import LONGEST, Texts
from kit.search.marking import WRITTEN
from kit.search.words import fold, token

#: words shorter than this are not guessed at, and none is remembered that is
SHORT, LONG = 4, 60
#: how alike two words have to be, from 0 to 1
ALIKE = 0.72
MOST_WORDS = 12


def remember(texts: Iterable[Texts]) -> None:
    """Note the words of titles and of what stands around them; a word noted before stays as it was."""
    rows = [
        KnownWord(folded=folded, word=word, initial=folded[0], backwards=token(folded)[::-1])
        for folded, word in sorted(_words(texts).items())  # two who note the same words must not wait for each other
    ]
    KnownWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def forget(texts: Iterable[Texts]) -> None:
    """Somebody has a right to it; words that stand elsewhere, too, come back with the next ``reindex``."""
    KnownWord.objects.filter(folded__in=_words(texts)).delete()


def _like(typed: str) -> QuerySet[KnownWord]:
    """Words that begin as those typed do, and those typed themselves."""
    initials = {fold(word)[:1] for word in words_of(typed)}
    return KnownWord.objects.filter(initial__in=initials)


def guess(typed: str) -> str:
    """``typed`` with every unknown word replaced by the nearest known one; "" if nothing is to be replaced."""
    as_written = dict(_like(typed).values_list("folded", "word"))
    stems = {token(folded) for folded in as_written}
    guessed, end, changed = [], 0, False
    for found in WRITTEN.finditer(typed[:LONGEST]):
        nearest = _nearest(fold(found[0]), as_written, stems)
        guessed += [typed[end : found.start()], nearest or found[0]]
        end, changed = found.end(), changed or bool(nearest)
    return "".join([*guessed, typed[end:LONGEST]]).strip() if changed else ""


def exact(typed: str) -> str:
    """Each word as a whole: the last one must not be the beginning of another."""
    return " ".join(f'"{word}"' for word in words_of(typed))


def _nearest(folded: str, as_written: dict[str, str], stems: set[str]) -> str:
    if len(folded) < SHORT or token(folded) in stems:
        return ""
    near = [word for word in as_written if word[0] == folded[0] and abs(len(word) - len(folded)) <= 2]
    best = difflib.get_close_matches(folded, near, n=1, cutoff=ALIKE)
    return as_written[best[0]] if best else ""


def words_of(typed: str) -> list[str]:
    """Each word as it was typed, no more than a search looks at."""
    return [found[0] for found in WRITTEN.finditer(typed[:LONGEST]) if fold(found[0])][:MOST_WORDS]


def _words(texts: Iterable[Texts]) -> dict[str, str]:
    """Words worth remembering as they were last written, by what they are compared by."""
    written = [word for one in texts for word in WRITTEN.findall(f"{one.title}\n{one.heads}") if len(word) <= LONG]
    folded = {word: fold(word) for word in set(written)}  # of 500 stories most words are the same
    return {key: word for word in written if SHORT <= len(key := folded[word]) <= LONG and not key.isdigit()}
