"""One front on a true picture of the page: now, at any minute to come, at any that was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from fronts.admin import doors, pool, telling, timeline
from fronts.admin.doors import Place
from fronts.body import sight
from fronts.body.layout import Layout, read
from fronts.forms import AddAreaForm, AreaForm, PinForm, PublishForm, RuleForm
from fronts.models import Front, FrontEdition

READERS = "readers"


@dataclass(frozen=True)
class Looked:
    """What the desk looks at: the working copy where there is one (unless readers' state is asked for), at a moment."""

    place: Place
    front: Front | None
    at: datetime
    layout: Layout | None  # None: what is printed for that moment
    known: sight.Known  # what may be drawn for whoever looks

    @property
    def version(self) -> int:
        return self.front.version if self.front else 0

    @property
    def has_work(self) -> bool:
        return bool(self.front and self.front.layout)


def look_of(request: HttpRequest, which: str) -> Looked:
    place = doors.place_of(request, which)
    front = Front.objects.of(place.key).select_related("changed_by").first()
    work = front.layout if front and request.GET.get("show") != READERS else None
    layout = read(work) if work else None
    return Looked(place, front, place.at or timezone.now(), layout, doors.known_to(request.user))


@csp_update({"frame-src": [SELF]})
def arrange(request: HttpRequest, which: str) -> HttpResponse:
    looked = look_of(request, which)
    seen = sight.look(looked.place.key, looked.place.at, looked.layout, looked.known)
    time = timeline.timeline(looked.place, looked.layout, looked.known)
    slots = telling.slots_of(seen, looked.at)
    chosen = next((slot for slot in slots if slot.id == request.GET.get("slot")), slots[0])
    area = next(shown.area for shown in seen.areas if any(item.slot.id == chosen.id for item in shown.items))
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the page needs the width
        "opts": Front._meta,
        "title": looked.place.name,
        "looked": looked,
        "place": looked.place,
        "heading": _heading(looked),
        "slots": slots,
        "chosen": chosen,
        "area": area,
        "areas": telling.areas_of(seen),
        "time": time,
        "pool": pool.pool(request, looked.place, slots),
        "clips": pool.clips(slots) if area.kind == "strip" else None,
        "findings": telling.findings(seen, slots, _pinned(request, seen), looked.at),
        "printed": seen.printed,
        "planned": FrontEdition.objects.of(looked.place.key).planned().order_by("live_from"),
        "forms": _forms(looked, chosen, area),
        "shows_readers": looked.has_work and looked.layout is None,
    }
    return TemplateResponse(request, "desk/fronts/arrange.html", context)


def _heading(looked: Looked) -> str:
    if looked.place.at is None:
        return _("%(front)s now") % {"front": looked.place.name}
    moment = timezone.localtime(looked.at)
    return _("%(front)s at %(time)s") % {"front": looked.place.name, "time": f"{moment:%H:%M}"}


def _pinned(request: HttpRequest, seen: sight.Sight) -> dict[int, Article]:
    """The stories that are pinned somewhere, as far as one may know of them."""
    keys = [item.slot.pin.key for shown in seen.areas for item in shown.items if item.slot.pin]
    return Article.objects.visible_to(request.user).with_state().in_bulk(keys) if keys else {}


def _forms(looked: Looked, chosen: telling.Told, area: Any) -> dict[str, Any]:
    pin, rule = chosen.slot.pin, chosen.slot.rule
    return {
        "pin": PinForm(initial={"since": pin.since, "until": pin.until, "headline": pin.headline} if pin else None),
        "rule": RuleForm(initial=rule.model_dump()),
        "area": AreaForm(initial={"title": area.title, "count": len(area.slots)}),
        "add": AddAreaForm(),
        "publish": PublishForm(initial={"moment": looked.place.at}),
        "may_move": area.kind != "opening",
        "says": _("pinned") if pin else _("by rule"),
    }
