"""Small drawings of the desk's templates: an icon, a state as word and shape, a moment as one says it."""

from datetime import datetime, timedelta

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.durations import clock

register = template.Library()

STATES = {
    "draft": _("Draft"),
    "ready": _("Ready"),
    "planned": _("Planned"),
    "live": _("Live"),
    "withdrawn": _("Withdrawn"),
}


@register.simple_tag
def icon(name: str, tone: str = "") -> SafeString:
    """One symbol of the desk's sprite; says nothing to a screen reader, the word beside it does."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>',
        tone,
        static("img/desk/icons.svg"),
        name,
    )


@register.inclusion_tag("desk/_state.html")
def state(name: str, word: str = "") -> dict[str, str]:
    """○ Draft, ◐ Ready, clock Planned, ● Live, ⊘ Withdrawn; ``word`` replaces the usual one (“18:00”)."""
    return {"name": name, "word": word or STATES.get(name, name)}


@register.filter
def brief(moment: datetime) -> str:
    """“today 06:10”, “tomorrow 05:00”, “12 Nov 05:00”: as one says it at the desk."""
    local = timezone.localtime(moment)
    time = f"{local:%H:%M}"
    days = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    away = (local.date() - timezone.localdate()) // timedelta(days=1)
    if away in days:
        return f"{days[away]} {time}"
    day = f"{local:%d.%m.}" if translation.get_language() == "de" else formats.date_format(local, "j M")
    return (
        f"{day} {time}" if local.year == timezone.localdate().year else formats.date_format(local, "SHORT_DATE_FORMAT")
    )


@register.filter
def seconds_clock(seconds: int) -> str:
    """A pasted stamp counts in seconds: 23 → ``0:23``."""
    return clock(seconds * 1000)
