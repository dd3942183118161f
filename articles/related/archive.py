"""Stories that were published about the same, and what they were filed under."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Article, Edition
from articles.related.terms import is_stop
from articles.related.terms import tokens as terms
from articles.search import EDITIONS
from kit.search import parse
from kit.search.index import NewestHits
from kit.search.words import token

WORDS = 8  # of the story, looked for in the archive
READ = 200  # stories, the newest first
NEWEST = 3 * READ  # editions with a word; some are read no longer
ALIKE = 12
LEAST = 2  # words that two stories have to share


@dataclass
class Filed:
    """One tag of the archive: how many similar stories bear it, and the most similar of them."""

    weight: float = 0.0
    headlines: list[str] = field(default_factory=list)


def tags_of_similar(story: Article, words: Iterable[str]) -> dict[str, Filed]:
    """By the tag's name in small letters. One query, whatever the archive holds. ``words``: of the whole text."""
    counted = _weighed(story, words)
    best = sorted(counted, key=lambda word: (-counted[word], word))[:WORDS]
    if not best:
        return {}
    asked = NewestHits(EDITIONS.table, [parse(f'"{word}"') for word in best], NEWEST)
    rows = Edition.objects.live().filter(asked).exclude(article=story.pk).order_by("-pk")
    found = list(rows.values_list("headline", "lead", "facts__tags")[:READ])
    filed: dict[str, Filed] = defaultdict(Filed)
    for score, headline, tags in _alike(counted, found):
        for tag in tags or ():
            filed[tag["name"].lower()].weight += score
            filed[tag["name"].lower()].headlines.append(headline)
    return dict(filed)


def _weighed(story: Article, words: Iterable[str]) -> Counter[str]:
    """Words that may say what it is about: of the headline first, names and long ones before others."""
    language = story.language if story.language in ("de", "en") else "de"
    counted: Counter[str] = Counter()
    for text, weight in ((story.headline, 6), (story.kicker, 4), (story.lead, 3), ("\n".join(words), 1)):
        for term in terms(text, language):
            if not term.weak and len(term.surface) > 3 and not is_stop(term.folded, language):
                counted[term.surface] += weight * (3 if term.name else 2 if term.capital else 1)
    return counted


def _alike(counted: Counter[str], found: list[tuple[str, str, list[dict[str, str]]]]) -> list[tuple]:
    ours: Counter[str] = Counter()
    for word, weight in counted.items():
        ours[token(word.lower())] += weight
    theirs = [{token(t.surface.lower()) for t in terms(f"{head} {lead}", "de")} for head, lead, _tags in found]
    known = Counter(word for words in theirs for word in words)
    scored = []
    for words, (headline, _lead, tags) in zip(theirs, found, strict=True):
        shared = words & ours.keys()
        if len(shared) >= LEAST:
            score = sum(math.log(1 + ours[w]) * math.log(1 + len(found) / known[w]) for w in shared)
            scored.append((score / math.sqrt(len(words)), headline, tags))
    return sorted(scored, key=lambda row: (-row[0], row[1]))[:ALIKE]
