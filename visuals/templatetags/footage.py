"""States of programmes and jobs as shapes and words."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from visuals.models import Footage, MediaJob
from visuals.pipeline.video import wording

register = template.Library()
#: state of a programme or a job → symbol of the desk
SHAPES = {
    "expected": "draft", "uploaded": "clock", "probing": "pulse", "processing": "pulse", "ready": "live",
    "rejected": "must", "failed": "must", "stopped": "pause",
    "queued": "clock", "running": "pulse", "done": "ok", "cancelled": "pause",
}  # fmt: skip


@register.filter
def shape(state: str) -> str:
    return SHAPES[state]


@register.filter
def job(kind: str) -> str:
    return str(MediaJob.Kind(kind).label)


@register.filter
def why(code: str) -> str:
    return wording.why(code)


@register.filter
def rate(footage: Footage) -> str:
    """“29.97 frames a second”."""
    if not footage.fps_num or not footage.fps_den:
        return ""
    fps = round(footage.fps_num / footage.fps_den, 2)
    number = formats.number_format(int(fps) if fps == int(fps) else fps)
    return _("%(number)s frames a second") % {"number": number}
