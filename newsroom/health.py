"""For whatever watches over the newsroom: is this process alive, can it answer readers, and is all well behind it?

``/readyz`` fails only for what this process needs to answer: a load balancer that took every server away because a
worker sleeps would turn a late letter into a dark site. What else is wrong is told to whoever brings the token.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.pulse import pulse

Check = Callable[[], str]
_migrated = False


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Asks nobody: a database that is away is no reason to end this process."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 or 503; each trouble as a sentence for whoever sends ``Authorization: Bearer`` and ``HEALTH_TOKEN``."""
    needed, wished = _troubles(NEEDED), _troubles(WISHED)
    told: dict[str, object] = {"ready": not needed}
    if _may_know(request):
        told["troubles"] = needed | wished
    return JsonResponse(told, status=503 if needed else 200, headers={"Retry-After": "5"} if needed else {})


def _may_know(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "").encode()
    token = settings.HEALTH_TOKEN
    return bool(token) and secrets.compare_digest(sent, f"Bearer {token}".encode())


def troubles() -> dict[str, str]:
    """What is wrong now, by name; empty if all is well."""
    return _troubles(NEEDED) | _troubles(WISHED)


def _troubles(checks: dict[str, Check]) -> dict[str, str]:
    found = {}
    for name, check in checks.items():
        try:
            trouble = check()
        except Exception as problem:  # whatever a driver throws when its server is away
            trouble = f"{type(problem).__name__}: {problem}".strip().partition("\n")[0]
        if trouble:
            found[name] = trouble
    return found


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    """Asked until it is true: a process never sees its tables go back."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "" if _migrated else "The tables are older than the code: run the command prepare."


def _cache() -> str:
    key = f"health-{os.getpid()}"
    cache.set(key, key, 10)
    return "" if cache.get(key) == key else "The cache forgets at once what it is given."


def _storage() -> str:
    if isinstance(default_storage, FileSystemStorage) or hasattr(default_storage, "base_location"):
        place = Path(default_storage.location)
        there = place if place.exists() else place.parent
        return "" if os.access(there, os.W_OK) else f"{place} cannot be written to: uploads are refused."
    default_storage.exists("health")
    return ""


def _worker() -> str:
    state = pulse(most=1).state
    return "" if state in ("runs", "at_once") else "No worker runs: letters, picture sizes and announcements wait."


def _announcements() -> str:
    found = pulse(most=1)
    return f"The oldest announcement waits for {found.late_by} minutes." if found.late else ""


NEEDED: dict[str, Check] = {"database": _database, "migrations": _migrations}
WISHED: dict[str, Check] = {"cache": _cache, "storage": _storage, "worker": _worker, "announcements": _announcements}
