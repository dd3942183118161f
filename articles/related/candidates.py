"""The rows behind the ranker: which clips the library has for a story, ranked by the same code as a file's."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.body import refs
from articles.body.diff import text_of
from articles.models import Article
from articles.related import ranking
from articles.related.documents import Clip, Story
from articles.related.terms import WORD, fold, is_stop, tokens
from kit.search.index import Hits, instead_of
from kit.search.query import parse
from visuals import models as visuals
from visuals.search import CLIPS

LANGUAGES = ("de", "en")
WORDS = 12  # of the story, looked for in the library
OF_A_WORD, ALIKE = 150, 130  # the newest clips that hold one word; those that share most, which are then compared
RECENT = 40  # besides: they say which words are frequent just now
UNDATED = timedelta(days=2)  # a cut without a date counts as fresh, and is not said to be of the same day
HEARD = 1500  # letters of what is said in a clip

Written = tuple[str, list[Any]]  # a question as the database hears it


@dataclass(frozen=True)
class Offer:
    clip: visuals.Clip
    reasons: tuple[str, ...]


def offers(article: Article, *, without: Iterable[int] = (), today: date | None = None) -> list[Offer]:
    """Best first; none that stands in the story already, and none of ``without``.

    A handful of queries, whatever the library holds.
    """
    story = story_of(article, today or timezone.localdate())
    held = {*refs.keys(article.body, "clip"), *without}
    library = ranking.Library(_clips([key for key in alike(article, story) if key not in held], story))
    found = ranking.suggest(story, library)
    rows = visuals.Clip.objects.for_page().in_bulk([int(one.clip) for one in found])
    return [Offer(rows[int(one.clip)], one.reasons) for one in found]


def story_of(article: Article, today: date) -> Story:
    blocks = article.body.get("content", []) if isinstance(article.body, dict) else []
    return Story(
        id=str(article.pk),
        date=max(article.story_date or today, today),
        language=article.language if article.language in LANGUAGES else "de",
        headline=article.headline,
        lead=article.lead,
        text="\n\n".join(text_of(block) for block in blocks),
        people=tuple(sorted(person.name for person in article.people.all())),
        tags=tuple(sorted(tag.name for tag in article.tags.all())),
    )


def alike(article: Article, story: Story) -> list[int]:
    """Keys of the clips that share most with the story, each thing shared counting for as much as it is rare."""
    known = Q(recorded_on__lte=story.date) | Q(recorded_on=None)  # a cut of today's programme may have no date yet
    newest = (F("recorded_on").desc(nulls_last=True), "-pk")
    library = visuals.Clip.objects.in_rights().filter(known).order_by(*newest).values_list("pk", "recorded_on")
    people = visuals.Clip.people.through.objects.filter(person__in=article.people.all()).values("clip")
    tags = visuals.ClipTag.objects.filter(tag__in=article.tags.all()).values("content_object")
    asked = [_written(library.filter(pk__in=keys)[:OF_A_WORD]) for keys in (people, tags)]
    *found, recent = _at_once([*asked, *_of_words(library, _rarest(story)), _written(library[:RECENT])])
    shared: Counter[int] = Counter()
    for keys in found:
        for key in keys:
            shared[key] += 1 / math.sqrt(len(keys))
    # Of two that share as much the newer one: ``most_common`` keeps the order in which they came.
    best = [key for key, _share in shared.most_common(ALIKE)]
    return list(dict.fromkeys([*best, *recent]))


def _of_words(library: QuerySet[visuals.Clip], words: list[str]) -> list[Written]:
    """The question for one word, put together once and asked with the others in its place."""
    if not words:
        return []
    first = parse(words[0])
    sql, params = _written(library.filter(Hits(CLIPS.table, first, 2))[:OF_A_WORD])
    return [(sql, instead_of(first, parse(word), params)) for word in words]


def _written(rows: QuerySet[visuals.Clip]) -> Written:
    sql, params = rows.query.sql_with_params()
    return sql, list(params)


def _at_once(asked: list[Written]) -> list[list[int]]:
    """What each question finds, in its order; by one way to the database instead of fifteen."""
    each = [f"SELECT {n} AS question, found{n}.* FROM ({sql}) AS found{n}" for n, (sql, _params) in enumerate(asked)]  # noqa: S608 Django's own words
    sql = " UNION ALL ".join(each) + " ORDER BY question, recorded_on DESC NULLS LAST, pk DESC"
    found: list[list[int]] = [[] for _question in asked]
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _sql, params in asked for param in params])
        for question, key, _day in cursor.fetchall():
            found[question].append(key)
    return found


def _rarest(story: Story) -> list[str]:
    """Names and long words before others, those of the headline first; half of them may go on, as compounds do."""
    counted: Counter[str] = Counter()
    for text, weight in ((story.headline, 4), (story.lead, 2), (story.text, 1)):
        for token in tokens(text, story.language):
            if not token.weak and len(token.surface) > 3:
                counted[token.surface] += weight * (3 if token.name else 2 if token.capital else 1)
    return sorted(counted, key=lambda word: (-counted[word], -len(word), word))[:WORDS]


def _clips(keys: list[int], story: Story) -> Iterator[Clip]:
    """Only what the ranker reads: no pictures, no files."""
    rows = visuals.Clip.objects.filter(pk__in=keys)
    people, tags = _named(rows, "people__name"), _named(rows, "tags__name")
    heard = _heard(rows)
    columns = ("pk", "recorded_on", "title", "teaser", "in_ms", "out_ms", "typed_ms")
    for key, recorded, title, teaser, begin, end, typed in rows.values_list(*columns):
        length = end - begin if begin is not None and end is not None else typed
        yield Clip(
            id=str(key),
            recorded_on=recorded or story.date - UNDATED,
            language=_language(f"{title} {teaser}", story.language),
            title=title,
            teaser=teaser,
            transcript=heard.get(key, ""),
            duration_s=(length or 0) // 1000,
            people=tuple(sorted(people[key])),
            tags=tuple(sorted(tags[key])),
        )


def _named(rows: QuerySet[visuals.Clip], arrow: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in rows.filter(**{f"{arrow}__isnull": False}).order_by().values_list("pk", arrow):
        found[key].append(name)
    return found


def _heard(rows: QuerySet[visuals.Clip]) -> dict[int, str]:
    """What is said in each, as far as it is approved; the beginning will do."""
    spoken: dict[int, str] = defaultdict(str)
    within = Q(footage__clips__in_ms=None) | Q(
        cues__start_ms__lt=F("footage__clips__out_ms"), cues__end_ms__gt=F("footage__clips__in_ms")
    )
    tracks = visuals.TextTrack.objects.approved().filter(within, footage__clips__in=rows)
    columns = ("footage__clips", "cues__text")
    for key, text in tracks.order_by("cues__start_ms").values_list(*columns):
        if text and len(spoken[key]) < HEARD:
            spoken[key] += f" {text}"
    return spoken


def _language(text: str, otherwise: str) -> str:
    """By its small words; a clip's row does not say."""
    said = [fold(match[0]) for match in WORD.finditer(text)]
    german, english = (sum(is_stop(word, language) for word in said) for language in LANGUAGES)
    if german == english:
        return otherwise
    return "de" if german > english else "en"
