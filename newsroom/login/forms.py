"""The forms of a log-in: each guess is counted before it is looked at, and a code opens once."""

import re
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.lifecycle.throttle import door, guess, right

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "autofocus": True}


def patience(seconds: int) -> str:
    """How long to wait, in words; seconds up to one and a half minutes, whole minutes beyond."""
    if seconds <= 90:
        told = ngettext(
            "Too many wrong tries. Please try again in one second.",
            "Too many wrong tries. Please try again in %(n)s seconds.",
            seconds,
        )
        return told % {"n": seconds}
    minutes = -(-seconds // 60)
    told = ngettext(
        "Too many wrong tries. Please try again in one minute.",
        "Too many wrong tries. Please try again in %(n)s minutes.",
        minutes,
    )
    return told % {"n": minutes}


class NameAndPassword(AdminAuthenticationForm):
    """The same sentence for a wrong password, a name nobody has, and somebody who has no place at the desk."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _("Name and password do not go together here. Small and capital letters count in both."),
    }


class Counted:
    """At the door of this user's codes; whoever stands there knows the password already."""

    def at_the_door(self, look: Any) -> Any:
        at = door("code", str(self.user.pk))
        if wait := guess(at):
            raise ValidationError(patience(wait), code="wait")
        found = look()
        right(at)
        return found


class CodeField:
    """What a code is called, and how phones know it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget = forms.TextInput(attrs=CODE)


class OneCode(Counted, CodeField):
    def clean_code(self) -> str:
        return self.at_the_door(self._once)

    def _once(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            self._use_up(re.sub(r"\s", "", code))
        return code

    @transaction.atomic
    def _use_up(self, code: str) -> None:
        row = Authenticator.objects.select_for_update().get(pk=self.authenticator.pk)
        used = row.data.get("used", [])
        if code in used:
            raise get_adapter().validation_error("incorrect_code")
        row.data["used"] = [*used, code][-5:]  # three are valid at a time
        row.save(update_fields=["data"])


class StepCode(OneCode, AuthenticateForm):
    pass


class AgainCode(OneCode, ReauthenticateForm):
    pass


class CountedKey(Counted):
    def clean_credential(self) -> Authenticator:
        return self.at_the_door(super().clean_credential)


class StepKey(CountedKey, AuthenticateWebAuthnForm):
    pass


class AgainKey(CountedKey, ReauthenticateWebAuthnForm):
    pass


class NewApp(Counted, CodeField, ActivateTOTPForm):
    def clean_code(self) -> str:
        return self.at_the_door(super().clean_code)


class NewKey(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=60, required=False)
        self.fields["passwordless"].label = _("Also log in with it without a password")
        self.fields["passwordless"].help_text = _("Needs a device that asks for a finger, a face or a PIN.")
        self.fields["passwordless"].initial = True


class KeyName(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)


class AgainPassword(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, user: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request

    def clean_password(self) -> str:
        at = door("again", str(self.user.pk))
        if wait := guess(at):
            raise ValidationError(patience(wait), code="wait")
        name = self.user.get_username()
        if authenticate(self.request, username=name, password=self.cleaned_data["password"]) != self.user:  # and logged
            raise ValidationError(_("This is not your password."), code="wrong")
        right(at)
        return self.cleaned_data["password"]
