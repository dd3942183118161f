"""What browsers are told on every page, judged by the rules of Mozilla's Observatory; hosts and ways off the site."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from newsroom import contact, env
from tests.bodies import body, embed, video
from tests.factories import ArticleFactory, ClipFactory, EditionFactory
from tests.newsroom.observatory import Seen, score

ROOT = Path(__file__).resolve().parents[2]
HOST = "blatt.example"
ENOUGH = 120
#: what a site on https reads from newsroom/settings.py
TOLD = """ALLOWED_HOSTS SITE_URL CONTENT_SECURITY_POLICY SESSION_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_SECURE
CSRF_COOKIE_NAME SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_REFERRER_POLICY
SECURE_CROSS_ORIGIN_OPENER_POLICY SECURE_CONTENT_TYPE_NOSNIFF X_FRAME_OPTIONS SECURE_PROXY_SSL_HEADER
SECURE_REDIRECT_EXEMPT""".split()


@pytest.fixture(scope="session")
def deployed() -> dict[str, object]:
    """The real settings of a paper at https://blatt.example, asked of a process of its own."""
    code = f"import json\nfrom newsroom import settings as s\nprint(json.dumps({{n: getattr(s, n) for n in {TOLD!r}}}))"
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    clean |= {"SITE_URL": f"https://{HOST}", "SECRET_KEY": "k" * 60}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


@pytest.fixture
def https(settings, deployed):
    for name, value in deployed.items():
        setattr(settings, name, value)
    return settings


def scanned(client: Client, path: str) -> Seen:
    """As the scanner does: over https, over http, and with the Origin of somebody else."""
    asked = {"headers": {"host": HOST, "x-forwarded-proto": "https"}}
    page = client.get(path, **asked)
    plain = client.get(path, headers={"host": HOST})
    foreign = client.get(path, headers=asked["headers"] | {"origin": "https://elsewhere.example"})
    cookies = SimpleCookie()
    for one in page.cookies.values():
        cookies.load(one.OutputString())
    return Seen(
        url=f"https://{HOST}{path}",
        headers=dict(page.headers),
        body=b"".join(page).decode() if page.streaming else page.content.decode(),
        cookies=[*cookies.values()],
        moves=[plain.headers["Location"]] if plain.status_code == 301 else [],
        cors=dict(foreign.headers),
    )


@pytest.fixture
def pages(db, https, administrator) -> dict[str, tuple[bool, str]]:
    """Every sort of page: is somebody logged in, and where."""
    film = embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ", title="Film")
    story = EditionFactory(slug="kran", body=body("Ein Absatz.", video(ClipFactory()), film))
    draft = ArticleFactory()
    desk = "/admin/articles/article/"
    return {
        "front": (False, "/"),
        "story": (False, story.get_absolute_url()),
        "search": (False, "/suche/?q=Kran"),
        "not there": (False, "/artikel/nie-gewesen/"),
        "log-in": (False, "/admin/login/"),
        "home of the desk": (True, "/admin/"),
        "list": (True, desk),
        "story form": (True, f"{desk}{draft.pk}/change/"),
        "preview": (True, f"{desk}{draft.pk}/preview/"),
        "picture of the front": (True, "/admin/fronts/front/home/page/"),
        "users": (True, "/admin/people/user/"),
        "password": (True, "/admin/password_change/"),
    }


def test_every_sort_of_page_has_the_points(pages, https, administrator):
    """``pytest -rP`` prints the points."""
    found = {}
    for name, (inside, path) in pages.items():
        client = Client()
        if inside:
            client.force_login(administrator)
        found[name], told = score(scanned(client, path))
        print(f"{name:22} {found[name]}  {' · '.join(told)}")
    assert {name: points for name, points in found.items() if points < ENOUGH} == {}


WEAK = Seen(url="https://weak.example/", headers={"Content-Type": "text/html"}, body="<script src=http://x.example/a>")
GOOD = {
    "Content-Type": "text/html",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def seen(*, without: str = "", cookie: str = "", body: str = "", moves=("https://x.example/",), cors=None, **headers):
    told = {name: value for name, value in GOOD.items() if name != without}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Seen("https://x.example/", told, body, [*SimpleCookie(cookie).values()], [*moves], cors or {})


@pytest.mark.once
@pytest.mark.parametrize(
    ("page", "points"),
    [
        (WEAK, 0),
        (seen(), 130),
        (seen(cookie="__Host-session=1; Secure; HttpOnly; SameSite=Lax"), 135),
        (seen(cookie="session=1; HttpOnly; SameSite=Lax"), 120),
        (seen(cookie="session=1; Secure; SameSite=Lax"), 70),
        (seen(cookie="csrftoken=1; Secure"), 80),
        (seen(without="Content-Security-Policy"), 55),
        (seen(Content_Security_Policy="script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"), 80),
        (seen(Content_Security_Policy="default-src 'self'; frame-ancestors 'none'"), 125),
        (seen(Content_Security_Policy="default-src 'none'; script-src https:; frame-ancestors 'none'"), 80),
        (seen(Content_Security_Policy="default-src 'none'; default-src *; frame-ancestors 'none'"), 75),
        (seen(Content_Security_Policy="default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"), 120),
        (seen(Content_Security_Policy="default-src 'none'; img-src http:; frame-ancestors 'none'"), 110),
        (seen(without="Strict-Transport-Security"), 80),
        (seen(Strict_Transport_Security="max-age=600"), 120),
        (seen(without="X-Content-Type-Options"), 125),
        (seen(without="Referrer-Policy"), 125),
        (seen(Referrer_Policy="unsafe-url"), 120),
        (seen(without="Cross-Origin-Resource-Policy"), 120),
        (seen(moves=()), 80),
        (seen(moves=("https://www.x.example/",)), 125),
        (seen(cors={"Access-Control-Allow-Origin": "*"}), 130),
        (
            seen(cors={"Access-Control-Allow-Origin": Seen.origin, "Access-Control-Allow-Credentials": "true"}),
            50,
        ),
        (seen(body="<script src='https://cdn.example/a.js'></script>"), 125),
        (seen(body="<script src='//cdn.example/a.js'></script>"), 50),
        (seen(body="<script src=/a.js integrity=sha384-x></script>"), 135),
    ],
)
def test_the_judge_takes_points_from_weak_pages(page, points):
    assert score(page)[0] == points


def test_pages_are_ours_alone_and_what_is_meant_for_others_is_not(client, https, db):
    EditionFactory()
    asked = {"headers": {"host": HOST, "x-forwarded-proto": "https"}}

    page, feed = client.get("/", **asked), client.get("/feed.rss", **asked)

    assert page.headers["Cross-Origin-Resource-Policy"] == page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in page.headers["Permissions-Policy"]
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Cross-Origin-Resource-Policy" not in feed.headers


JUNK_HOSTS = [
    *(
        "evil.example",
        "blatt.example.evil.example",
        "evil.example:443",
        "blatt.example@evil.example",
        "blatt.example:x",
    ),
    *("blatt.example/evil", "blatt.example, evil.example", "blatt.example evil.example", "[::1", "", ".", "localhost"),
    *("blatt.example#", "blatt.example?", "<script>", "../..", "blatt.example:80:80", "127.0.0.1", "\u2028"),
]


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/.well-known/security.txt", "/feed.rss"])
def test_another_host_is_refused(client, https, db, path):
    for host in JUNK_HOSTS:
        for scheme in ("http", "https"):
            answer = client.get(path, headers={"host": host, "x-forwarded-proto": scheme})
            assert (host, answer.status_code) == (host, 400)
            assert "Location" not in answer.headers
            assert "evil" not in answer.content.decode()


def test_what_a_client_says_of_its_way_here_changes_nothing(client, https, db):
    story = EditionFactory(slug="kran")
    lies = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-original-url": "/admin/"}
    lies |= {"x-forwarded-port": "8443", "x-host": "evil.example", "x-rewrite-url": "/admin/"}
    asked = {"host": HOST, "x-forwarded-proto": "https"}

    for path in (story.get_absolute_url(), "/feed.rss", "/sitemap.xml", "/sitemap-pages.xml", "/robots.txt"):
        told = client.get(path, headers=asked | lies)
        assert told.status_code == 200
        assert "evil" not in told.content.decode() + str(told.headers)
    plain = client.get("/", headers={"host": HOST} | lies)
    assert plain.headers["Location"] == f"https://{HOST}/"


#: ways off the site in every spelling that a browser or a library reads as another host
OFF = [
    *("//evil.example", "///evil.example", "////evil.example/%2e%2e", "\\\\evil.example", "/\\evil.example"),
    *("https:evil.example", "https:/evil.example", "http:///evil.example", "https://evil.example", "/%09/evil.example"),
    *("/\t/evil.example", "\t//evil.example", " //evil.example", "\x00//evil.example", "javascript:alert(1)"),
    *(
        "data:text/html,<script>alert(1)</script>",
        "https://blatt.example@evil.example/",
        "//blatt.example@evil.example",
    ),
    *(
        "https://blatt.example.evil.example",
        "https://evil.example#blatt.example",
        "/\n/evil.example",
        "\\/evil.example",
    ),
    *("//evil.example/%2f..", "/%5cevil.example", "/.//evil.example", "//%65vil.example", "http://evil.example\\@x"),
]


def leads_away(location: str) -> bool:
    """As a browser reads it: tabs and line ends vanish, a backslash is a slash, a scheme needs none."""
    read = re.sub(r"[\t\r\n]", "", location).lstrip("".join(map(chr, range(33)))).replace("\\", "/")
    return (
        read.startswith("//")
        or bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", read))
        and not read.startswith(f"https://{HOST}/")
    )


@pytest.mark.once
def test_the_judge_of_ways_knows_the_bad_ones():
    assert all(leads_away(off) for off in OFF if not off.startswith(("/%", "/.")))
    assert not any(map(leads_away, ("/", "/admin/?a=//b", f"https://{HOST}/admin/", "../x", "?next=//evil.example")))


@pytest.mark.parametrize("off", OFF)
def test_nobody_is_sent_off_the_site(https, administrator, off):
    """By what stands in an address or a form; and the path itself is never a host."""
    asked = {
        "headers": {"host": HOST, "x-forwarded-proto": "https", "referer": off.replace("\n", "").replace("\x00", "")}
    }
    answers = []
    for inside in (True, False):
        client = Client()
        if inside:
            client.force_login(administrator)
        for name in ("next", "to", "back", "url", "return", "_back", "redirect"):
            answers.append(client.get("/admin/login/", {name: off}, **asked))
            answers.append(client.post("/admin/language/", {"language": "en", name: off}, **asked))
            answers.append(client.get("/admin/language/", {name: off}, **asked))
        answers.append(client.get("/" + off.lstrip("\t \x00").replace("\n", "%0A"), **asked))
        answers.append(client.post("/admin/logout/", {"next": off}, **asked))
    away = [one.headers["Location"] for one in answers if leads_away(one.headers.get("Location", ""))]
    assert away == []
    assert max(one.status_code for one in answers) < 500


def test_security_txt_says_whom_to_tell_and_until_when(client, https, db):
    https.SECURITY_CONTACT = "mailto:holes@blatt.example"
    answer = client.get("/.well-known/security.txt", headers={"host": HOST, "x-forwarded-proto": "https"})

    told = dict(line.split(": ", 1) for line in answer.content.decode().split("\r\n") if line)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert told.pop("Contact") == "mailto:holes@blatt.example"
    until = datetime.fromisoformat(told.pop("Expires"))
    assert timedelta(days=90) < until - timezone.now() < timedelta(days=365)
    assert told == {
        "Preferred-Languages": "de, en",
        "Canonical": "https://blatt.example/.well-known/security.txt",
    }


def test_without_somebody_to_tell_there_is_no_security_txt(client, settings, db):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("", ""),
        ("holes@blatt.example", "mailto:holes@blatt.example"),
        ("mailto:holes@blatt.example", "mailto:holes@blatt.example"),
        ("https://blatt.example/melden", "https://blatt.example/melden"),
    ],
)
def test_who_is_told_is_a_mail_address_or_a_page(monkeypatch, value, meant):
    monkeypatch.setenv("SECURITY_CONTACT", value)
    assert contact.contact("SECURITY_CONTACT") == meant


@pytest.mark.once
@pytest.mark.parametrize("value", ["us", "http://blatt.example/", "a@b\nExpires: never", "https://", "a b@c.example"])
def test_what_is_neither_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SECURITY_CONTACT", value)
    with pytest.raises(env.Misconfigured, match="Example: SECURITY_CONTACT=security@example.org"):
        contact.contact("SECURITY_CONTACT")
