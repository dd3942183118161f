"""At the door of the desk: whose time is up, who has not shown a second factor, who is to be asked again.

What it has to know stands in the session, so it costs no question; and a session ends by being deleted.
"""

import time
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from newsroom.login import held
from newsroom.login.adapters import STEPS
from people.lifecycle import seats
from people.models import User

DESK = "/admin/"
LONGEST = timedelta(seconds=settings.SESSION_COOKIE_AGE)
IDLE = timedelta(hours=2)
TOUCH = 5 * 60  # seconds: how often at most somebody's being there is written down
FORM = 30 * 60  # seconds a form that was asked for in time may be filled in

#: what a page asks by itself while nobody sits before it
BY_ITSELF = {"admin:pulse", "admin:articles_article_presence", "admin:articles_article_live_stream"}
BY_ITSELF |= {"admin:visuals_footage_state", "admin:visuals_footage_work"}
#: what somebody without a second factor needs to get one, or to leave
OPEN = {"admin:logout", "admin:language", "admin:jsi18n", "account_login", "account_reauthenticate", "login_go_on"}
OPEN |= {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "login_codes_file"}
#: of these, what makes a factor or stands in for one
MAKING = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}
#: before these one is asked again
SENSITIVE = {f"admin:{table}_{page}" for table in ("people_user", "auth_group") for page in ("add", "change", "delete")}
SENSITIVE |= {"admin:auth_user_password_change", "admin:password_change", "admin:people_auditevent_export"}
SENSITIVE |= {"mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn"}
SENSITIVE |= {"mfa_generate_recovery_codes", "admin:people_user_reset_factors"}
#: lists: looking is free, doing something with the ticked rows is not
SENSITIVE_IF_SENT = {"admin:people_user_changelist", "admin:auth_group_changelist"}
#: pages on which whoever may grant sections grants them
GRANTING = {"admin:articles_section_add", "admin:articles_section_change"}


class LoginGate:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(_let_in, request, request.user))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path_info.startswith(DESK):
            return None
        user, name = request.user, request.resolver_match.view_name
        if not user.is_authenticated or not user.is_staff:
            return None
        if name not in BY_ITSELF:
            _touch(request)
        if (name not in OPEN and not proven(request, user)) or (name in MAKING and not may_make(request, user)):
            return _to_the_factor(request, user)
        return _ask_again(request, name)


def proven(request: HttpRequest, user: User) -> bool:
    """Whether this session has shown a second factor, where one is a must."""
    if not settings.SECOND_FACTOR or not user.is_staff:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def may_make(request: HttpRequest, user: User) -> bool:
    """The first factor as long as somebody vouches for her, any other with one that this session has shown."""
    return proven(request, user) or (timezone.now() < user.factor_until and not has_factor(user))


def recent(request: HttpRequest, seconds: float) -> bool:
    """Whether somebody has shown a password or a factor in the last seconds."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(record.get("at", 0) for record in records) < seconds


def password_counts(request: HttpRequest) -> bool:
    """Who asks again takes the password, too; not instead of a factor that is there and was not shown."""
    return request.user.has_usable_password() and (proven(request, request.user) or not has_factor(request.user))


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists()


def _let_in(request: HttpRequest, user: Any) -> Any:
    """Whoever Django knows, if their time is not up; outside the desk nobody whose second factor is missing."""
    if not user.is_authenticated:
        return user._wrapped if isinstance(user, SimpleLazyObject) else user
    now, session = time.time(), request.session
    if now - session.get("begun", 0) > LONGEST.total_seconds() or now - session.get("seen", 0) > IDLE.total_seconds():
        seats.leave(session.session_key)
        session.flush()
        return AnonymousUser()
    if not request.path_info.startswith(DESK) and not proven(request, user):
        return AnonymousUser()
    return user._wrapped if isinstance(user, SimpleLazyObject) else user


def _touch(request: HttpRequest) -> None:
    if time.time() - request.session.get("seen", 0) > TOUCH:
        request.session["seen"] = time.time()
        if seat := request.session.get("seat"):
            seats.keep(seat, request.session.session_key)


def _to_the_factor(request: HttpRequest, user: User) -> HttpResponse:
    if has_factor(user):  # it was set up elsewhere while this session was open
        return _again(request)
    return redirect("mfa_index")


def _ask_again(request: HttpRequest, name: str) -> HttpResponse | None:
    after = settings.ASK_AGAIN_AFTER
    sent = request.method == "POST"
    if not after or not _matters(request, name):
        return None
    if recent(request, max(after, FORM) if sent and name not in held.AT_ONCE else after):
        return None
    if sent:
        held.hold(request)
    return _again(request)


def _matters(request: HttpRequest, name: str) -> bool:
    if name in GRANTING:
        return request.user.has_perm("articles.add_sectiongrant")
    return name in SENSITIVE or (request.method == "POST" and name in SENSITIVE_IF_SENT)


def _again(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()}, safe='/')}")
