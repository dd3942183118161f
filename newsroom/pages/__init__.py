"""The store of ready pages that stands before Django's own handler, and how everybody hears of a change.

``open_ears`` runs in every process that can write: application server, worker, commands. ``in_front_of`` wraps the
application server's alone.
"""

import hashlib
import logging
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import redis
from django.conf import settings

from kit import freshness
from newsroom.pages import shelf, turns, versions
from newsroom.pages.headers import EVERY, for_readers, keys_of
from newsroom.pages.purging import Purger
from newsroom.pages.store import LONGEST, WSGI, Pages

logger = logging.getLogger(__name__)
#: what has changed; another name than that of the releases which knew tables alone
ROW = "versions-by-column"
#: what pages are drawn with
PROGRAM = ("*.py", "*.html", "*.mo", "*.xml")


def open_ears() -> None:
    """From now on every commit of this process tells the others, and the cache in front if there is one."""
    if settings.PAGE_STORE:
        freshness.listen(_tell)


def in_front_of(application: WSGI) -> WSGI:
    if not settings.PAGE_STORE:
        return application
    turns.let_others()
    return Pages(application, _channel(), _shelf(), stamp=_release(), cached_in_front=bool(settings.CDN_PURGE_URL))


def _tell(names: Iterable[str]) -> None:
    """Never raises: what is committed is committed. Then pages end by themselves, a minute later."""
    slots = versions.slots_of(for_readers(names))
    if not slots:
        return
    try:
        _channel().bump(slots)
    except versions.Unavailable as problem:
        logger.error("For up to %s seconds readers may see pages as they were: %s", int(LONGEST), problem)
    if purger := _purger():
        purger.purge([EVERY] if versions.WHOLE in slots else keys_of(slots).split()[1:])


@cache
def _redis() -> redis.Redis | None:
    """The one of ``CACHE_URL``: where many machines share one, what has changed has to be said there."""
    shared = settings.CACHES["default"]
    if not str(shared.get("LOCATION", "")).startswith("redis"):
        return None
    return redis.Redis.from_url(shared["LOCATION"], **shared["OPTIONS"])


@cache
def _channel() -> versions.InFile | versions.InRedis:
    client = _redis()
    return versions.InRedis(client, f"{_newsroom()}:{ROW}") if client else versions.InFile(_place() / ROW)


def _shelf() -> shelf.Shelf:
    client = _redis()
    return shelf.OnRedis(client, f"{_newsroom()}:page") if client else shelf.Folder(_place() / "drawn")


@cache
def _purger() -> Purger | None:
    return Purger(settings.CDN_PURGE_URL) if settings.CDN_PURGE_URL else None


def _place() -> Path:
    return Path(settings.PAGE_STORE) / _newsroom()


def _newsroom() -> str:
    """By its database: two newsrooms with one folder, or one Redis, do not read each other's pages."""
    database = settings.DATABASES["default"]
    named = [str(database.get(part) or "") for part in ("ENGINE", "HOST", "PORT", "NAME")]
    return f"newsroom-{_sum(named)}"


def _release() -> str:
    """Of the program and its settings: what another release has drawn is drawn again. The same on every machine."""
    here = settings.HERE
    files = {path.relative_to(here): path for kind in PROGRAM for path in here.rglob(kind) if ".venv" not in path.parts}
    files |= {Path(path.name): path for path in Path(settings.STATIC_ROOT).glob("staticfiles.json")}
    stamps = sorted(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in files.items())
    told = [settings.SITE_URL, settings.SITE_NAME, settings.SITE_LANGUAGE, settings.TIME_ZONE]
    return _sum([*stamps, *told]) + " "


def _sum(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
