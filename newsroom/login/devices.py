"""A device on which an account was once logged in has limits of its own: who guesses from elsewhere cannot lock it."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from newsroom.whence import address_of, neighbourhood
from people.lifecycle.throttle import door
from people.models import User

NAME = "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"
SALT = "newsroom.device"
LASTS = 180 * 24 * 60 * 60  # seconds


def remember(response: HttpResponse, user: User) -> HttpResponse:
    value = signing.dumps([door("name", user.get_username()), secrets.token_hex(8)], salt=SALT)
    response.set_cookie(
        NAME, value, max_age=LASTS, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def doors(request: HttpRequest, name: str) -> tuple[str, ...]:
    """At which doors a guess at this account counts."""
    try:
        known, device = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        known = device = None
    if known and known == door("name", name):
        return (door("device", device),)
    return door("account", name), door("address", neighbourhood(address_of(request)))
