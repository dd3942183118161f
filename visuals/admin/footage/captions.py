"""Captions and chapters of a programme: brought as files, read in sentences, approved by somebody."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kit.durations import clock
from visuals import lifecycle
from visuals.forms.captions import CaptionsForm
from visuals.lifecycle import footage as programmes
from visuals.models import Footage, MediaJob, TextTrack
from visuals.pipeline.captions import vtt
from visuals.pipeline.video import wording


def urls(footage_admin: admin.ModelAdmin) -> list[URLPattern]:
    def room(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        def opened(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            verb = "change" if request.method == "POST" else "view"
            if not request.user.has_perm(f"visuals.{verb}_texttrack"):
                raise PermissionDenied
            return view(request, footage_admin, get_object_or_404(Footage, pk=pk), **kwargs)

        guarded = footage_admin.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(opened))
        return path(address, guarded, name=f"visuals_footage_{name}")

    return [
        room("<int:pk>/captions/", captions, "captions"),
        room("<int:pk>/captions/<int:track>/", words, "words"),
    ]


def captions(request: HttpRequest, footage_admin: admin.ModelAdmin, footage: Footage) -> HttpResponse:
    """All tracks with their deeds, a form for another one, and the chapters as a list one can paste."""
    form = CaptionsForm(initial={"language": settings.SITE_LANGUAGE})
    context: dict[str, Any] = {"refused": []}
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        if deed is _take:
            form = CaptionsForm(request.POST, request.FILES)
        try:
            if deed(request, footage, form):
                return HttpResponseRedirect(reverse("admin:visuals_footage_captions", args=[footage.pk]))
        except lifecycle.CaptionsRefused as refusal:
            context = {"refused": refusal.sentences, "of_chapters": deed is _chapters}
    typed = request.POST.get("chapters") if context["refused"] and context.get("of_chapters") else None
    context |= {
        "form": form,
        "tracks": footage.tracks.with_lines(),
        "chapters": "\n".join(f"{clock(one.start_ms)} {one.title}" for one in footage.chapters.all())
        if typed is None
        else typed,
        "may": request.user.has_perm("visuals.change_texttrack"),
        "listening": _listening(footage),
    }
    return _page(request, footage_admin, footage, "desk/footage/captions.html", context)


def _listening(footage: Footage) -> dict[str, Any] | None:
    """Where the captions from the sound stand; None: they cannot be had here, and nothing is shown."""
    if not settings.SPEECH_COMMAND or not footage.probe or not footage.has_audio:
        return None
    job = footage.jobs.filter(kind=MediaJob.Kind.SPEECH).first()
    return {
        "job": job,
        "open": job is not None and job.state in (MediaJob.State.QUEUED, MediaJob.State.RUNNING),
        "why": wording.why(job.error_code) if job else "",
        "language": job.language if job else settings.SITE_LANGUAGE,
    }


def words(request: HttpRequest, footage_admin: admin.ModelAdmin, footage: Footage, track: int) -> HttpResponse:
    """The whole track as text, to be mended by hand; read by the same rules as a file."""
    one = get_object_or_404(footage.tracks, pk=track)
    text, refused = request.POST.get("text"), []
    if text is not None:
        try:
            taken = lifecycle.rewrite_captions(one, text, by=request.user)
        except lifecycle.CaptionsRefused as refusal:
            refused = refusal.sentences
        else:
            _say(request, _("The words are kept."), taken.hints)
            return HttpResponseRedirect(reverse("admin:visuals_footage_captions", args=[footage.pk]))
    context = {
        "track": one,
        "text": vtt(one.cues.all()) if text is None else text,
        "refused": refused,
        "may": request.user.has_perm("visuals.change_texttrack"),
    }
    return _page(request, footage_admin, footage, "desk/footage/words.html", context)


def _page(
    request: HttpRequest, footage_admin: admin.ModelAdmin, footage: Footage, template: str, context: dict[str, Any]
) -> HttpResponse:
    around = {**footage_admin.admin_site.each_context(request), "opts": footage_admin.opts, "footage": footage}
    failed = bool(context["refused"] or getattr(context.get("form"), "errors", None))
    return render(request, template, around | context, status=422 if failed else 200)


def _take(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    if not form.is_valid():
        return False
    typed = form.cleaned_data
    taken = lifecycle.take_captions(
        footage,
        form.data_sent,
        by=request.user,
        kind=typed["kind"],
        language=typed["language"].strip(),
        label=typed["label"],
        encoding=typed["encoding"],
        begins_at_ms=typed["begins_at"],
        source=TextTrack.Source.FILE if typed["file"] else TextTrack.Source.TYPED,
    )
    lines = taken.track.cues.count()
    told = ngettext("%(count)s line was read.", "%(count)s lines were read.", lines) % {"count": lines}
    if taken.encoding and not taken.encoding.startswith("utf"):
        told += " " + _("The file was read as %(encoding)s: do its umlauts look right?") % {"encoding": taken.encoding}
    _say(request, told + " " + _("It is a draft: readers see it once it is approved."), taken.hints)
    return True


def _chapters(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    hints = lifecycle.set_chapters(footage, request.POST.get("chapters", ""), by=request.user)
    _say(request, _("The chapters are kept."), hints)
    return True


def _listen(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    try:
        programmes.order_captions(footage, request.POST.get("language", "").strip(), by=request.user)
    except programmes.NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Captions are being written from the sound. They will stand here as a draft."))
    return True


def _approve(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    lifecycle.approve_captions(_track(request, footage), by=request.user)
    messages.success(request, _("Readers see these captions from now on."))
    return True


def _take_back(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    lifecycle.take_back_captions(_track(request, footage), by=request.user)
    messages.success(request, _("Readers no longer see these captions."))
    return True


def _drop(request: HttpRequest, footage: Footage, form: CaptionsForm) -> bool:
    lifecycle.drop_captions(_track(request, footage), by=request.user)
    messages.success(request, _("The captions are gone."))
    return True


def _track(request: HttpRequest, footage: Footage) -> TextTrack:
    key = request.POST.get("track", "")
    return get_object_or_404(footage.tracks, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0)


def _say(request: HttpRequest, told: str, hints: list[str]) -> None:
    messages.success(request, told)
    for hint in hints:
        messages.warning(request, hint)


DEEDS: dict[str, Callable[[HttpRequest, Footage, CaptionsForm], bool]] = {
    "take": _take,
    "chapters": _chapters,
    "listen": _listen,
    "approve": _approve,
    "take_back": _take_back,
    "drop": _drop,
}
