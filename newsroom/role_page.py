"""Who may do what, on one page: drawn from the table that also sets up the groups, so the two cannot differ."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import SectionGrant
from newsroom.roles import ROLES, WORDS, Grants
from people.models import User

#: letters of one cell, as one says them
MAY = {
    "": "",
    "v": _("see"),
    "avc": _("see, add, change"),
    "avcd": _("see, add, change, delete"),
}
ALL_SECTIONS = "articles.see_all_sections"


@dataclass(frozen=True)
class Right:
    """One line of the table: what it is about, and for each role in which words it may, or ``""``."""

    about: str | Promise
    cells: list[str | Promise]


@require_safe
def role_page(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    """For everybody at the desk to read: nobody has to guess why a button is missing."""
    members = members_by_role()
    context = {
        **site.each_context(request),
        "title": _("Roles"),
        "roles": [
            {
                "name": name,
                "label": WORDS[name][0],
                "sentence": WORDS[name][1],
                "members": members.get(name, []),
                "everywhere": ALL_SECTIONS in ROLES[name],
            }
            for name in ROLES
        ],
        "deeds": deeds(),
        "lists": lists(site),
        "others": members.get("", []),
    }
    return TemplateResponse(request, "desk/roles.html", context)


def members_by_role() -> dict[str, list[User]]:
    """Who holds which role, with the sections granted; under ``""`` those at the desk who hold none. Three queries."""
    grants = SectionGrant.objects.select_related("section").order_by("section__position", "section__name")
    users = User.objects.filter(is_staff=True, is_active=True).order_by("last_name", "first_name", "username")
    found: dict[str, list[User]] = {}
    for user in users.prefetch_related("groups", Prefetch("section_grants", grants)):
        for name in [group.name for group in user.groups.all() if group.name in ROLES] or [""]:
            found.setdefault(name, []).append(user)
    return found


def deeds() -> list[Right]:
    """The rights that are no mere adding, seeing, changing, deleting: publish, correct, withdraw and so on."""
    codes = dict.fromkeys(code for grants in ROLES.values() for code, letters in grants.items() if not letters)
    words = {
        f"{model._meta.app_label}.{code}": said for model in apps.get_models() for code, said in model._meta.permissions
    }
    return [Right(words[code], [_in_sections(grants, code) for grants in ROLES.values()]) for code in codes]


def lists(site: admin.AdminSite) -> list[Right]:
    """What has a list of its own; what hangs on such a row (a byline, a person shown) follows it."""
    names = getattr(site, "names", {})
    known = {
        model._meta.label_lower: names.get(model._meta.label, model._meta.verbose_name_plural)
        for model in site._registry
    }
    named = dict.fromkeys(label for grants in ROLES.values() for label in grants if label in known)
    return [
        Right(_capital(known[label]), [_said(grants.get(label, "")) for grants in ROLES.values()]) for label in named
    ]


def rights_of(name: str, site: admin.AdminSite) -> list[tuple[str | Promise, str | Promise]]:
    """The lines of the table that one role has something in."""
    column = list(ROLES).index(name)
    return [(right.about, right.cells[column]) for right in [*deeds(), *lists(site)] if right.cells[column]]


def _in_sections(grants: Grants, code: str) -> str | Promise:
    if code not in grants:
        return ""
    if code == ALL_SECTIONS or ALL_SECTIONS in grants:
        return _("yes")
    return _("in own sections")


def _said(letters: str) -> str | Promise:
    return MAY["".join(letter for letter in "avcd" if letter in letters)]


def _capital(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
