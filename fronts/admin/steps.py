"""What is pressed, dropped or typed while arranging: one step each, then back to the page it came from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from pydantic import ValidationError

from fronts import lifecycle
from fronts.admin import doors
from fronts.admin.doors import Place
from fronts.body import moves
from fronts.body.layout import Layout, Pin
from fronts.forms import AddAreaForm, AreaForm, PinForm, PublishForm, RuleForm
from kit.moments import said

Posted = Any


class Mistyped(Exception):
    """A form that cannot be taken; ``str()`` says why."""


def step(request: HttpRequest, which: str) -> HttpResponse:
    place = doors.place_of(request, which)
    version, deed = _number(request.POST.get("version")), request.POST.get("deed", "")
    if version is None or deed not in {*STEPS, "undo", "discard"}:
        return HttpResponseBadRequest(_("This step is not understood."))
    try:
        _do(request, place, version, deed)
    except (lifecycle.Refused, Mistyped) as refusal:
        messages.warning(request, str(refusal))
    except LookupError:
        messages.warning(request, _("This place of the page is there no more. You see how it is arranged now."))
    except ValidationError:
        messages.warning(request, _("The page has as many areas and slots as it can have."))
    return _back(request, place)


def _do(request: HttpRequest, place: Place, version: int, deed: str) -> None:
    if deed in ("undo", "discard"):
        verb = lifecycle.undo if deed == "undo" else lifecycle.discard
        verb(place.key, by=request.user, version=version)
        return
    change, told = STEPS[deed](request.POST)
    lifecycle.arrange(place.key, change, by=request.user, version=version, at=place.at, told=told)


def publish(request: HttpRequest, which: str) -> HttpResponse:
    """Now, or from the moment that stands in the form."""
    place = doors.place_of(request, which)
    version, form = _number(request.POST.get("version")), PublishForm(request.POST)
    if version is None:
        return HttpResponseBadRequest(_("This step is not understood."))
    planned = "plan" in request.POST
    if not form.is_valid() or (planned and not form.cleaned_data["moment"]):
        messages.warning(request, _first_error(form) if form.errors else _("Please give a day and a time."))
        return _back(request, place)
    at = form.cleaned_data["moment"] if planned else None
    try:
        edition = lifecycle.publish(place.key, by=request.user, version=version, at=at, name=form.cleaned_data["name"])
    except lifecycle.Refused as refusal:
        messages.warning(request, str(refusal))
        return _back(request, place)
    if at:
        messages.success(request, _("Planned for %(moment)s.") % {"moment": said(edition.live_from)})
        return _back(request, place, at=edition.live_from.isoformat())
    messages.success(request, _("Published. Readers see it now."))
    return _back(request, place, at="")


def _pin(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    slot, key = posted.get("slot", ""), _number(posted.get("story"))
    form = PinForm(posted)
    if not form.is_valid():
        raise Mistyped(_first_error(form))
    if not key:
        raise Mistyped(_("Choose a story for the slot."))
    wish = Pin(key=key, **form.cleaned_data)
    return lambda layout: moves.pin(layout, slot, wish), f"{slot} ← {key}"


def _unpin(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    slot = posted.get("slot", "")
    return lambda layout: moves.unpin(layout, slot), f"{slot} ←"


def _move(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    """A story from one slot to another: pins change places, what came by rule is pinned where it goes."""
    source, target, key = posted.get("source", ""), posted.get("slot", ""), _number(posted.get("story"))

    def change(layout: Layout) -> Layout:
        area, here = moves.find(layout, source)
        other, there = moves.find(layout, target)
        if (area.kind == "strip") != (other.kind == "strip"):
            raise Mistyped(_("Stories and videos do not change places."))
        if here.pin and (not key or here.pin.key == key):
            return moves.swap(layout, source, target)
        if not key:
            raise Mistyped(_("Choose a story for the slot."))
        moved = moves.pin(layout, target, Pin(key=key))
        return moves.pin(moved, source, there.pin) if there.pin and there.pin.key != key else moved

    return change, f"{source} → {target}"


def _rule(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    slot, form = posted.get("slot", ""), RuleForm(posted)
    if not form.is_valid():
        raise Mistyped(_first_error(form))
    wish = form.rule()
    return lambda layout: moves.rule(layout, slot, wish), f"{slot}: {wish.order}"


def _area(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    key, form = posted.get("area", ""), AreaForm(posted)
    if not form.is_valid():
        raise Mistyped(_first_error(form))
    title, count = form.cleaned_data["title"], form.cleaned_data["count"]
    return lambda layout: moves.resize(moves.entitle(layout, key, title), key, count), f"{key}: {count}"


def _add(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    form = AddAreaForm(posted)
    if not form.is_valid():
        raise Mistyped(_first_error(form))
    kind, target = form.cleaned_data["kind"], form.target()
    return lambda layout: moves.add_area(layout, kind, target), f"+ {kind}"


def _remove(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
    key = posted.get("area", "")
    return lambda layout: moves.remove_area(layout, key), f"- {key}"


def _up_or_down(by: int) -> Callable[[Posted], tuple[Callable[[Layout], Layout], str]]:
    def moved(posted: Posted) -> tuple[Callable[[Layout], Layout], str]:
        key = posted.get("area", "")
        return lambda layout: moves.move_area(layout, key, by), f"{key} {'↑' if by < 0 else '↓'}"

    return moved


STEPS: dict[str, Callable[[Posted], tuple[Callable[[Layout], Layout], str]]] = {
    "pin": _pin,
    "unpin": _unpin,
    "move": _move,
    "rule": _rule,
    "area": _area,
    "add": _add,
    "remove": _remove,
    "up": _up_or_down(-1),
    "down": _up_or_down(1),
}


def _back(request: HttpRequest, place: Place, **changed: str) -> HttpResponse:
    kept = {name: request.POST.get(name, "") for name in ("at", "slot", "q")} | changed
    query = urlencode({name: value for name, value in kept.items() if value})
    return HttpResponseRedirect(f"{place.url()}{'?' if query else ''}{query}")


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def _first_error(form: Any) -> str:
    return str(next(iter(next(iter(form.errors.values())))))
