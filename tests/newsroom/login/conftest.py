"""A desk as outside the demo: a second factor is a must, and what matters is asked for again."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def _as_outside_the_demo(settings):
    settings.SECOND_FACTOR = True
    settings.ASK_AGAIN_AFTER = 300


class App:
    """Somebody's authenticator app."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, step: int = 0) -> str:
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + step))


@pytest.fixture
def app_of():
    def made(user) -> App:
        app = App(generate_totp_secret())
        TOTP.activate(user, app.secret)
        return app

    return made


@pytest.fixture
def codes_of():
    return lambda user: RecoveryCodes.activate(user).get_unused_codes()


@pytest.fixture
def come_in(app_of):
    """Name and password, then a code: all the way in."""

    def step(client, user, app=None):
        had = Authenticator.objects.filter(user=user, type="totp").exists()
        app = app or (None if had else app_of(user))
        client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
        return client.post("/admin/login/step/", {"code": app.code()}) if app else None

    return step
