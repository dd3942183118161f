"""What stands beside the story: where it is, what is missing, what may be done, what it was."""

from typing import Any

from django.http import HttpRequest

from articles import lifecycle
from articles.admin import deeds, doors
from articles.forms import CorrectionForm, PlanForm, WithdrawForm
from articles.models import PRINTED, Article, Edition

PANELS = ("why", "preview", "plan", "correction", "withdraw", "versions")
VERSIONS = 12


def beside(request: HttpRequest, story: Article) -> dict[str, Any]:
    """The context of ``desk/story/_*.html``; the number of queries does not depend on the story's length."""
    live = story.editions.live().first()
    planned = list(story.editions.planned().order_by("live_from"))
    obstacles = lifecycle.missing_for_print(story)
    asked = request.GET.get("open", "")
    return {
        "live": live,
        "planned": planned,
        "shown_state": _state(story, live, planned),
        "unpublished": bool(live) and _differs(story, live),
        "obstacles": obstacles,
        "overridable": bool(obstacles) and all(obstacle.overridable for obstacle in obstacles),
        "revisions": story.revisions.select_related("by").defer("body", "fields")[:VERSIONS],
        "editions": story.editions.once_live().select_related("printed_by").defer("body", "pieces", "facts")[:VERSIONS],
        "open_panel": asked if asked in PANELS else "preview",
        "may": {deed: doors.may(request.user, deed, story) for deed in ("publish", "correct", "withdraw")},
        "plan_form": PlanForm(prefix="plan"),
        "correction_form": CorrectionForm(
            prefix="correction", initial=request.session.pop(deeds.KEPT % story.pk, None)
        ),
        "withdraw_form": WithdrawForm(prefix="withdraw"),
    }


def _state(story: Article, live: Edition | None, planned: list[Edition]) -> str:
    if live:
        return "live"
    if planned:
        return "planned"
    return "withdrawn" if story.editions.once_live().exists() else story.stage


def _differs(story: Article, edition: Edition) -> bool:
    names = {field.attname for field in Article._meta.concrete_fields if field.name in PRINTED}
    return any(getattr(story, name) != getattr(edition, name) for name in names)
