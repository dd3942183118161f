"""Where a request comes from: the address as our own proxy saw it, and the device in words one knows again."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: the first that fits; every browser claims to be all the others
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"))
BROWSERS += (("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"))
BROWSERS += (("Safari/", "Safari"),)
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"))
SYSTEMS += (("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


def address_of(request: HttpRequest) -> str | None:
    """The last address that a proxy of ours wrote down. What a client itself puts before it is never read."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        told = chain[-settings.PROXIES] if len(chain) >= settings.PROXIES and chain[0] else told
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return None


def neighbourhood(address: str | None) -> str:
    """What counts as one address: of IPv6 the part that one household has."""
    if not address:
        return "unknown"
    known = ipaddress.ip_address(address)
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or ipaddress.IPv6Network((address, 64), strict=False).network_address
    return str(known)


def device_of(request: HttpRequest) -> str:
    agent = request.META.get("HTTP_USER_AGENT", "")[:400]
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent[:60]
