"""Facts for a look at a story, in four queries at most, however long it is and however many people we know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length
from django.utils import timezone

from articles.body import validate
from articles.lint.copy import Copy, Facts, Held, Picture
from articles.lint.register import Register
from articles.lint.rules.pictures import uses
from people.models import Person, Role
from visuals.models import Image

#: from this many names on the register is kept for a minute instead of being read at every pause in typing
LARGE = 2000


def with_facts(copy: Copy, named: Iterable[int] = ()) -> Copy:
    """``copy`` with what library and register know. ``named``: people whom the form says the story is about."""
    register = _register()
    text = "\n".join(one.text for one in copy.passages)
    present = {
        key for block in copy.document.content for _node, kind, key in validate.pointers(block) if kind == "person"
    }
    present = (present | set(named) | register.named_in(text)) & set(register.people)
    pictures = {key for key, _credit, _alt, _place in uses(copy)}
    facts = Facts(register, _roles(register.surnames_in(text) | present), _pictures(pictures), frozenset(present))
    return replace(copy, facts=facts)


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


def _roles(people: set[int]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    rows = Role.objects.filter(person__in=people).order_by("pk") if people else ()
    for role in rows:
        found[role.person_id].append(Held(role.title, role.valid_from, role.valid_until))
    return found


def _pictures(keys: set[int]) -> dict[int, Picture]:
    if not keys:
        return {}
    rows = Image.objects.for_page().in_bulk(keys)
    return {key: Picture(str(row)[:60], row.credit, row.alt, row.decorative) for key, row in rows.items()}
