"""Roles that somebody does not hold on the story's date: in running text before the name, and beside a quote."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy, Held, Passage
from articles.lint.finding import Change, Finding, Fix, Rule, found, instead
from articles.lint.register import Person
from articles.lint.rules.weekdays import YEAR

NAME = "role_then"
#: words before a role which say that it is not held now
ONCE = re.compile(
    r"(?:\b(?:früher|ehemalig|damalig|einstig|vormalig|bisherig|scheidend|abgewählt|zurückgetreten|künftig|designiert|"
    r"gewählt|neu|kommend|angehend)e?[rnms]?|\b(?:damals|einst|später|zuvor|Ex|Alt|former|then|ex|"
    r"incoming|outgoing|future|late|onetime|ancien|ancienne|futur|future))[\s-]*$",
    re.I,
)
#: words in the sentence which say that it tells of another time
ANOTHER_TIME = re.compile(
    r"\b(?:damals|seinerzeit|einst|gewesen|wurde|then|used to|until|became|alors|autrefois)\b", re.I
)


def find(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        if passage.is_running:
            yield from _in_text(copy, passage)
    yield from _in_quotes(copy)


def _in_text(copy: Copy, passage: Passage) -> Iterator[Finding]:
    for key, roles in copy.facts.roles.items():
        person = copy.facts.register.people.get(key)
        if person is None or not person.tokens:
            continue
        for title in dict.fromkeys(role.title for role in roles):
            pattern = rf"(?<![\w-]){re.escape(title)}\s+(?:Prof\.\s+|Dr\.\s+)*(?:{_names(person)})(?!\w)"
            for match in re.finditer(pattern, passage.text):
                if _is_somebody_else(copy, person, title, named=person.name in match[0]):
                    continue
                yield from _judge(copy, passage, title, roles, person, match.start())


def _is_somebody_else(copy: Copy, person: Person, title: str, *, named: bool) -> bool:
    """A namesake (by surname alone, if no more is said) who is in the story, or holds the role on that day."""
    namesakes = [
        one
        for one in copy.facts.register.called(person.surname)
        if one.key != person.key and (one.name == person.name if named else one.surname == person.surname)
    ]
    roles = copy.facts.roles
    return any(one.key in copy.facts.present or _is_held(title, roles.get(one.key, ()), copy.day) for one in namesakes)


def _names(person: Person) -> str:
    full, short = re.escape(person.name), re.escape(person.surname)
    return rf"{full}s?|{short}s?"


def _judge(
    copy: Copy, passage: Passage, title: str, roles: Sequence[Held], person: Person, start: int
) -> Iterator[Finding]:
    if _is_held(title, roles, copy.day) or ONCE.search(passage.text[:start]):
        return
    sentence = _sentence(passage.text, start)
    if ANOTHER_TIME.search(sentence) or any(_is_held(title, roles, date(int(y), 7, 1)) for y in YEAR.findall(sentence)):
        return
    fixes = [instead(passage, start, start + len(title), now) for now in _now(roles, copy.day)]
    if copy.language == "de" and any(role.title == title and role.end and role.end < copy.day for role in roles):
        fixes.append(instead(passage, start, start + len(title), f"Ex-{title}"))
    end = start + len(title)
    yield found(NAME, passage, (start, end), _told(person.name, title, roles, copy.day), *fixes, because=_days(roles))


def _in_quotes(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        if passage.kind != "quote" or passage.part != "role":
            continue
        key = next((b.attrs.person for b in copy.document.content if b.attrs.id == passage.block), None)
        roles = copy.facts.roles.get(key or 0, ())
        title = passage.text.strip()
        if title not in {role.title for role in roles} or _is_held(title, roles, copy.day):
            continue
        name = copy.facts.register.people[key].name if key in copy.facts.register.people else ""
        whole = (0, len(passage.text))
        fixes = [Fix(_("Put in “%(words)s”") % {"words": now}, (Change(*whole, now),)) for now in _now(roles, copy.day)]
        yield found(NAME, passage, whole, _told(name, title, roles, copy.day), *fixes, because=_days(roles))


def _is_held(title: str, roles: Sequence[Held], day: date) -> bool:
    return any(role.title == title and role.on(day) for role in roles)


def _now(roles: Sequence[Held], day: date) -> list[str]:
    """The role of that day, if it is only one."""
    held = list(dict.fromkeys(role.title for role in roles if role.on(day)))
    return held if len(held) == 1 else []


def _told(name: str, title: str, roles: Sequence[Held], day: date) -> str:
    ended = [role.end for role in roles if role.title == title and role.end and role.end < day]
    begins = [role.begin for role in roles if role.title == title and role.begin and role.begin > day]
    facts = {"name": name, "role": title}
    if ended:
        when = formats.date_format(max(ended), "DATE_FORMAT")
        return _("By the register, %(name)s was “%(role)s” until %(day)s.") % {**facts, "day": when}
    when = formats.date_format(min(begins), "DATE_FORMAT") if begins else ""
    return _("By the register, %(name)s will be “%(role)s” only from %(day)s.") % {**facts, "day": when}


def _days(roles: Sequence[Held]) -> str:
    return ";".join(sorted(f"{role.title} {role.begin} {role.end}" for role in roles))


def _sentence(text: str, place: int) -> str:
    begin = max(text.rfind(sign, 0, place) for sign in (". ", "! ", "? ")) + 1
    ends = [found for sign in (". ", "! ", "? ") if (found := text.find(sign, place)) > 0]
    return text[begin : min(ends, default=len(text))]


RULES = (Rule(NAME, gettext_lazy("roles on the date of the story"), find),)
