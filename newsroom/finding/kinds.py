"""What can be found at the desk, how one hit is told in a line, and whom it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.search import STORIES
from kit.durations import clock
from kit.search import Index
from people.models import Person, Role
from people.search import PERSONS
from topics.models import Tag
from topics.search import TAGS
from visuals.models import Clip, Image
from visuals.search import CLIPS, PICTURES

STATES = {
    "draft": gettext_lazy("Draft"),
    "ready": gettext_lazy("Ready"),
    "planned": gettext_lazy("Planned"),
    "live": gettext_lazy("Live"),
    "withdrawn": gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True)
class Kind:
    """``loaded`` brings what ``told`` touches, in the same number of queries for any number of rows."""

    name: str
    title: str | Promise
    index: Index
    icon: str
    loaded: Callable[[QuerySet[Any]], QuerySet[Any]]
    told: Callable[[Any], tuple[str, str]]

    def open_to(self, request: HttpRequest, site: admin.AdminSite) -> bool:
        registered = site.is_registered(self.index.model)
        return registered and site.get_model_admin(self.index.model).has_view_permission(request)

    def rows(self, request: HttpRequest, site: admin.AdminSite) -> QuerySet[Any]:
        """What this person may see of it, as its own list has it; without what only the list shows."""
        mine = site.get_model_admin(self.index.model).get_queryset(request)
        return mine.prefetch_related(None)

    def hits(self, rows: QuerySet[Any]) -> list[dict[str, Any]]:
        return [self._hit(row) for row in self.loaded(rows)]

    def _hit(self, row: Any) -> dict[str, Any]:
        title, hint = self.told(row)
        opts = row._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        return {
            "kind": self.name,
            "icon": getattr(row, "state", self.icon),
            "title": Truncator(title).chars(120),
            "hint": Truncator(hint).chars(120),
            "url": address,
            "key": row.pk,
        }


def _day(day: Any) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _story(story: Any) -> tuple[str, str]:
    section = story.section.name if story.section else ""
    day = _day(timezone.localtime(story.changed_at))
    return str(story), _joined(story.kicker, STATES[story.state], section, day)


def _picture(image: Image) -> tuple[str, str]:
    return str(image), _joined(image.credit or _("no credit"), _day(image.taken_on))


def _clip(clip: Clip) -> tuple[str, str]:
    length = f"{clock(clip.duration_ms)} min" if clip.duration_ms is not None else ""
    return clip.headline or clip.slug, _joined(_day(clip.recorded_on), length)


def _person(person: Any) -> tuple[str, str]:
    return person.name, person.roles_now[0].title if person.roles_now else ""


def _tag(tag: Tag) -> tuple[str, str]:
    other = tag.merged_into.name if tag.merged_into else ""
    return tag.name, _("merged into %(tag)s") % {"tag": other} if other else ", ".join(tag.aliases.split("\n")[:3])


def _with_roles(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.prefetch_related(Prefetch("roles", Role.objects.held_on(timezone.localdate()), to_attr="roles_now"))


KINDS = (
    Kind(
        "story",
        Article._meta.verbose_name_plural,
        STORIES,
        "para",
        lambda rows: rows.with_state().select_related("section").defer("body"),
        _story,
    ),
    Kind("image", gettext_lazy("Pictures"), PICTURES, "image", lambda rows: rows.for_page(), _picture),
    Kind("clip", gettext_lazy("Clips"), CLIPS, "clip", lambda rows: rows.select_related("footage"), _clip),
    Kind("person", gettext_lazy("Persons"), PERSONS, "person", _with_roles, _person),
    Kind("tag", gettext_lazy("Tags"), TAGS, "tag", lambda rows: rows.select_related("merged_into"), _tag),
)
BY_NAME = {kind.name: kind for kind in KINDS}
MODELS = {"story": Article, "image": Image, "clip": Clip, "person": Person, "tag": Tag}
