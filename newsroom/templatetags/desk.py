"""Small drawings of the desk's templates: an icon, a state as word and shape, a moment as one says it."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList
from django.templatetags.static import static
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin import uses
from kit import moments
from kit.durations import clock
from newsroom.finding import saved

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
    if moments.comes_twice(moment):
        time = f"{time} ({moments.offset(moment)})"
    days = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    away = (local.date() - timezone.localdate()) // timedelta(days=1)
    if away in days:
        return f"{days[away]} {time}"
    day = f"{local:%d.%m.}" if translation.get_language() == "de" else formats.date_format(local, "j M")
    return (
        f"{day} {time}" if local.year == timezone.localdate().year else formats.date_format(local, "SHORT_DATE_FORMAT")
    )


@register.simple_tag(takes_context=True)
def where_used(context: Any, target: Any) -> uses.Uses | None:
    """Where it stands and what follows; nothing for what stands in no story."""
    return uses.of(target, context["request"].user) if uses.kind_of(target) else None


@register.filter
def kind(target: Any) -> str:
    """``image``, ``clip``, ``person``, ``tag``, ``story``; "" for all others."""
    return uses.kind_of(target)


@register.filter
def batch(message: Any) -> str:
    """The number of what can be taken back, where a message offers that."""
    deed, _space, number = (message.extra_tags or "").partition(" ")
    return number if deed in ("undo", "redo") else ""


@register.inclusion_tag("desk/_saved_searches.html", takes_context=True)
def saved_searches(context: Any, cl: ChangeList) -> dict[str, Any]:
    """The searches kept of this list as tabs, and the one that is looked at to be kept or changed."""
    user, label = context["request"].user, cl.opts.label_lower
    query = saved.cleaned(context["request"].META.get("QUERY_STRING", ""))
    kept = list(saved.of(user, label))
    current = next((search for search in kept if query and search.query == query), None)
    return {
        "searches": kept,
        "current": current,
        "query": query,
        "list": label,
        "proposal": cl.query[:60],
        "user": user,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def seconds_clock(seconds: int) -> str:
    """A pasted stamp counts in seconds: 23 → ``0:23``."""
    return clock(seconds * 1000)
