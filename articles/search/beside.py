"""Stories, and what stands beside them: clips, persons, authors and topics, in one query for all of them.

Whoever adds another kind adds its rows to ``KINDS``. The question is the same whatever was typed, so it is written
once: putting it together took longer than answering it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Left
from django.utils.safestring import SafeString

from articles.models import Edition, LivePost
from articles.search.posts import POSTS
from kit.search import Index, Query, Ranked, parse
from kit.search.index import instead_of
from kit.search.marking import excerpt, marked, marks
from kit.search.ranking import in_order
from people.models import Person
from people.search import PERSONS
from topics.models import Tag
from topics.search import TAGS
from visuals.models import Clip, Cue, Passage, TextTrack
from visuals.search import CLIPS, PASSAGES

#: of each kind: stories are what most are looking for, and these stand before them
MOST = 3
#: where one wants to go comes before what one wants to see
ORDER = ("topic", "person", "author", "clip", "moment", "post")
STORY = "story"
#: stands for what was typed where the question is written; it is its own stem
TYPED = "oxxxxxo"
NO_DAY = Cast(Value(None), DateField())
NO_LENGTH = Cast(Value(None), IntegerField())


@dataclass(frozen=True)
class Neighbour:
    """One line: where it leads, what it is called, what is said of it; a clip has its day and length besides."""

    kind: str
    place: int
    key: int
    slug: str
    name: str
    note: str
    on: date | None
    ms: int | None
    marked: SafeString = SafeString("")


def found(stories: Ranked, most: int) -> tuple[list[int], list[Neighbour]]:
    """The keys of the first ``most`` stories, and the best few of each kind beside them, in one question."""
    rows = list(_asked(stories, most))
    keys = in_order((row.place, row.key) for row in rows if row.kind == STORY)
    return keys, _told([row for row in rows if row.kind != STORY], stories.query)


def _told(rows: list[Neighbour], query: Query) -> list[Neighbour]:
    heard = list(_to_the_second([row for row in rows if row.kind == "moment"], query))
    rows = [row for row in rows if row.kind != "moment"] + heard
    told = [replace(row, marked=marked(row.name or row.note.partition(". ")[0], query)) for row in rows]
    return sorted(told, key=lambda row: (ORDER.index(row.kind), row.place, -row.key))


def _asked(stories: Ranked, most: int) -> Iterator[Neighbour]:
    sql, params = _written(connection.vendor)
    ours, more = stories.written(most)
    columns = f"'{STORY}', place, key, '', '', '', NULL, NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} UNION ALL SELECT {columns} FROM ({ours}) AS stories",  # noqa: S608 Django's and our own
            [*instead_of(parse(TYPED), stories.query, params), *more],
        )
        for *others, on, ms in cursor.fetchall():
            # SQLite has no days, only words for them.
            yield Neighbour(*others, date.fromisoformat(on) if isinstance(on, str) else on, ms)


@cache
def _written(vendor: str) -> tuple[str, tuple[Any, ...]]:
    first, *others = (kind(TYPED) for kind in KINDS)
    return first.union(*others, all=True).query.sql_with_params()


def _clips(typed: str) -> QuerySet[Any]:
    length = Coalesce(F("out_ms") - F("in_ms"), F("footage__duration_ms"), F("typed_ms"), output_field=IntegerField())
    return _best(CLIPS, Clip.objects.public(), typed).values_list(
        _said("clip"), "found_in", "pk", "slug", "title", "teaser", "recorded_on", length
    )


def _persons(typed: str) -> QuerySet[Any]:
    named = Edition.objects.live().filter(named__person=OuterRef("pk"))
    met = _best(PERSONS, Person.objects.filter(Exists(named)), typed)
    return met.values_list(_said("person"), "found_in", "pk", "slug", "name", "about", NO_DAY, NO_LENGTH)


def _authors(typed: str) -> QuerySet[Any]:
    ours = _best(PERSONS, Person.objects.filter(is_author=True), typed)
    return ours.values_list(_said("author"), "found_in", "pk", "slug", "name", "about", NO_DAY, NO_LENGTH)


def _topics(typed: str) -> QuerySet[Any]:
    stories = Edition.objects.live().filter(tag_items__tag=OuterRef("pk"))
    clips = Clip.objects.public().filter(tag_items__tag=OuterRef("pk"))
    met = Tag.objects.filter(Q(Exists(stories)) | Q(Exists(clips)), merged_into=None)
    return _best(TAGS, met, typed).values_list(
        _said("topic"), "found_in", "pk", "slug", "name", "description", NO_DAY, NO_LENGTH
    )


def _moments(typed: str) -> QuerySet[Any]:
    """What is said in a public clip, as far as the desk has approved it; ``ms`` is where in its programme it begins."""
    heard = Q(in_ms__isnull=True) | Q(in_ms__lt=OuterRef("end_ms"), out_ms__gt=OuterRef("start_ms"))
    clips = Clip.objects.public().filter(heard, footage=OuterRef("track__footage")).order_by("pk")
    said = Passage.objects.filter(Exists(clips), track__in=TextTrack.objects.approved())
    slug, title, on, begins = (Subquery(clips.values(name)[:1]) for name in ("slug", "title", "recorded_on", "in_ms"))
    keys = _best(PASSAGES, said, typed)
    return keys.values_list(_said("moment"), "found_in", "pk", slug, "text", title, on, begins)


def _to_the_second(moments: list[Neighbour], query: Query) -> Iterator[Neighbour]:
    """A passage is half a minute; the first line in it that fits says when. Its note is the title of its clip."""
    if not moments:
        return
    inside = {"start_ms__gte": F("track__passages__start_ms"), "start_ms__lt": F("track__passages__end_ms")}
    lines = Cue.objects.filter(track__passages__in=[one.key for one in moments], **inside).order_by("start_ms")
    of: dict[int, list[tuple[int, str]]] = {}
    for key, start, text in lines.values_list("track__passages", "start_ms", "text"):
        of.setdefault(key, []).append((start, text))
    for one in moments:
        begins = one.ms or 0
        spoken = [(start, text) for start, text in of.get(one.key, []) if start >= begins]
        fitting = [start for start, text in spoken if marks(text, query)]
        if fitting:
            yield replace(one, ms=fitting[0] - begins, name=excerpt(one.name, query, 120) or one.name)


def _posts(typed: str) -> QuerySet[Any]:
    """Of live blogs: the number of the post, by which readers know it, stands where clips have their length."""
    blogs = Edition.objects.live().filter(article=OuterRef("article")).values("slug")[:1]
    day = Cast("first_live_from", DateField())
    name = Case(
        When(~Q(headline=""), then=F("headline")), default=Left(KT("facts__text"), 100), output_field=CharField()
    )
    rows = _best(POSTS, LivePost.objects.readable(), typed).annotate(slug=Subquery(blogs), name=name)
    return rows.values_list(_said("post"), "found_in", "pk", "slug", "name", "key_line", day, "number")


KINDS: tuple[Callable[[str], QuerySet[Any]], ...] = (_clips, _moments, _persons, _authors, _topics, _posts)


def _best(index: Index, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """The first few, as a question without an order of its own: a union may not have one inside."""
    keys = index.matching(rows, typed)[:MOST].values("pk")
    return index.placed(index.model._default_manager.filter(pk__in=keys), typed).order_by()


def _said(word: str) -> Value:
    return Value(word, CharField())
