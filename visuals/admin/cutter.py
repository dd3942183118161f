"""The cutter: a programme on a player with its storyboard, and beside it what a segment of it is called."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from topics.models import Tag
from topics.search import TAGS
from visuals.admin import cutter_material
from visuals.forms.cutting import CutForm
from visuals.lifecycle import cutting, stills
from visuals.lifecycle.footage import NotPossible, extract
from visuals.models import Clip, Footage


def urls(footage_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def opened(request: HttpRequest, pk: int) -> HttpResponse:
            if not (footage_admin.has_view_permission(request) and request.user.has_perm("visuals.change_clip")):
                raise PermissionDenied
            programmes = Footage.objects.select_related("active")
            return view(request, footage_admin.admin_site, get_object_or_404(programmes, pk=pk))

        return footage_admin.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(opened))

    return [path("<int:pk>/cut/", door(cut), name="visuals_footage_cut")]


def cut(request: HttpRequest, site: admin.AdminSite, footage: Footage) -> HttpResponse:
    if request.method == "POST" and "undo" in request.POST:
        return _undo(request, footage)
    if request.method == "POST" and "extract" in request.POST:
        return _extract(request, footage)
    clip = _asked(request, footage)
    form = _form(request, site, clip)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, form)
        except cutting.CutRefused as refusal:
            for name, sentence in refusal.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            _poster(request, kept, form.cleaned_data["poster_ms"])
            return HttpResponseRedirect(f"{_address(footage)}?at={kept.out_ms or 0}&made={kept.pk}")
    context = {
        **site.each_context(request),
        "opts": Footage._meta,
        "title": str(footage),
        "footage": footage,
        "clip": clip,
        "form": form,
        "media": form.media,
        "segments": cutter_material.segments(footage),
        "material": cutter_material.material(footage, clip),
        "transcript": cutter_material.transcript(footage),
        "rights": cutter_material.rights(footage),
        "can_grab": stills.can_take(footage),
        "made": footage.clips.filter(pk=_number(request, "made")).first(),
    }
    return render(request, "desk/cutter/cut.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, footage: Footage) -> Clip:
    """The segment that is changed (``?clip=``), or a new one."""
    if "clip" in request.GET:
        clip = get_object_or_404(footage.clips, pk=_number(request, "clip"))
    else:
        clip = Clip(recorded_on=footage.broadcast_on)
    clip.footage = footage
    return clip


def _form(request: HttpRequest, site: admin.AdminSite, clip: Clip) -> CutForm:
    form = CutForm(request.POST if request.method == "POST" else None, instance=clip)
    form.user = request.user
    for name, kind in (("poster", AutocompleteSelect), ("people", AutocompleteSelectMultiple)):
        field: Any = form.fields[name]
        # The field's own choices, as the admin hands them over: rows that are chosen, and no others.
        widget = kind(_relation(name), site, choices=field.choices)
        widget.is_required = False
        field.widget = widget
    return form


def _relation(name: str) -> models.Field[Any, Any]:
    found: models.Field[Any, Any] = Clip._meta.get_field(name)  # type: ignore[assignment]
    return found


def _keep(request: HttpRequest, form: CutForm) -> Clip:
    typed = form.cleaned_data
    kept = cutting.keep_cut(form.instance, by=request.user, people=typed["people"], tags=typed["tags"])
    if told := form.told():
        messages.info(request, told)
        TAGS.keep(*Tag.objects.filter(name__in=form.new_tags).values_list("pk", flat=True))
    return kept


def _poster(request: HttpRequest, clip: Clip, at_ms: int | None) -> None:
    """The cut is kept in any case; that its poster is not there is said."""
    if at_ms is None:
        return
    try:
        stills.give_poster(clip, at_ms, by=request.user)
    except stills.NoStill as refusal:
        messages.warning(request, str(refusal))


def _undo(request: HttpRequest, footage: Footage) -> HttpResponse:
    if not request.user.has_perm("visuals.delete_clip"):
        raise PermissionDenied
    clip = get_object_or_404(footage.clips, pk=_number(request, "undo", request.POST))
    at = clip.in_ms or 0
    try:
        cutting.take_back_cut(clip, by=request.user)
    except cutting.CutRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("The cut “%(name)s” is taken back.") % {"name": clip.headline})
    return HttpResponseRedirect(f"{_address(footage)}?at={at}")


def _extract(request: HttpRequest, footage: Footage) -> HttpResponse:
    """The cut as a file of its own; the new clip is where one goes on."""
    if not (request.user.has_perm("visuals.add_footage") and request.user.has_perm("visuals.add_clip")):
        raise PermissionDenied
    clip = get_object_or_404(footage.clips, pk=_number(request, "extract", request.POST))
    try:
        made = extract(clip, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{_address(footage)}?clip={clip.pk}")
    messages.success(request, _("A file of its own is being made. This is its video, with rights of its own."))
    return HttpResponseRedirect(reverse("admin:visuals_clip_change", args=[made.pk]))


def _address(footage: Footage) -> str:
    return reverse("admin:visuals_footage_cut", args=[footage.pk])


def _number(request: HttpRequest, name: str, sent: Any = None) -> int:
    typed = (request.GET if sent is None else sent).get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
