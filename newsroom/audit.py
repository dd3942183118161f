"""Nothing done through a form of the desk is missing from the log: the site sees to it, so no list can forget to.

Also the one room where the framework's own signals are heard: who came in, who left, who was turned away.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.signals import authentication_failed
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from newsroom.whence import address_of, device_of
from people.lifecycle import record, seats
from people.models import AuditEvent, User

#: the verbs of their floor write a better line about these than a form could
BY_VERBS = {"articles.article"}
LONGEST = 2000  # characters of one value; who needs more of a text has its versions
LINES_A_PAGE = 100
Told = dict[str, Any]


class Audited:
    """For every ``ModelAdmin``: one line an act, with what was there before and what is there now."""

    def construct_change_message(self, request, form, formsets, add=False):
        request.told = told_of(form, formsets or ())
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        self._keep(request, "add", obj)

    def log_change(self, request, obj, message):
        self._keep(request, "change", obj)

    def log_deletions(self, request, queryset):
        """Told by ``delete_model`` and ``delete_queryset``, in the transaction that deletes."""

    def delete_model(self, request, obj):
        with transaction.atomic():
            self._keep_deletion(request, [obj])
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            self._keep_deletion(request, queryset)
            super().delete_queryset(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Told | None = None) -> HttpResponse:
        """The log's lines of this one row, newest first; who may see the row may see what became of it."""
        key = unquote(object_id).replace("\x00", "")  # which PostgreSQL refuses to look for
        lines = AuditEvent.objects.about(self.opts.label_lower, key)
        paginator = self.get_paginator(request, lines, LINES_A_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        shown = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > LINES_A_PAGE,
        }
        return super().history_view(request, object_id, {**shown, **(extra_context or {})})

    def _keep(self, request: HttpRequest, verb: str, row: models.Model) -> None:
        before, after = getattr(request, "told", ({}, {}))
        if self.opts.label_lower in BY_VERBS or (verb == "change" and not before and not after):
            return
        # A reason is asked for by the form and is no value of the row.
        asked = "reason" in after and not any(field.name == "reason" for field in self.opts.fields)
        reason = str(after.pop("reason")) if asked else ""
        with transaction.atomic():
            record(verb, row, by=request.user, before=before, after=after, reason=reason)

    def _keep_deletion(self, request: HttpRequest, rows: Iterable[models.Model]) -> None:
        if self.opts.label_lower not in BY_VERBS:
            for row in rows:
                record("delete", row, by=request.user, before=facts_of(row))


def audited(admin_class: type[admin.ModelAdmin] | None) -> type[admin.ModelAdmin]:
    known = admin_class or admin.ModelAdmin
    if issubclass(known, Audited):
        return known
    return type(known.__name__, (Audited, known), {"__module__": known.__module__, "__doc__": known.__doc__})


def told_of(form: forms.BaseForm, formsets: Iterable[forms.BaseFormSet]) -> tuple[Told, Told]:
    """Before and after of what changed, by field. Of lists only what went and what came."""
    before: Told = {}
    after: Told = {}
    for name in form.changed_data:
        was, now = _values(form, name)
        before |= {} if was in ("", None, []) else {name: was}
        after |= {name: now}
    for formset in formsets:
        gone, come = _rows(formset)
        name = formset.model._meta.label_lower
        before |= {name: gone} if gone else {}
        after |= {name: come} if come else {}
    return before, after


def facts_of(row: models.Model) -> Told:
    """What a row was, for the day after it was deleted."""
    fields = [field for field in row._meta.concrete_fields if not isinstance(field, models.JSONField)]
    values = {field.name: _said(getattr(row, field.attname)) for field in fields if "password" not in field.name}
    return {name: value for name, value in values.items() if value not in ("", None)}


def _values(form: forms.BaseForm, name: str) -> tuple[Any, Any]:
    if "password" in name:
        return "", "•"
    field, was, now = form.fields.get(name), form.initial.get(name), form.cleaned_data.get(name)
    if isinstance(field, forms.FileField):
        return str(was or ""), getattr(form.files.get(form.add_prefix(name)), "name", "")
    if isinstance(field, forms.ModelMultipleChoiceField):
        had, has = ({str(row) for row in rows or ()} for rows in (was, now))
        return sorted(had - has), sorted(has - had)
    if isinstance(field, forms.ModelChoiceField) and was and not isinstance(was, models.Model):
        was = field.queryset.model._default_manager.filter(pk=was).first() or was
    return _said(was), _said(now)


def _rows(formset: forms.BaseFormSet) -> tuple[list[str], list[str]]:
    gone, come = ([str(row) for row in rows] for rows in (formset.deleted_objects, formset.new_objects))
    forms_of = {form.instance.pk: form for form in formset.initial_forms}
    for row, names in formset.changed_objects:
        pairs = {name: _values(forms_of[row.pk], name) for name in names}
        gone.append(f"{row} ({', '.join(f'{name}: {was}' for name, (was, _now) in pairs.items())})")
        come.append(f"{row} ({', '.join(f'{name}: {now}' for name, (_was, now) in pairs.items())})")
    return gone, come


def _said(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return sorted(str(one)[:LONGEST] for one in value)
    return str(value)[:LONGEST]


def _came_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """The session learns when it began, and a row says where: what ends sessions goes by both."""
    _heard("sign in", request, user)
    if request is None:
        return
    session, now = request.session, timezone.now().timestamp()
    if not session.session_key:
        session.create()
    seat = seats.take(
        user, session.session_key, **_whence(request), longest=timedelta(seconds=settings.SESSION_COOKIE_AGE)
    )
    session.update({"begun": now, "seen": now, "seat": seat.pk})


def _left(sender: Any, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    _heard("sign out", request, user)
    if request is not None:
        seats.leave(request.session.session_key)


def _turned_away(sender: Any, credentials: Told, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Only a known name is written down: what else stands in that field is all too often the password."""
    name = credentials.get(User.USERNAME_FIELD)
    _heard("refuse", request, User.objects.filter(**{User.USERNAME_FIELD: name}).first() or User(), known=False)


def _not_the_factor(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _heard("refuse factor", request, user, known=False)


def _heard(verb: str, request: HttpRequest | None, user: User | None, known: bool = True) -> None:
    """Without a request that came over the wire (a test, a command) nobody sat at the desk."""
    if user is None or request is None or request.method is None:
        return
    with transaction.atomic():
        record(verb, user, by=user if known else None, after=_whence(request))


def _whence(request: HttpRequest) -> dict[str, Any]:
    return {"address": address_of(request), "device": device_of(request)}


def listen() -> None:
    user_logged_in.connect(_came_in, dispatch_uid="log-sign-in")
    user_logged_out.connect(_left, dispatch_uid="log-sign-out")
    user_login_failed.connect(_turned_away, dispatch_uid="log-refusal")
    authentication_failed.connect(_not_the_factor, dispatch_uid="log-wrong-factor")
