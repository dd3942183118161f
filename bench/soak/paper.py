"""A newsroom to be treated badly: the real server here, people at its desk, and how to save as one of them."""

import http.cookiejar
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 -- needs the path

django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings
from django.core.management import call_command  # noqa: E402 -- the same
from django.test import Client  # noqa: E402 -- the same
from lxml import html  # noqa: E402 -- the same

from articles import lifecycle  # noqa: E402 -- the same
from articles.body import canonical  # noqa: E402 -- the same
from articles.models import Article, Section  # noqa: E402 -- the same
from newsroom.roles import set_up_roles  # noqa: E402 -- the same
from people.models import User  # noqa: E402 -- the same

Fields = list[tuple[str, str]]


def tables() -> None:
    """What ``prepare`` would do, without its demo newsroom. Static files are those of all parts of a run."""
    call_command("migrate", verbosity=0)
    set_up_roles()
    stamp = settings.STATIC_ROOT / ".collected"
    if not stamp.exists():
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.touch()


@contextmanager
def server(workers: int = 2, before: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """``manage.py serve`` as readers get it; ``before``: a program that starts it."""
    command = [*before, sys.executable, "manage.py", "serve", "--workers", str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    assert process.stdout is not None  # noqa: S101
    try:
        for line in process.stdout:
            if "ctrl-C closes it" in line:
                break
        else:
            raise SystemExit("The server did not open.")
        yield process
    finally:
        process.terminate()
        process.wait(60)


def processes(process: subprocess.Popen[str], word: str = "granian") -> list[int]:
    """The server's own processes that answer requests: leaves of the tree, by their command line."""
    parents, lines = {}, {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            lines[int(place.name)] = (place / "cmdline").read_bytes().decode(errors="replace")
        except (OSError, IndexError):
            continue
    ours, todo = set(), [process.pid]
    while todo:
        one = todo.pop()
        children = [pid for pid, parent in parents.items() if parent == one]
        ours.update(children)
        todo += children
    servers = {pid for pid in ours if word in lines.get(pid, "") or word in lines.get(parents[pid], "")}
    return [pid for pid in servers if pid not in {parents[other] for other in servers}]


def age(pid: int) -> float:
    """Seconds since this process began; 0 if it has ended meanwhile."""
    with suppress(OSError):
        begun = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
        return float(Path("/proc/uptime").read_text().split()[0]) - begun / os.sysconf("SC_CLK_TCK")
    return 0.0


def memory(pids: list[int]) -> float:
    """Megabytes that these processes hold."""
    pages = 0
    for pid in pids:
        with suppress(OSError):  # it may have ended meanwhile
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def story(words: str, *, live: bool = False, paragraphs: int = 6) -> Article:
    section = Section.objects.get_or_create(slug="stadt", defaults={"name": "Stadt"})[0]
    text = [{"type": "paragraph", "content": [{"type": "text", "text": f"{words} {n}."}]} for n in range(paragraphs)]
    body = canonical.with_ids(canonical.document(text))
    made = lifecycle.save(Article(headline=words, lead="Was das heißt.", section=section, body=body), by=None)
    if live:
        lifecycle.publish(made, by=None)
    return made


def colleague(name: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(*Group.objects.filter(name="CvD"))
    return user


from django.contrib.auth.models import Group  # noqa: E402 -- the same


class Desk:
    """A browser of somebody at the desk, or of a reader; without one answer it waits ten seconds at most."""

    def __init__(self, user: User | None = None):
        jar = http.cookiejar.CookieJar()
        self._quiet = urllib.request.build_opener(_Stay(), urllib.request.HTTPCookieProcessor(jar))
        self._cookie = ""
        if user:
            client = Client()
            client.force_login(user)
            self._cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def ask(
        self, path: str, fields: Fields | None = None, method: str | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """Status and body; 0 if nobody answered, and then nobody knows what became of it."""
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        request = urllib.request.Request(settings.SITE_URL + path, data, method=method)  # noqa: S310 our own server
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        token = dict(fields or []).get("csrfmiddlewaretoken", "")
        if self._cookie:
            request.add_header("Cookie", self._cookie + (f"; {settings.CSRF_COOKIE_NAME}={token}" if token else ""))
        if token:
            request.add_header("Origin", settings.SITE_URL)
        try:
            with self._quiet.open(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read()
        except (OSError, http.client.HTTPException):
            return 0, b""

    def form(self, key: int) -> Fields | None:
        """The story form as it stands in the page, to be sent back."""
        status, page = self.ask(f"/admin/articles/article/{key}/change/")
        if status != 200:
            return None
        (form,) = [one for one in html.fromstring(page).forms if "base_version" in one.fields]
        return [(name, value) for name, value in form.form_values() if name and not name.startswith("_")]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None
