"""One settings file. What differs between machines comes from the environment, read by ``newsroom.env``.

Nothing set means: SQLite in ``var/``, a secret made on the first start, debug off, this machine alone.
"""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import NONE, SELF

from newsroom import contact, env, media_store

env.refuse_misspelled()

# --- This site

HERE = Path(__file__).resolve().parent.parent
VAR = HERE / "var"

PORT = env.number("PORT", 8000, least=1, most=65535)
_ORIGIN = env.origin("SITE_URL", f"http://localhost:{PORT}")
_HOST = _ORIGIN.hostname or ""
_SECURE = _ORIGIN.scheme == "https"
_LOOPBACK = env.is_loopback(_HOST)

# Which application server ``serve`` starts, and in how many processes.
SERVER = env.choice("SERVER", ("granian", "gunicorn"), "granian")
WORKERS = env.number("WORKERS", min(os.cpu_count() or 1, 4), least=1, most=64)

SITE_URL = f"{_ORIGIN.scheme}://{_ORIGIN.netloc}"
SITE_NAME = env.text("SITE_NAME", "Fleetmünder Blatt")
SITE_LANGUAGE = env.choice("SITE_LANGUAGE", ("de", "en"), "de")
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
if DEMO and not _LOOPBACK:
    raise env.Misconfigured(
        f"DEMO=1 opens the desk with well-known passwords, so SITE_URL has to be this machine alone, "
        f"and {SITE_URL} is not. Example: SITE_URL=http://localhost:8000"
    )
# All users of the demo newsroom have it.
DEMO_PASSWORD = "fleetmuende-zum-ausprobieren"  # noqa: S105 printed for whoever starts a demo
SECRET_KEY = env.secret("SECRET_KEY", keep_in=VAR / "secret_key")
_NAME = f"[{_HOST}]" if ":" in _HOST else _HOST
_HOSTS = [_NAME, "localhost", "127.0.0.1", "[::1]"] if _LOOPBACK else [_NAME]
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", _HOSTS)

# --- What it is made of

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "fronts",
    "articles",
    "visuals",
    "people",
    "topics",
    "kit",
    "taggit",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "newsroom.watching.routes.RouteMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.pages.headers.ConditionalMiddleware",
    "newsroom.pages.headers.CachingMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.desk_language.DeskLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.login.gate.LoginGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
# The site stands at the root of its address: no header of a request says otherwise, or it would say where links lead.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.furniture.furniture",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Where things are kept

DATABASES = {"default": env.database("DATABASE_URL", default=VAR / "db.sqlite3")}
CACHES = {"default": env.cache("CACHE_URL")}
# Pages that are ready for readers, and what all processes of this machine have to know of changes; "" is none. With a
# Redis both are kept there. A developer wants to see what he has just written.
PAGE_STORE = "" if DEBUG or env.text("PAGE_STORE") == "off" else str(env.folder("PAGE_STORE", VAR / "pages"))
# A cache in front (Varnish, a CDN) that forgets what we tell it to: deploy/varnish.
CDN_PURGE_URL = env.origin("CDN_PURGE_URL", "").geturl() if env.text("CDN_PURGE_URL") else ""
MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR / "media")
# Large files are sent by this process, or handed over: "/protected" is a location of nginx, an origin a storage
# whose addresses are signed.
MEDIA_HANDOVER = media_store.handover("MEDIA_HANDOVER")
BACKUPS = env.folder("BACKUPS", VAR / "backups")
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", VAR / "static")
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": media_store.named("STORAGE_URL"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_storage.SiteStaticStorage"
    },
}
# The encoder for video: a path, or "" for the one on the PATH or in the package imageio-ffmpeg.
FFMPEG = env.text("FFMPEG")
# A local program that writes captions from the sound; "": the desk offers none.
SPEECH_COMMAND = media_store.program("SPEECH_COMMAND")
#: Seconds without a sign of life after which what a worker was encoding is given to another one.
MEDIA_LEASE = env.number("MEDIA_LEASE", 30, least=2, most=3600)
# A developer's server has no worker beside it, so there what happens afterwards happens at once.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if DEBUG else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "media"],  # apart, or publishing would wait behind an hour of encoding
    }
}

# --- Letters to colleagues; without a mail server they stand in the log

globals().update(env.mail("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM", f"{SITE_NAME} <desk@{'localhost' if ':' in _HOST else _HOST}>"
)

# --- Languages and time

LANGUAGE_CODE = SITE_LANGUAGE
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Berlin")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError, OSError) as _problem:
    raise env.Misconfigured(
        f"TIME_ZONE is “{TIME_ZONE}”, which is in no list of time zones. Example: TIME_ZONE=Europe/Berlin"
    ) from _problem

# --- Who may come in

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a long shift; Django's two weeks are too long for a desk
PASSWORD_RESET_TIMEOUT = 60 * 60
#: Whether the desk opens with a second factor only. A demo is this machine alone, and its passwords are printed.
SECOND_FACTOR = not DEMO
#: Seconds after which one is asked again before what matters (factors, users, roles, the log as a file); 0: never.
ASK_AGAIN_AFTER = 0 if DEMO else 5 * 60
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "newsroom.login.adapters.DeskAccounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
# Its limits are kept in a cache, which not all processes share; see people.lifecycle.throttle
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "newsroom.login.adapters.DeskFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute that a phone's clock may be wrong

# Who sends it to /readyz is told what is wrong, and not only that something is.
HEALTH_TOKEN = env.text("HEALTH_TOKEN")
# Stands in /.well-known/security.txt; without one there is none.
SECURITY_CONTACT = contact.contact("SECURITY_CONTACT")

# --- What a browser may do; cookies and redirects follow the scheme of SITE_URL

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _SECURE
SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _SECURE else "csrftoken"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # who watches over a process asks it without the proxy in front
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE
# Preloading binds the whole domain for years, and only its owner may decide that.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Our server speaks plain HTTP, so https can only come from a proxy in front, which has to set this header.
_PROXIED = env.flag("BEHIND_PROXY", default=_SECURE)
if _PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
#: How many of our own proxies add to X-Forwarded-For: so many from its end names whoever asks. 0: nobody reads it.
PROXIES = env.number("PROXIES", 1 if _PROXIED else 0, most=9)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
_VIDEO = [SELF, *([MEDIA_HANDOVER] if MEDIA_HANDOVER.startswith("http") else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [*_VIDEO, "blob:"],  # adaptive video: a script feeds the player
        "font-src": [SELF],
        "connect-src": _VIDEO,
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # so that a pasted text that is too long is told so by its own page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long story with all its inlines has more than Django's 1000

# --- What is said while it runs

# Figures for Prometheus, on a port of their own that readers never reach; 0: none are kept.
METRICS_PORT = env.number("METRICS_PORT", 0, least=1024, most=65535)
METRICS_HOST = env.text("METRICS_HOST", "127.0.0.1")
# A line of JSON for machines that collect them, a line of words for whoever sits before it.
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "words"), "words" if DEBUG or DEMO else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "newsroom.watching.lines.JsonLine"},
        "words": {"()": "newsroom.watching.lines.WordLine"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    },
    # Django's own handlers would print each line twice, and mail to nobody.
    # And a key's own number, which its library tells of at each use, is nobody's business.
    "loggers": {"django": {"handlers": [], "propagate": True}, "fido2": {"level": "WARNING"}},
}
