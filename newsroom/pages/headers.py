"""What readers' pages tell caches, with and without the store in front: browsers and proxies ask each time."""

import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

from kit.freshness.questions import table_of
from newsroom.pages.asking import ONLY_BARE, READS

#: what a 304 says: Django's list, and what stands on every answer
ON_304 = frozenset(
    """cache-control content-location date etag expires last-modified vary strict-transport-security
    x-content-type-options referrer-policy cross-origin-opener-policy surrogate-control surrogate-key""".split()
)
#: on every page, for the day on which everything is purged
EVERY = "all"
#: no reader's page is read from these, so nothing that is written there is a change; a page that is, is not kept
NOT_FOR_READERS = frozenset(
    """django_session django_admin_log django_migrations django_content_type django_tasks_database_dbtaskresult
    account_emailaddress account_emailconfirmation mfa_authenticator auth_permission auth_group
    auth_group_permissions people_user people_user_groups people_user_user_permissions people_auditevent
    people_heartbeat people_savedsearch people_seat people_wrongguesses articles_draft articles_livedraft
    articles_revision articles_presence articles_check articles_comment articles_comment_mentioned articles_waiver
    articles_dismissal articles_sectiongrant visuals_mediajob visuals_likeness""".split()
)
Handler = Callable[[HttpRequest], HttpResponse]


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Django's own, and for HEAD as well: our views draw the whole page for it, and only the server leaves the bytes
    out. So whoever asks for the head alone is told the same ETag, or that nothing has changed."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        try:
            return super().process_response(request, response)
        finally:
            request.method = asked


class CachingMiddleware:
    """Whoever keeps a page has to ask whether it still holds; a 304 costs next to nothing. A staff member's copy is
    for her alone. Pages that are kept compressed say so even where Django sends them plain."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = request.resolver_match.url_name if request.resolver_match else None
        logged_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        response.headers.setdefault("Cache-Control", "private, no-cache" if logged_in else "no-cache")
        if page in READS or page in ONLY_BARE:
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


def for_readers(names: Iterable[str]) -> frozenset[str]:
    """Without what no reader's page is read from."""
    return frozenset(name for name in names if table_of(name) not in NOT_FOR_READERS)


def keys_of(slots: Iterable[int]) -> str:
    """Under which names a cache in front finds the page again: short ones, for a page stands on a hundred columns."""
    return " ".join([EVERY, *(f"{slot:x}" for slot in sorted(slots))])


def for_caches(keys: str, until: float) -> list[tuple[str, str]]:
    """For a cache in front that we can purge: it may keep the page until the next planned change."""
    seconds = max(0, int(until - time.monotonic()))
    return [("Surrogate-Control", f"max-age={seconds}"), ("Surrogate-Key", keys)]
