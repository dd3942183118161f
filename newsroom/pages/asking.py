"""Which requests are the same for everybody, and under which name their answer is kept.

Everything that could tell one reader from another is left behind here: what is asked of Django in the end is made
of the path, of a page number and of nothing else.
"""

import io
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from articles.views.changes import NEW, OLD
from articles.views.corrections import BEFORE
from articles.views.paging import PAGE

LONGEST = 300  # signs of a path, and of a query that is looked at
PAGED = PAGE[settings.SITE_LANGUAGE]
#: what each page reads of a query. A page number is part of the name; with any of the others, Django answers
READS: dict[str, frozenset[str]] = {
    **dict.fromkeys("home section topic person author clips archive_day".split(), frozenset({PAGED})),
    **dict.fromkeys(
        """story live live_post live_updates live_feed short archive archive_month imprint privacy accessibility
        principles manifest robots sitemap month_sitemap news_sitemap video_sitemap pages_sitemap feed topic_feed
        person_feed author_feed section_feed clips_feed api api_story""".split(),
        frozenset(),
    ),
    "story_changes": frozenset({OLD, NEW}),
    "corrections": frozenset({BEFORE}),
    "clip": frozenset({"t"}),
}
#: these read whatever they are given
ONLY_BARE = frozenset({"search"})
METHODS = frozenset({"GET", "HEAD"})
#: conditions of who wants to change something; Django knows what to say
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

_SECURE = settings.SITE_URL.startswith("https:")
_SCHEME, _, _HOST = settings.SITE_URL.partition("://")
_hosts: dict[str, bool] = {}


@dataclass(frozen=True)
class Asked:
    """``name`` is what the answer is kept under; path and query are what Django is asked for it."""

    path: str
    query: str = ""

    @property
    def name(self) -> str:
        """The query in front: a path may contain any sign, a question mark, too, but it begins with a slash."""
        return f"{self.query} {self.path}" if self.query else self.path

    def environ(self) -> dict[str, Any]:
        """A request by nobody in particular, at the site's own address."""
        host, port = split_domain_port(_HOST)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": host,
            "SERVER_PORT": port or ("443" if _SECURE else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": _HOST,
            **({"HTTP_X_FORWARDED_PROTO": "https"} if _SECURE else {}),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": _SCHEME,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def is_anybody(environ: dict[str, Any]) -> bool:
    """Nobody who is logged in, by a name of ours, as the site is meant to be reached. Asked of every request."""
    get = environ.get
    if get("REQUEST_METHOD") not in METHODS or get("SCRIPT_NAME"):
        return False
    if not _hosts.get(get("HTTP_HOST", "")) and not _is_ours(get("HTTP_HOST", "")):
        return False
    if is_secure(environ) is not _SECURE:
        return False
    cookies = get("HTTP_COOKIE")
    return not (cookies and settings.SESSION_COOKIE_NAME in cookies)


def is_secure(environ: dict[str, Any]) -> bool:
    told = settings.SECURE_PROXY_SSL_HEADER
    if told and told[0] in environ:
        return environ[told[0]].split(",", 1)[0].strip() == told[1]
    return environ.get("wsgi.url_scheme") == "https"


def _is_ours(host: str) -> bool:
    if len(host) > LONGEST or not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    if len(_hosts) < 100:  # with a wildcard, anybody can make up names
        _hosts[host] = True
    return True


def asked(environ: dict[str, Any]) -> Asked | None:
    """What is really asked for; None for whatever Django has to answer by itself."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > LONGEST or len(query) > LONGEST or not path.isascii() or any(map(environ.get, CONDITIONS)):
        return None
    try:
        page = resolve(path).url_name or ""
    except (Resolver404, ValueError):
        return None
    if page in ONLY_BARE:
        return None if query else Asked(path)
    reads = READS.get(page)
    if reads is None:
        return None
    given = QueryDict(query) if query else {}
    if any(name in given for name in reads - {PAGED}):
        return None
    if PAGED not in reads or PAGED not in given:
        return Asked(path)
    return _numbered(path, given[PAGED])


def _numbered(path: str, number: str) -> Asked | None:
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        return None
    return Asked(path) if int(number) == 1 else Asked(path, f"{PAGED}={int(number)}")
