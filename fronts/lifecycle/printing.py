"""From the working copy of a front to its edition: publish, plan, call off, take up what once stood there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle import Refused
from fronts.body.layout import read
from fronts.lifecycle.desk import demand_version, layout_of, locked, now_of
from fronts.models import Front, FrontEdition
from kit.moments import said
from people.lifecycle import record
from people.models import User


@transaction.atomic
def publish(
    section: int | None,
    *,
    by: User | None,
    version: int,
    at: datetime | None = None,
    name: str = "",
    now: datetime | None = None,
) -> FrontEdition:
    """One act: this arrangement stands from now on, or from ``at``. Where another one is planned, that one follows."""
    front = locked(section)
    demand_version(front, version)
    now = now.replace(microsecond=0) if now else now_of(front)
    start = at.replace(microsecond=0) if at else now
    if at and start <= now:
        raise Refused(_("That moment has already passed. Choose a later one, or publish now."))
    if not front.layout:
        raise Refused(_("There is nothing to publish: the arrangement is the one that readers have."))
    layout = layout_of(front, start)
    until = _make_room(front, start)
    last = front.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = FrontEdition.objects.create(
        front=front, number=last + 1, name=name.strip()[:60], layout=layout.dump(), live_from=start, live_until=until,
        printed_by=by,
    )  # fmt: skip
    front.layout, front.earlier, front.version = {}, [], front.version + 1
    front.changed_at, front.changed_by = timezone.now(), by
    front.save(update_fields=["layout", "earlier", "version", "changed_at", "changed_by"])
    told = {"edition": edition.number, "from": start.isoformat(), "name": edition.name}
    record("publish" if start == now else "schedule", front, by=by, after=told)
    return edition


def _make_room(front: Front, start: datetime) -> datetime | None:
    """End what covers ``start``; the next plan ends the new one. A plan for the very same second is replaced."""
    spans = front.editions.not_empty()
    upcoming = spans.filter(live_from__gt=start).order_by("live_from").values_list("live_from", flat=True).first()
    spans.live(start).update(live_until=start)
    return upcoming


@transaction.atomic
def call_off(edition: FrontEdition, *, by: User | None) -> FrontEdition:
    """Take back a plan. Its time goes to the edition before it, so that no gap opens."""
    front = locked(edition.front.section_id)
    edition = front.editions.get(pk=edition.pk)
    if edition.live_from <= now_of(front) or edition.live_until == edition.live_from:
        raise Refused(_("Only an edition that has not appeared yet can be called off."))
    end, edition.live_until = edition.live_until, edition.live_from
    edition.save(update_fields=["live_until"])
    front.editions.not_empty().filter(live_until=edition.live_from).update(live_until=end)
    record("call off", front, by=by, before={"edition": edition.number, "from": edition.live_from.isoformat()})
    return edition


@transaction.atomic
def take_up(edition: FrontEdition, *, by: User | None, version: int) -> Front:
    """What once stood there becomes the working copy. Readers see it when it is published."""
    front = locked(edition.front.section_id)
    demand_version(front, version)
    front.earlier = [*front.earlier, front.layout]
    front.layout = read(edition.layout).dump()
    front.version += 1
    front.changed_at, front.changed_by = timezone.now(), by
    front.save(update_fields=["layout", "earlier", "version", "changed_at", "changed_by"])
    told = {"edition": edition.number, "from": said(edition.live_from)}
    record("restore", front, by=by, after=told)
    return front
