"""What every verb does first: take the front's lock, read the database's clock, see that nobody was faster."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.lifecycle import Stale
from fronts.body import sight
from fronts.body.layout import Layout, read
from fronts.models import Front, FrontEdition


def locked(section: int | None) -> Front:
    """The front of this section (None: the home page), made when it is first touched; locked until the commit."""
    fronts = Front.objects.select_for_update(of=("self",)).select_related("section")
    if front := fronts.of(section).first():
        return front
    try:
        with transaction.atomic():
            Front.objects.create(section_id=section)
    except IntegrityError:  # somebody else made it in this very moment
        pass
    return fronts.of(section).get()


def demand_version(front: Front, version: int) -> None:
    if front.version != version:
        raise Stale(_("Somebody arranged this front in the meantime. You see their state now; please look again."))


def now_of(front: Front) -> datetime:
    """Whole seconds, read after the lock: whoever waited must not print into the past."""
    return Front.objects.filter(pk=front.pk).values_list(Now(), flat=True)[0].replace(microsecond=0)


def layout_of(front: Front, at: datetime | None) -> Layout:
    """The working copy, or where there is none the arrangement that readers have at ``at``."""
    if front.layout:
        return read(front.layout)
    printed = FrontEdition.objects.of(front.section_id).live(at).first()
    return read(printed.layout) if printed else sight.unarranged(front.section_id)
