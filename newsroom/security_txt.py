"""Where somebody who found a hole tells us (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

#: The standard asks for less than a year; who runs the newsroom renews it by running it.
HOLDS = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=86_400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Is not there while ``SECURITY_CONTACT`` is empty: an address that nobody reads is worse than none."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = (timezone.now() + HOLDS).replace(hour=0, minute=0, second=0)
    first, *others = [
        code for code, _name in sorted(settings.LANGUAGES, key=lambda one: one[0] != settings.SITE_LANGUAGE)
    ]
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join([first, *others])}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("".join(f"{line}\r\n" for line in lines), content_type="text/plain; charset=utf-8")
