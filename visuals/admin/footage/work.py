"""Where a programme stands: what a page asks for every two seconds while something is being done, and the deeds."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from visuals.lifecycle import footage as lifecycle
from visuals.models import Footage, FootageVersion
from visuals.pipeline.video import wording


def urls(footage_admin: admin.ModelAdmin) -> list[URLPattern]:
    def room(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            looks = request.method != "POST"
            may = footage_admin.has_view_permission if looks else footage_admin.has_change_permission
            if not may(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return path(address, footage_admin.admin_site.admin_view(opened), name=f"visuals_footage_{name}")

    return [
        room("<int:pk>/state/", require_safe(state), "state"),
        room("<int:pk>/work/", require_safe(work), "work"),
        room("<int:pk>/work/<slug:deed>/", require_POST(do), "do"),
    ]


def state(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: a word, and how far it is."""
    footage = get_object_or_404(Footage.objects.with_progress(), pk=pk)
    return _fresh(render(request, "desk/footage/_state.html", {"footage": footage}))


def work(request: HttpRequest, pk: int) -> HttpResponse:
    """The jobs, the versions, and what can be done."""
    footage = get_object_or_404(Footage.objects.with_progress().select_related("active"), pk=pk)
    return _fresh(render(request, "desk/footage/_work.html", standing(request, footage)))


def standing(request: HttpRequest, footage: Footage) -> dict[str, Any]:
    """Everything the panel shows. Two queries: jobs with their version, versions."""
    versions = list(footage.versions.all())
    latest = versions[0].pk if versions else None
    jobs = [job for job in footage.jobs.select_related("version") if job.version_id in (None, latest)]
    states = {job.state for job in jobs}
    pausing = any(job.not_before for job in jobs)
    return {
        "footage": footage,
        "jobs": [(job, wording.why(job.error_code)) for job in jobs],
        "versions": versions,
        "why": wording.why(footage.reject_code),
        "may": {
            "cancel": bool(states & {"queued", "running"}),
            "retry": footage.state != Footage.State.REJECTED and (bool(states & {"failed", "cancelled"}) or pausing),
            "reencode": bool(footage.file) and not states & {"queued", "running"}
            and footage.state != Footage.State.REJECTED,
        } if request.user.has_perm("visuals.change_footage") else {},
    }  # fmt: skip


def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    footage = get_object_or_404(Footage, pk=pk)
    verbs = {"cancel": lifecycle.cancel, "retry": lifecycle.retry, "reencode": lifecycle.reencode}
    try:
        if deed == "activate":
            version = get_object_or_404(FootageVersion, footage=footage, number=_number(request))
            lifecycle.activate(version, by=request.user)
        elif deed in verbs:
            verbs[deed](footage, by=request.user)
        else:
            raise Http404
    except lifecycle.NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, DONE[deed]())
    return HttpResponseRedirect(reverse("admin:visuals_footage_change", args=[pk]))


DONE = {
    "cancel": lambda: _("Cancelled. What was finished before stays."),
    "retry": lambda: _("It is tried again."),
    "reencode": lambda: _("A new version is being made; readers get it when it is complete."),
    "activate": lambda: _("Readers get this version from now on."),
}


def _number(request: HttpRequest) -> int:
    number = request.POST.get("version", "")
    if not number.isdigit() or len(number) > 5:
        raise Http404
    return int(number)


def _fresh(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
