"""The working copy of a front: changed step by step, each step can be taken back, and none of it reaches readers."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle import Refused
from fronts.body.layout import Layout
from fronts.lifecycle.desk import demand_version, layout_of, locked
from fronts.models import Front
from people.lifecycle import record
from people.models import User

Change = Callable[[Layout], Layout]
STEPS_BACK = 30


@transaction.atomic
def arrange(
    section: int | None, change: Change, *, by: User | None, version: int, at: datetime | None = None, told: str = ""
) -> Front:
    """One step. ``version``: of the working copy that was looked at. ``at``: the moment that was looked at, for a
    first step starts from what stands then. ``told``: the step in words, for the log."""
    front = locked(section)
    demand_version(front, version)
    before = layout_of(front, at)
    after = change(before)
    if after == before:
        return front
    front.earlier = [*front.earlier, front.layout][-STEPS_BACK:]
    front.layout = after.dump()
    return _keep(front, by, "arrange", told)


@transaction.atomic
def undo(section: int | None, *, by: User | None, version: int) -> Front:
    front = locked(section)
    demand_version(front, version)
    if not front.earlier:
        raise Refused(_("There is no step to take back."))
    *front.earlier, front.layout = front.earlier
    return _keep(front, by, "take back a step")


@transaction.atomic
def discard(section: int | None, *, by: User | None, version: int) -> Front:
    """Back to what readers have."""
    front = locked(section)
    demand_version(front, version)
    front.earlier, front.layout = [], {}
    return _keep(front, by, "discard arrangement")


def _keep(front: Front, by: User | None, verb: str, told: str = "") -> Front:
    front.version += 1
    front.changed_at, front.changed_by = timezone.now(), by
    front.save(update_fields=["layout", "earlier", "version", "changed_at", "changed_by"])
    record(verb, front, by=by, after={"version": front.version, **({"step": told} if told else {})})
    return front
