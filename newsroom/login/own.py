"""“My log-in”: one's factors, recovery codes, and where one is logged in."""

import re
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from newsroom.login import gate
from newsroom.login.forms import KeyName, NewApp, NewKey
from newsroom.login.views import DeskPage
from people.lifecycle import seats
from people.lifecycle.telling import of_log_in
from people.models import Seat

MINE = reverse_lazy("mfa_index")
CODE = re.compile(r"\d{6,12}")


class OwnPage(DeskPage):
    @method_decorator([never_cache, staff_member_required])
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)


def _others(request: HttpRequest) -> Any:
    now = timezone.now()
    there = request.user.seats.filter(begun_at__gt=now - gate.LONGEST, seen_at__gt=now - gate.IDLE)
    return there.exclude(session_key=request.session.session_key)


class Mine(OwnPage, TemplateView):
    template_name = "desk/login/mine.html"
    title = _("My log-in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        factors = Authenticator.objects.filter(user_id=self.request.user.pk).order_by("created_at")
        by_kind: dict[str, list[Authenticator]] = {}
        for factor in factors:
            by_kind.setdefault(factor.type, []).append(factor)
        codes = by_kind.get("recovery_codes")
        needed = settings.SECOND_FACTOR and not any(kind in by_kind for kind in ("totp", "webauthn"))
        here = Seat.objects.filter(session_key=self.request.session.session_key).first()
        mine = {
            "keys": by_kind.get("webauthn", []),
            "app": (by_kind.get("totp") or [None])[0],
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "needed": needed,
            "late": needed and not gate.may_make(self.request, self.request.user),
            "here": here,
            "others": _others(self.request),
        }
        return {**super().get_context_data(**kwargs), **mine}


class Added:
    """The session that adds a factor has shown it. What is open elsewhere has not, and is asked for it there."""

    kind = ""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            of_log_in("add factor", self.request.user, by=self.request.user, after={"factor": self.kind})
        record_authentication(self.request, self.request.user, method="mfa", type=self.kind)
        messages.success(self.request, self.said)
        return answer


class AddApp(Added, OwnPage, ActivateTOTPView):
    form_class = NewApp
    template_name = "desk/login/add_app.html"
    title, kind, said = _("Add an authenticator app"), "totp", _("The authenticator app is set up.")


class AddKey(Added, OwnPage, AddWebAuthnView):
    form_class = NewKey
    template_name = "desk/login/add_key.html"
    title, kind, said = _("Add a passkey"), "webauthn", _("The passkey is set up.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth forgets which form was turned away."""
        return {**super().get_context_data(**kwargs), **kwargs}


class Removed:
    """A factor goes because it was lost or stolen: then whatever is open elsewhere ends, too."""

    template_name = "desk/login/remove.html"
    title = _("Remove a factor")
    success_url = MINE

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        with transaction.atomic():
            answer = super().form_valid(form)
            of_log_in("remove factor", user, by=user, before={"factor": self.kind})
            seats.end(_others(self.request), user=user, by=user)
        messages.success(self.request, gettext("The factor is removed. Everywhere else you are logged out."))
        return answer


class RemoveApp(Removed, OwnPage, DeactivateTOTPView):
    kind = "totp"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "factor": gettext("the authenticator app")}


class RemoveKey(Removed, OwnPage, RemoveWebAuthnView):
    kind = "webauthn"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = not may_go(self.object)
        return {**super().get_context_data(**kwargs), "factor": self.object.wrap().name, "last": last}

    def form_valid(self, form: Any) -> HttpResponse:
        if not may_go(self.object):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


def may_go(factor: Authenticator) -> bool:
    return get_adapter().can_delete_authenticator(factor)


class RenameKey(OwnPage, EditWebAuthnView):
    form_class = KeyName
    template_name = "desk/login/rename_key.html"
    title = _("Rename a passkey")
    success_url = MINE


class Codes(OwnPage, ViewRecoveryCodesView):
    template_name = "desk/login/codes.html"
    title = _("Recovery codes")


class NewCodes(OwnPage, GenerateRecoveryCodesView):
    template_name = "desk/login/new_codes.html"
    title = _("New recovery codes")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            of_log_in("new codes", self.request.user, by=self.request.user)
        return answer


@never_cache
@staff_member_required
@require_POST
def codes_file(request: HttpRequest) -> HttpResponse:
    """The codes that the page shows this once, as a file: from the page itself, for they are shown nowhere again."""
    codes = request.POST.getlist("code")
    if not codes or len(codes) > 20 or not all(CODE.fullmatch(code) for code in codes):
        return HttpResponseBadRequest()
    head = gettext("%(site)s: recovery codes of %(name)s. Each opens once.")
    lines = [head % {"site": settings.SITE_NAME, "name": request.user.get_username()}, "", *codes, ""]
    headers = {"Content-Disposition": 'attachment; filename="recovery-codes.txt"'}
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)


@staff_member_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one other session of one's own, or all others."""
    one = request.POST.get("seat", "")
    there = _others(request)
    ended = there if one == "all" else there.filter(pk=one) if one.isdecimal() else there.none()
    count = seats.end(ended, user=request.user, by=request.user)
    said = ngettext("%(n)s log-in was ended.", "%(n)s log-ins were ended.", count) % {"n": count}
    messages.success(request, said)
    return redirect("mfa_index")
