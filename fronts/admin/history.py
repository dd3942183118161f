"""What stood on a front and what is planned: look at it, take it up again, call a plan off."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fronts import lifecycle
from fronts.admin import doors
from fronts.models import Front, FrontEdition

MOST = 100
DEEDS = ("call-off", "take-up")


def editions(request: HttpRequest, which: str) -> HttpResponse:
    place = doors.place_of(request, which)
    front = Front.objects.of(place.key).first()
    found = FrontEdition.objects.of(place.key).not_empty().select_related("printed_by")[:MOST]
    now = timezone.now()
    rows = [{"edition": edition, "state": _state(edition, now)} for edition in found]
    context = {
        **admin.site.each_context(request),
        "opts": Front._meta,
        "title": _("History of %(front)s") % {"front": place.name},
        "place": place,
        "rows": rows,
        "version": front.version if front else 0,
    }
    return TemplateResponse(request, "desk/fronts/history.html", context)


def deed(request: HttpRequest, which: str, number: int, deed: str) -> HttpResponse:
    place = doors.place_of(request, which)
    if deed not in DEEDS:
        raise Http404
    edition = get_object_or_404(FrontEdition.objects.of(place.key).select_related("front"), number=number)
    version = request.POST.get("version", "")
    try:
        if deed == "call-off":
            lifecycle.call_off(edition, by=request.user)
            messages.success(request, _("Called off. What stood before it stays."))
            return HttpResponseRedirect(place.url("editions"))
        lifecycle.take_up(edition, by=request.user, version=int(version) if version.isdecimal() else -1)
    except lifecycle.Refused as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(place.url("editions"))
    messages.success(request, _("Taken up as the working copy. Readers see it once you publish it."))
    return HttpResponseRedirect(place.url())


def _state(edition: FrontEdition, now: object) -> str:
    if edition.live_from > now:
        return "planned"
    return "live" if edition.live_until is None or edition.live_until > now else "over"
