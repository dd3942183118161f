"""Who is who in the demo: sections, agencies, persons, tags, and the six users of the desk."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from articles.models import Section, SectionGrant
from fronts.models import StandingPage
from kit.slugs import slug_of
from newsroom.demo.reading import register
from newsroom.roles import set_up_roles
from people.models import Organisation, Person, Role, User
from topics.models import Tag


def sections() -> dict[str, Section]:
    return {
        slug: Section.objects.get_or_create(slug=slug, defaults={**entry, "position": position})[0]
        for position, (slug, entry) in enumerate(register("sections").items(), 1)
    }


def organisations() -> dict[str, Organisation]:
    return {
        slug: Organisation.objects.get_or_create(slug=slug, defaults={"name": entry["name"], "aliases": _lines(entry)})[
            0
        ]
        for slug, entry in register("organisations").items()
    }


def tags() -> dict[str, Tag]:
    """By name. taggit finds tags whatever their capitals, so an existing one is kept as it is written."""
    found = {}
    for name, entry in register("tags").items():
        defaults = {"name": name, "aliases": _lines(entry), "description": entry.get("description", "")}
        found[name] = Tag.objects.get_or_create(slug=slug_of(name), defaults=defaults)[0]
    return found


def people() -> dict[str, Person]:
    return {key: _person(entry) for key, entry in register("people").items()}


def _person(entry: dict[str, Any]) -> Person:
    person, made = Person.objects.get_or_create(
        slug=slug_of(entry["name"]),
        defaults={
            "name": entry["name"],
            "aliases": _lines(entry),
            "about": entry.get("about", ""),
            "born": entry.get("born"),
            "died": entry.get("died"),
            "is_author": entry.get("writes", False),
        },
    )
    if made:
        Role.objects.bulk_create(
            Role(person=person, title=role["title"], valid_from=role.get("from"), valid_until=role.get("until"))
            for role in entry["roles"]
        )
    return person


def standing_pages() -> None:
    """What the demo's paper says of itself; privacy and accessibility stand in the software's own words."""
    for kind, entry in register("pages").items():
        StandingPage.objects.get_or_create(kind=kind, defaults={"text": entry["text"].strip()})


def users(persons: dict[str, Person], known_sections: dict[str, Section]) -> dict[str, User]:
    """One for each role, by the key of the person who signs; who exists keeps the password they have."""
    set_up_roles()
    password = make_password(settings.DEMO_PASSWORD)
    found = {}
    for name, entry in register("staff").items():
        person = persons[entry["person"]]
        first, _, last = person.name.partition(" ")
        user, made = User.objects.get_or_create(
            username=name,
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{name}@fleetmuender-blatt.example",
                "password": password,
                "is_staff": True,
                "person": person,
            },
        )
        if made:
            user.groups.add(Group.objects.get(name=entry["role"]))
            SectionGrant.objects.bulk_create(
                SectionGrant(user=user, section=known_sections[slug], role=role)
                for slug, role in entry.get("sections", {}).items()
            )
        found[entry["person"]] = user
    return found


def _lines(entry: dict[str, Any]) -> str:
    return "\n".join(entry.get("aliases", []))
