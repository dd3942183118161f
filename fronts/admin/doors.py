"""Whose front is it? The home page belongs to who sees every section, a section's front to who publishes there."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Section, SectionGrant
from people.models import User

HOME = "home"


@dataclass(frozen=True)
class Place:
    """The front that an address means, and the moment that is looked at: ``at`` is None for now."""

    section: Section | None
    at: datetime | None

    @property
    def key(self) -> int | None:
        return self.section.pk if self.section else None

    @property
    def which(self) -> str:
        return str(self.section.pk) if self.section else HOME

    @property
    def name(self) -> str:
        return self.section.name if self.section else _("Front page")

    def url(self, page: str = "arrange") -> str:
        return reverse(f"admin:fronts_front_{page}", args=[self.which])


def may_arrange(user: User, section: Section | None) -> bool:
    if not user.has_perm("fronts.arrange_front"):
        return False
    return user.has_perm("articles.see_all_sections") or (section is not None and section in own_sections(user))


def own_sections(user: User) -> list[Section]:
    """Those whose fronts they may arrange."""
    if user.has_perm("articles.see_all_sections"):
        return list(Section.objects.all())
    grants = SectionGrant.objects.filter(user=user).exclude(role=SectionGrant.Role.TRAINEE)
    return list(Section.objects.filter(pk__in=grants.values("section")))


def place_of(request: HttpRequest, which: str) -> Place:
    """Fronts are public, so a foreign one is forbidden and not missing."""
    if not request.user.has_perm("fronts.arrange_front"):
        raise PermissionDenied
    section = None
    if which != HOME:
        known = which.isascii() and which.isdigit() and len(which) < 10
        section = Section.objects.filter(pk=which).first() if known else None
        if section is None:
            raise Http404
    if not may_arrange(request.user, section):
        raise PermissionDenied
    return Place(section, moment_asked((request.POST or request.GET).get("at", "")))


def moment_asked(typed: str) -> datetime | None:
    """What stands in the address, or what a field of a form sends: then by the clock here. Anything else is now."""
    try:
        moment = parse_datetime(typed.strip().replace(" ", "+"))
    except ValueError:
        return None
    if moment is None or not 1900 <= moment.year <= 2200:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def known_to(user: User) -> Q | None:
    """Which editions may be drawn for them: what readers have anyway, and what they may open."""
    if user.has_perm("articles.see_all_sections"):
        return None
    mine = Article.objects.visible_to(user)
    return Q(pk__in=Edition.objects.once_live().values("pk")) | Q(article__in=mine.values("pk"))
