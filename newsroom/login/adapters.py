"""What allauth asks us: who may come in, how secrets are kept, under which name keys know this site."""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from newsroom.login import devices
from newsroom.whence import address_of
from people.models import User

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class DeskAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Our own gate asks, for these pages and for others."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "unknown"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """A passkey alone has asked nobody whether its owner still works here."""
        if user.is_active and user.is_staff:
            return None
        messages.error(request, _("This account does not open the desk."))
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        return devices.remember(super().post_login(request, user, **kwargs), user)

    def add_message(self, *args: Any, message: str | None = None, **kwargs: Any) -> None:
        """allauth's own sentences are not ours; our views say what happened."""
        if message:
            super().add_message(*args, message=message, **kwargs)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The log says it; a letter in allauth's words would not be in ours."""


class DeskFactors(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another ``SECRET_KEY`` than the one it was kept with nothing can be read; then nothing fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as problem:
            raise self.unreadable() from problem

    def unreadable(self) -> ValidationError:
        return ValidationError(_("This factor cannot be read any more. Please ask an administrator to reset it."))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == "incorrect_code":
            return ValidationError(_("That did not fit. Please try once more."), code=code)
        return super().validation_error(code, *args)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where a second factor is a must, one stays."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=STEPS).exclude(pk=authenticator.pk)
        return not settings.SECOND_FACTOR or others.exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey") if not count else _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name keys are bound to comes from the setting, never from what a request says."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": settings.SITE_NAME}


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac("newsroom.factors", "", secret=secret, algorithm="sha256").digest())
