"""Facts for a look at stories: a fixed number of queries for one story or twenty, however many people we know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.text import Truncator

from articles.body import canonical, validate
from articles.lint.copy import HEADS, Copy, Facts, Held, Picture
from articles.lint.examining import Report, copy_of, examine
from articles.lint.register import Register
from articles.lint.rules.pictures import uses
from articles.models import Article, ArticlePerson, Waiver
from people.models import Person, Role
from visuals.models import Image

#: from this many names on the register is kept for a minute instead of being read at every pause in typing
LARGE = 2000


def look_at(stories: Sequence[Article]) -> dict[int, Report]:
    """Reports by story, of the stories as they stand in memory, saved or not. Six queries for any number of them.

    A body that does not pass the gate is another's business: of such a story only the heads are looked at.
    """
    keys = [story.pk for story in stories]
    named: dict[int, set[int]] = defaultdict(set)
    for story, person in ArticlePerson.objects.filter(article__in=keys).values_list("article", "person"):
        named[story].add(person)
    left: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    for story, *key in Waiver.objects.filter(article__in=keys).values_list("article", "rule", "block", "words"):
        left[story].add(tuple(key))
    copies = with_facts([_copy(story) for story in stories], [named[key] for key in keys])
    return {key: examine(copy).without(left[key]) for key, copy in zip(keys, copies, strict=True)}


def day_of(story: Article) -> date:
    """The day that weekdays and roles count for: the story's own, or today."""
    return story.story_date or timezone.localdate()


def _copy(story: Article) -> Copy:
    try:
        document = validate.typed(canonical.canonical(story.body))
    except validate.BodyRefused:
        document = validate.typed(canonical.empty())
    return copy_of(
        document,
        {name: getattr(story, name) for name in HEADS},
        day=day_of(story),
        language=story.language,
        lead_image=story.lead_image_id,
        lead_image_credit=story.lead_image_credit,
    )


def with_facts(copies: Sequence[Copy], named: Sequence[set[int]]) -> list[Copy]:
    """The same copies with what library and register know. ``named``: people whom the form says each is about."""
    register = _register()
    texts = ["\n".join(one.text for one in copy.passages) for copy in copies]
    present = [
        (_pointed_at(copy) | also | register.named_in(text)) & register.people.keys()
        for copy, also, text in zip(copies, named, texts, strict=True)
    ]
    titled = set().union(*present, *(register.surnames_in(text) for text in texts))
    roles = _roles(titled)
    pictures = _pictures({key for copy in copies for key, _credit, _alt, _place in uses(copy)})
    return [
        replace(copy, facts=Facts(register, roles, pictures, frozenset(there)))
        for copy, there in zip(copies, present, strict=True)
    ]


def _pointed_at(copy: Copy) -> set[int]:
    pointers = (pointer for block in copy.document.content for pointer in validate.pointers(block))
    return {key for _node, kind, key in pointers if kind == "person"}


def _register() -> Register:
    told = Person.objects.aggregate(
        count=Count("pk"), last=Max("pk"), letters=Sum(Length("name")), more=Sum(Length("aliases"))
    )
    if (told["count"] or 0) < LARGE:
        return _read()
    return _kept(tuple(told.values()), timezone.now().replace(second=0, microsecond=0))


@lru_cache(maxsize=2)
def _kept(_state: tuple[int | None, ...], _minute: datetime) -> Register:
    return _read()


def _read() -> Register:
    return Register(Person.objects.order_by("pk").values_list("pk", "name", "aliases"))


def _roles(people: set[int]) -> Mapping[int, Sequence[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for role in Role.objects.filter(person__in=people).order_by("pk"):
        found[role.person_id].append(Held(role.title, role.valid_from, role.valid_until))
    return found


def _pictures(keys: set[int]) -> Mapping[int, Picture]:
    rows = Image.objects.for_page().in_bulk(keys)
    return {key: Picture(Truncator(row).chars(60), row.credit, row.alt, row.decorative) for key, row in rows.items()}
