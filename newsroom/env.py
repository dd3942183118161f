"""What differs between machines, read from the environment and checked before anything starts.

A value nobody can mean stops the start with one sentence: better than a newsroom that runs in the wrong
language, on the wrong database or without protection because of a typing error. Empty counts as unset.
"""

import difflib
import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

NAMES = tuple(
    """
    ALLOWED_HOSTS BACKUPS BEHIND_PROXY CACHE_URL CDN_PURGE_URL DATABASE_URL DEBUG DEMO EMAIL_FROM EMAIL_URL FFMPEG
    HEALTH_TOKEN LOG_FORMAT LOG_LEVEL MEDIA_HANDOVER MEDIA_LEASE MEDIA_ROOT METRICS_HOST
    METRICS_PORT PAGE_STORE PORT PROXIES SECRET_KEY SECURITY_CONTACT SERVER SITE_LANGUAGE SITE_NAME SITE_URL
    SPEECH_COMMAND STATIC_ROOT STORAGE_URL TIME_ZONE WORKERS
    """.split()
)

# What an editor's save must survive on SQLite: measured, see the decision on the two engines. Ten seconds, for with
# twenty at once on a slow machine one save in a hundred waited for more than five, and was refused.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-16000;"
    ),
}

# Seconds: a page is drawn in less, and one that accepts and says nothing would hold everybody who asks.
REDIS_OPTIONS = {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}

HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")


class Misconfigured(ImproperlyConfigured):
    """The environment cannot be meant like this. The message is for whoever runs the newsroom."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise Misconfigured(f"{name} is {shown(value)}, which is neither yes nor no. Example: {name}=1")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise Misconfigured(
            f"{name} is {shown(value)}, but has to be a whole number from {least} to {most}. "
            f"Example: {name}={max(default, least)}"
        )
    return int(value)


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in options:
        raise Misconfigured(
            f"{name} is {shown(value)}, but has to be one of: {', '.join(options)}. Example: {name}={default}"
        )
    return value


def words(name: str, default: list[str]) -> list[str]:
    """Parts between commas; spaces around them do not count."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or default


def hosts(name: str, default: list[str]) -> list[str]:
    """Names the site answers to. ``https://…`` among them would match no request at all."""
    for host in (found := words(name, default)):
        if not HOST.fullmatch(host):
            raise Misconfigured(
                f"{name} lists {shown(host)}, but has to list bare host names between commas. "
                f"Example: {name}=example.org,www.example.org"
            )
    return found


def folder(name: str, default: Path) -> Path:
    value = text(name)
    if value and not Path(value).is_absolute():
        raise Misconfigured(f"{name} is {shown(value)}, but has to be a full path. Example: {name}=/srv/newsroom/media")
    return Path(value) if value else default


def secret(name: str, keep_in: Path) -> str:
    """From ``NAME``, or the file that ``NAME_FILE`` names, or made once and kept in ``keep_in``."""
    value, path = text(name), text(f"{name}_FILE")
    if value and path:
        raise Misconfigured(f"{name} and {name}_FILE are both set; only one can count.")
    if path:
        return _read_secret(f"{name}_FILE", Path(path))
    return value or _kept_secret(name, keep_in)


def _read_secret(name: str, path: Path) -> str:
    try:
        value = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise Misconfigured(
            f"{name} names {path}, which cannot be read ({_reason(problem)}). Example: {name}=/run/secrets/newsroom"
        ) from problem
    if not value:
        raise Misconfigured(f"{name} names {path}, but that file is empty; it has to hold one long line.")
    return value


def _kept_secret(name: str, path: Path) -> str:
    """Made complete beside its place and linked there, so that two first starts agree on one secret."""
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(60))
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its secret is as good
        except OSError as problem:
            raise Misconfigured(
                f"{name} is not set, and one cannot be kept in {path} ({_reason(problem)}). "
                f"Example: {name}=one-long-line-of-random-signs"
            ) from problem
        finally:
            fresh.unlink(missing_ok=True)
    return _read_secret(name, path)


def origin(name: str, default: str) -> SplitResult:
    """A site's address: scheme and host, perhaps a port, and nothing behind it."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.netloc.count("@") or parts.path or parts.query or parts.fragment or " " in value:
        raise Misconfigured(
            f"{name} is {shown(value)}, but has to be http:// or https:// and a host, with nothing behind. "
            f"Example: {name}=https://www.example.org"
        )
    return parts


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def database(name: str, default: Path) -> dict[str, Any]:
    """SQLite as an editor's save needs it, or PostgreSQL with connections that are kept and looked after."""
    url = text(name)
    if not url:
        return _sqlite(name, {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)})
    scheme = url.partition("://")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise Misconfigured(
            f"{name} begins with {shown(scheme)}, but has to begin with sqlite:// or postgres://. "
            f"Example: {name}=postgres://newsroom@127.0.0.1:5432/newsroom"
        )
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as problem:
        raise Misconfigured(
            f"{name} cannot be read as an address; signs like @ : / # in a password have to be written as "
            f"%40 %3A %2F %23. Example: {name}=postgres://newsroom:p%40ss@127.0.0.1:5432/newsroom"
        ) from problem
    if scheme == "sqlite":
        return _sqlite(name, config)
    if not config["NAME"]:
        raise Misconfigured(
            f"{name} names no database; signs like @ : / # in a password have to be written as "
            f"%40 %3A %2F %23. Example: {name}=postgres://newsroom@127.0.0.1:5432/newsroom"
        )
    return config | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def _sqlite(name: str, config: dict[str, Any]) -> dict[str, Any]:
    if config["NAME"] != ":memory:":
        place = Path(config["NAME"]).parent
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise Misconfigured(
                f"{name}: the folder {place} for the SQLite file cannot be made ({_reason(problem)}). "
                f"Example: {name}=sqlite:////srv/newsroom/db.sqlite3"
            ) from problem
    # Kept open: to open one anew costs more than most questions, and throws away what it knew of the pages.
    return config | {"CONN_MAX_AGE": None, "OPTIONS": config.get("OPTIONS", {}) | SQLITE_OPTIONS}


def cache(name: str) -> dict[str, Any]:
    """In this process alone, or in a Redis that all processes share."""
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"redis", "rediss"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise Misconfigured(
            f"{name} is {shown(url)}, but has to be the address of a Redis. Example: {name}=redis://127.0.0.1:6379/0"
        )
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "OPTIONS": REDIS_OPTIONS}


def mail(name: str) -> dict[str, Any]:
    """The settings of Django that letters need: a mail server, a folder, or (nothing set) the log."""
    url, ports = text(name), {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ports and bool(parts.hostname) and parts.port != 0 and not parts.path.strip("/")
    except ValueError:
        usable = False
    else:
        if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": parts.path,
            }
    if not usable:
        raise Misconfigured(
            f"{name} is {shown(url)}, but has to be a mail server or a folder. "
            f"Example: {name}=smtp+tls://desk:p%40ss@mail.example.org:587"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def refuse_misspelled(names: tuple[str, ...] = NAMES) -> None:
    """``DATABSE_URL`` would silently mean an empty newsroom on SQLite; so a near miss stops the start."""
    known = {*names, *(f"{name}_FILE" for name in names)}
    for candidate in sorted(os.environ.keys() - known):
        close = difflib.get_close_matches(candidate, names, n=1, cutoff=0.9) if "_" in candidate else []
        if close:
            raise Misconfigured(f"{candidate} is set, but there is no such setting; {close[0]} was meant?")


def _reason(problem: Exception) -> str:
    return (problem.strerror if isinstance(problem, OSError) else None) or "it is not text"


def shown(value: str) -> str:
    """What was given, short, and never a password: an address is cut before its credentials."""
    before, at, after = value.rpartition("@")
    if at:
        scheme, mark, _ = before.partition("://")
        value = f"{scheme if mark else ''}{mark}…@{after}"
    return f"“{value[:60]}”"
