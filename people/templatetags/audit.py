"""What the log calls things, and what one line of it says has changed."""

from datetime import datetime
from typing import Any

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import AuditEvent

register = template.Library()

#: one that is missing here is shown as it was written; a test finds it
VERBS = {
    "activate": _("version given to readers"),
    "add": _("added"),
    "add factor": _("second factor added"),
    "announce": _("announced"),
    "answer": _("answered"),
    "approve captions": _("captions approved"),
    "arrange": _("arranged"),
    "ask for check": _("asked for a check"),
    "begin": _("begun"),
    "break news": _("breaking news sent"),
    "call off": _("called off"),
    "call off post": _("post called off"),
    "change password": _("password changed"),
    "change post": _("post changed"),
    "change": _("changed"),
    "correct": _("corrected"),
    "cancel": _("cancelled"),
    "cut": _("cut"),
    "delete": _("deleted"),
    "describe": _("described"),
    "discard arrangement": _("arrangement discarded"),
    "discard post": _("post thrown away"),
    "dismiss": _("dismissed a suggestion"),
    "drop captions": _("captions dropped"),
    "duplicate": _("duplicated"),
    "embargo": _("embargo set"),
    "end breaking news": _("breaking news taken down"),
    "end sessions": _("log-ins ended"),
    "erase": _("erased"),
    "expiry": _("end on the site set"),
    "export": _("log exported"),
    "extract": _("taken out as a file"),
    "fill": _("filled in for trial"),
    "hand over": _("handed over"),
    "leave finding": _("finding left as it is"),
    "lock": _("locked"),
    "look again": _("finding looked at again"),
    "mark post": _("key event set or taken back"),
    "new codes": _("recovery codes made"),
    "offer again": _("suggestion offered again"),
    "open check": _("check opened again"),
    "open preview link": _("preview link made"),
    "pin post": _("post pinned or taken down"),
    "plan post": _("post planned"),
    "post": _("posted"),
    "publish": _("published"),
    "recut": _("cut anew"),
    "refile": _("refiled"),
    "refuse": _("turned away at sign-in"),
    "refuse factor": _("second factor did not fit"),
    "relate": _("video put below"),
    "release": _("released"),
    "remark": _("remarked"),
    "remove factor": _("second factor removed"),
    "reopen remark": _("remark opened again"),
    "reorder": _("videos put in order"),
    "rewrite captions": _("captions rewritten"),
    "reencode": _("encoded anew"),
    "reset factors": _("second factor reset"),
    "restore": _("taken up again"),
    "retry": _("tried again"),
    "roles": _("role set back"),
    "save": _("saved"),
    "schedule": _("planned"),
    "set chapters": _("chapters set"),
    "settle remark": _("remark settled"),
    "sign check": _("check signed"),
    "sign in": _("signed in"),
    "sign out": _("signed out"),
    "stood still": _("background work stood still"),
    "take back a step": _("step taken back"),
    "take back cut": _("cut taken back"),
    "take back captions": _("captions taken back"),
    "take back preview link": _("preview link taken back"),
    "take captions": _("captions taken in"),
    "order captions": _("captions ordered from the sound"),
    "unrelate": _("video taken out below"),
    "translate": _("translation begun"),
    "turn": _("live blog set to"),
    "upload": _("uploaded"),
    "waive check": _("check passed over"),
    "withdraw": _("withdrawn"),
    "withdraw post": _("post withdrawn"),
    "write post": _("post written"),
}
#: keys of before and after that are no field of the row
FIELDS = {
    "version": _("version"),
    "edition": _("edition"),
    "live": _("live"),
    "post": _("post"),
    "state": _("state"),
    "key": _("key event"),
    "planned": _("planned"),
    "lines": _("lines"),
    "search": _("search"),
    "password": _("password"),
    "permissions": _("permissions"),
    "with": _("with"),
    "remark": _("remark"),
    "block": _("block"),
    "rule": _("rule"),
    "finding": _("finding"),
    "overridden": _("passed over"),
    "from": _("from"),
    "until": _("until"),
    "stories": _("stories"),
    "called_off": _("called off"),
    "of": _("from no."),
    "tag": _("tag"),
    "chapters": _("chapters"),
    "video": _("video"),
    "videos": _("videos"),
    "footage": _("footage"),
    "in": _("in point"),
    "out": _("out point"),
    "address": _("address"),
    "device": _("device"),
    "factor": _("second factor"),
    "factors": _("second factors"),
    "sessions": _("log-ins"),
}


@register.filter
def verb(event: AuditEvent) -> Any:
    return VERBS.get(event.verb, event.verb)


@register.filter
def changes(event: AuditEvent) -> list[dict[str, Any]]:
    """``before`` and ``after`` field by field, in an editor's words."""
    model = model_of(event.target_type)
    names = dict.fromkeys([*event.before, *event.after])
    sides = {"before": event.before, "after": event.after}
    return [
        {"label": _label(model, name)}
        | {side: _shown(told.get(name), _choices(model, name)) for side, told in sides.items()}
        for name in names
        if name != "keys"  # of the rows, for an undo
        and event.before.get(name) != event.after.get(name)
    ]


def _label(model: Any, name: str) -> Any:
    if name in FIELDS:
        return FIELDS[name]
    if "." in name and (inline := model_of(name)):
        return inline._meta.verbose_name_plural
    try:
        return model._meta.get_field(name).verbose_name if model else name
    except (FieldDoesNotExist, AttributeError):
        return name


def _choices(model: Any, name: str) -> dict[Any, Any]:
    """What a field calls its values; nothing for what is no field."""
    try:
        return dict(model._meta.get_field(name).flatchoices) if model else {}
    except (FieldDoesNotExist, AttributeError):
        return {}


def _shown(value: Any, choices: dict[Any, Any]) -> list[str]:
    """Line by line: yes and no in words, choices by name, moments as a desk writes them."""
    if isinstance(value, str) and value in choices:
        return [str(choices[value])]
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return [gettext("yes") if value else gettext("no")]
    moment = _moment(value) if isinstance(value, str) and value[10:11] == "T" else None
    if moment and timezone.is_aware(moment):
        return [f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"]
    return [] if value in ("", None) else [str(value)]


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def model_of(label: str) -> Any:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
