"""What may be asked of the list of stories, and how an answer leads on to the next one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from articles.models import Edition, Printed
from articles.querysets import EditionQuerySet, often_named, often_signed, often_tagged
from people.models import Person
from topics.models import Tag

FEW, MANY = 20, 100
#: beyond them a moment in one time zone may be none in another, and databases give up
YEARS = range(1900, 2200)
SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)
PLACE = re.compile(r"(?P<moment>[^~]{1,40})~(?P<story>\d{1,18})")


class Misasked(Exception):
    """A parameter that nobody can answer; ``str()`` says which and what would do, in English as all of the API."""


@dataclass(frozen=True)
class Parameter:
    """One thing to ask for: how its value is read, and what it does to the list."""

    name: str
    read: Callable[[str], Any]
    narrow: Callable[[EditionQuerySet, Any], EditionQuerySet]
    about: str
    schema: dict[str, Any]


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("the last part of an address, such as “lokales”")
    return text


def _day(text: str) -> date:
    found = parse_date(text) if len(text) == len("2026-11-23") else None
    if found is None or found.year not in YEARS:
        raise ValueError("a day such as 2026-11-23")
    return found


def _one_of(values: list[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError("one of " + ", ".join(values))
        return text

    return read


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _tagged(editions: EditionQuerySet, slug: str) -> EditionQuerySet:
    tags = Tag.objects.filter(slug=slug).annotate(stands_for=Coalesce("merged_into", "pk"))
    tag = tags.annotate(is_often=often_tagged("stands_for")).first()
    return editions.tagged(tag.stands_for, often=tag.is_often) if tag else editions.none()


def _naming(editions: EditionQuerySet, slug: str) -> EditionQuerySet:
    person = Person.objects.filter(slug=slug).annotate(is_often=often_named()).first()
    return editions.naming(person, often=person.is_often) if person else editions.none()


def _by(editions: EditionQuerySet, slug: str) -> EditionQuerySet:
    person = Person.objects.filter(slug=slug).annotate(is_often=often_signed()).first()
    return editions.by(person, often=person.is_often) if person else editions.none()


WORD = {"type": "string", "pattern": "^[-A-Za-z0-9_]+$"}
DAY = {"type": "string", "format": "date"}
KINDS, LANGUAGES = Printed.Kind.values, Printed.Language.values
PARAMETERS = [
    Parameter("section", _slug, lambda rows, slug: rows.filter(section__slug=slug), "Address of a section.", WORD),
    Parameter("tag", _slug, _tagged, "Address of a topic.", WORD),
    Parameter("person", _slug, _naming, "Address of a person the story is about.", WORD),
    Parameter("author", _slug, _by, "Address of somebody who signed it.", WORD),
    Parameter(
        "kind", _one_of(KINDS), lambda rows, kind: rows.filter(kind=kind), "Kind of story.", {"enum": list(KINDS)}
    ),
    Parameter(
        "language",
        _one_of(LANGUAGES),
        lambda rows, language: rows.filter(language=language),
        "Language of the story.",
        {"enum": list(LANGUAGES)},
    ),
    Parameter(
        "from",
        _day,
        lambda rows, day: rows.filter(first_live_from__gte=_midnight(day)),
        f"First published on this day or later ({settings.TIME_ZONE}).",
        DAY,
    ),
    Parameter(
        "before",
        _day,
        lambda rows, day: rows.filter(first_live_from__lt=_midnight(day)),
        f"First published before this day ({settings.TIME_ZONE}).",
        DAY,
    ),
]


def asked(query: QueryDict) -> tuple[EditionQuerySet, int]:
    """The stories asked for, newest first, and how many of them at most."""
    known = {parameter.name: parameter for parameter in PARAMETERS}
    editions, size = Edition.objects.live().with_moves().newest_first(), FEW
    for name, values in query.lists():
        if name not in {*known, "limit", "after"}:
            raise Misasked(f"There is no parameter “{name[:40]}”.")
        if len(values) > 1:
            raise Misasked(f"“{name}” can be said only once.")
        if name == "limit":
            size = _limit(values[0])
        elif name == "after":
            editions = _behind(editions, values[0])
        else:
            try:
                editions = known[name].narrow(editions, known[name].read(values[0]))
            except ValueError as wanted:
                raise Misasked(f"“{name}” has to be {wanted}.") from wanted
    return editions, size


def asked_before(query: QueryDict) -> int | None:
    """The number of the post from which a list of posts goes on; None at its beginning."""
    for name, values in query.lists():
        if name != "before":
            raise Misasked(f"There is no parameter “{name[:40]}”.")
        if len(values) > 1 or not (values[0].isascii() and values[0].isdigit() and len(values[0]) < 10):
            raise Misasked("“before” has to be the number of one post.")
    return int(query["before"]) if "before" in query else None


def next_address(path: str, query: QueryDict, last: Edition) -> str:
    """The same question from behind ``last``. By key and not by number: new stories do not push old ones along."""
    again = {name: value for name, value in query.items() if name != "after"}
    return f"{path}?{urlencode(again | {'after': f'{last.first_live_from.isoformat()}~{last.pk}'})}"


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MANY)) and 0 < int(text) <= MANY):
        raise Misasked(f"“limit” has to be a number from 1 to {MANY}.")
    return int(text)


def _behind(editions: EditionQuerySet, text: str) -> EditionQuerySet:
    found = PLACE.fullmatch(text)
    try:
        moment = parse_datetime(found["moment"]) if found else None
    except ValueError:
        moment = None
    if found is None or moment is None or timezone.is_naive(moment) or moment.year not in YEARS:
        raise Misasked("“after” is for the address in “next” and not for writing by hand.")
    older = Q(first_live_from__lt=moment) | Q(first_live_from=moment, pk__lt=int(found["story"]))
    # Said twice so that both databases walk their index from that moment on.
    return editions.filter(older, first_live_from__lte=moment)
