"""The tools beside the story: which there are, and for whom. To add one, add a line to ``PANELS``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin import doors
from articles.lifecycle import relating
from articles.models import PRINTED, Article, Edition


@dataclass(frozen=True)
class Panel:
    """A tab beside the story. Its content is a fragment of HTML at an address of its own, asked for when it is opened.

    ``<desk-panel>`` reads ``data-count`` (and ``data-bad``) on the fragment's first element for the number on the tab.
    """

    name: str
    title: str | Promise
    icon: str
    #: name of the fragment's address, which takes the story's key; empty: one of ``beside.FRAGMENTS``
    url: str = ""
    #: asked for even while it is closed, because its number matters before anybody looks
    eager: bool = False
    #: its tab shows itself only while there is something to do in it
    if_any: bool = False
    #: gets the form as it stands, unsaved, by POST; again a while after the last key
    reads_text: bool = False
    offered: Callable[[HttpRequest, Article], bool] = lambda request, story: True

    def address(self, story: Article) -> str:
        if self.url:
            return reverse(f"admin:{self.url}", args=[story.pk])
        return reverse("admin:articles_article_side", args=[story.pk, self.name])


def may_print(request: HttpRequest, story: Article) -> bool:
    return any(request.user.has_perm(f"articles.{deed}_article") for deed in ("publish", "correct", "withdraw"))


#: in the order of the tabs; the first one is open when nothing else is remembered
PANELS = (
    Panel("why", _("Check"), "check", url="articles_article_check", eager=True, reads_text=True),
    Panel("workflow", _("Workflow"), "swap", url="articles_article_workflow"),
    Panel("remarks", _("Remarks"), "note", url="articles_article_remarks", eager=True),
    Panel("topics", _("Topics"), "tag", url="articles_article_topics", reads_text=True),
    Panel("videos", _("Videos"), "clip", url="articles_article_related", reads_text=True),
    Panel("versions", _("Versions"), "history"),
    Panel("plan", _("Appearing"), "planned", offered=may_print),
    Panel("rights", _("Rights"), "rights", url="articles_article_rights", eager=True, if_any=True),
    Panel("uses", _("Where"), "link", url="articles_article_uses_of_story"),
    Panel("preview", _("Preview"), "eye"),
)
#: sheets and scripts of the story's page, in order; whoever adds a panel adds what it needs
STYLES = (
    "css/desk/story.css",
    "css/desk/sheet.css",
    "css/desk/chips.css",
    "css/desk/side.css",
    "css/desk/preview.css",
    "css/desk/topics.css",
    "css/desk/videos.css",
    "css/desk/workflow.css",
    "css/desk/keeping.css",
    "css/desk/cuts.css",
)
SCRIPTS = (
    "js/desk/story.js",
    "js/desk/unsaved-text.js",
    "js/desk/presence.js",
    "js/desk/merge.js",
    "js/desk/who-wrote.js",
    "js/desk/side.js",
    "js/desk/heads.js",
    "js/desk/chips.js",
    "js/desk/lead-picture.js",
    "js/desk/series.js",
    "js/desk/preview.js",
    "js/desk/topics.js",
    "js/desk/videos.js",
    "js/desk/lint.js",
    "js/desk/workflow.js",
    "js/desk/remarks.js",
    "js/desk/same-place.js",
)
#: what a deed calls the place it sends back to, where that is only a part of a panel
PARTS = {"correction": "plan", "withdraw": "plan"}


def tabs(request: HttpRequest, story: Article) -> list[tuple[Panel, str]]:
    """The panels of one person and story, each with the address of its fragment."""
    return [(panel, panel.address(story)) for panel in PANELS if panel.offered(request, story)]


def asked_for(request: HttpRequest) -> str:
    """The panel that the address names (``?open=why``), or none."""
    name = request.GET.get("open", "")
    name = PARTS.get(name, name)
    return name if any(panel.name == name for panel in PANELS) else ""


def beside(request: HttpRequest, story: Article) -> dict[str, Any]:
    """What the story's page says at once: the bar on top, and the tabs. Everything else waits until it is opened."""
    return {
        **state_of(story),
        "may": {"publish": doors.may(request.user, "publish", story)},
        "tabs": tabs(request, story),
        "asked_panel": asked_for(request),
    }


def state_of(story: Article) -> dict[str, Any]:
    """Where the story is: live, planned, both, or neither."""
    live = story.editions.live().first()
    planned = list(story.editions.planned().order_by("live_from"))
    return {
        "live": live,
        "planned": planned,
        "shown_state": _state(story, live, planned),
        "embargoed": bool(story.embargo_until and story.embargo_until > timezone.now()),
        "unpublished": bool(live) and _differs(story, live),
    }


def _state(story: Article, live: Edition | None, planned: list[Edition]) -> str:
    if live:
        return "live"
    if planned:
        return "planned"
    return "withdrawn" if story.editions.once_live().exists() else story.stage


def _differs(story: Article, edition: Edition) -> bool:
    names = {field.attname for field in Article._meta.concrete_fields if field.name in PRINTED}
    if any(getattr(story, name) != getattr(edition, name) for name in names):
        return True
    return relating.to_be_printed(story) != edition.facts.get("videos", [])
