"""Two app servers, one database, one Redis, nginx in front: what one has published the other shows."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as live_settings
from django.contrib.sessions.models import Session
from django.db import connection

from newsroom.management.commands.prepare import PREPARING
from tests.factories import ArticleFactory
from tests.newsroom.test_serve import ROOT, free_port, start, until
from tests.newsroom.test_start import run
from tests.newsroom.test_worker import database_url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite is a file of one machine; see docs/deploy-several.md"
    ),
]
LOOKS, BETWEEN = 8, 0.25  # two seconds on a quiet machine; on a busy one no fewer looks
TOKEN = "a" * 32  # of the form; the same in cookie and field
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def program(name: str, found: str | None) -> str:
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {name}: Debian's package {name}")
    return found


class House:
    """Everything that runs for one test, by its ports."""

    def __init__(self, place: Path) -> None:
        self.place, self.running = place, {}
        self.redis, self.front, *self.servers = (free_port() for _door in range(4))

    def open(self) -> None:
        redis = program("redis-server", shutil.which("redis-server"))
        self._run(
            "redis", [redis, "--port", str(self.redis), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.place)]
        )
        settings = {
            "SITE_URL": f"https://localhost:{self.front}", "DEMO": "1", "DATABASE_URL": database_url(),
            "CACHE_URL": f"redis://127.0.0.1:{self.redis}/0", "LOG_LEVEL": "ERROR", "SECRET_KEY": live_settings.SECRET_KEY,
        }  # fmt: skip
        until(lambda: self._answers(self.redis), "Redis")
        prepare(self.place, settings)
        for port, server in zip(self.servers, ("granian", "gunicorn"), strict=True):
            self.running[port] = start(self.place, "--alone", "--port", str(port), "--server", server, **settings)
        self._nginx()
        self.trust = ssl.create_default_context(cafile=self.place / "certificate.pem")
        for port in self.servers:
            until(lambda port=port: self.ask(port, "/healthz")[0] == 200, f"the server on {port}")
        until(lambda: self.ask(self.front, "/healthz")[0] == 200, "nginx")

    def _run(self, name: str, line: list[str]) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.running[name] = subprocess.Popen(line, **quiet)

    def _nginx(self) -> None:
        nginx = program("nginx", NGINX)
        conf = adapted(ROOT / "deploy/several-machines/nginx.conf", self.place, self.front, self.servers)
        checked = subprocess.run([nginx, "-t", "-c", conf, "-p", self.place], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        self._run("nginx", [nginx, "-c", str(conf), "-p", str(self.place)])

    def _answers(self, port: int) -> bool:
        visit = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError):
            visit.connect()
            visit.close()
            return True
        return False

    def ask(self, port: int, path: str, cookie: str = "", data: str | None = None) -> tuple[int, str]:
        """Status and body; 0 if nobody answered. A server itself is asked as the nginx in front would ask it."""
        if port == self.front:
            visit = http.client.HTTPSConnection("localhost", port, timeout=20, context=self.trust)
        else:
            visit = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Host": f"localhost:{self.front}", "X-Forwarded-Proto": "https", "Cookie": cookie}
        if data is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://localhost:{self.front}/",
            }
        try:
            visit.request("GET" if data is None else "POST", path, body=data, headers=headers)
            answer = visit.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            visit.close()

    def close(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=60)
            process.kill()


def soon(true: Callable[[], bool], what: str) -> None:
    for _look in range(LOOKS):
        if true():
            return
        time.sleep(BETWEEN)
    pytest.fail(f"waited in vain for {what}")


def prepare(place: Path, settings: dict[str, str]) -> None:
    """The static files alone: the tables are those of the test."""
    done = run("manage.py", "collectstatic", "--noinput", "-v0", STATIC_ROOT=f"{place}/static", SECRET_KEY="k" * 60)
    assert done.returncode == 0, done.stderr
    (place / "static/.collected").touch()


def adapted(conf: Path, place: Path, front: int, servers: list[int]) -> Path:
    """The file of the page with the ports and the certificate of this test."""
    key, certificate = place / "key.pem", place / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run(
        [
            *made,
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    told = conf.read_text()
    for number, port in enumerate(servers, start=1):
        told = told.replace(f"10.0.0.1{number}:8000", f"127.0.0.1:{port}")
    told = re.sub(r"listen \[::\].*\n", "", told)
    told = told.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace(
        "listen 443", f"listen 127.0.0.1:{front}"
    )
    told = told.replace("blatt.example.org;", "localhost;").replace("Host $host;", "Host $http_host;")
    told = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", told)
    told = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", told)
    scratch = " ".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {place}/nginx.pid; error_log {place}/error.log; worker_processes 1;\n"
    whole += f"events {{}}\nhttp {{ {scratch}\n{told}\n}}\n"
    (place / "nginx.conf").write_text(whole)
    return place / "nginx.conf"


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    house = House(tmp_path)
    try:
        house.open()
        yield house
    finally:
        house.close()


def test_what_one_server_publishes_the_other_shows_and_one_that_dies_is_not_missed(house, cvd, client):
    story = ArticleFactory(headline="Zwei Häuser, eine Zeitung")
    client.force_login(cvd)
    cookie = f"__Host-session={Session.objects.get().session_key}; __Host-csrftoken={TOKEN}"
    first, second = house.servers
    form = f"csrfmiddlewaretoken={TOKEN}"
    deed = f"/admin/articles/article/{story.pk}/"

    for port in (first, second, house.front):  # both have the front page of before, ready to be given again
        assert story.headline not in house.ask(port, "/")[1]
        assert house.ask(port, "/admin/", cookie)[0] == 200  # one cookie for all

    assert house.ask(first, f"{deed}publish/", cookie, form)[0] == 302
    url = story.editions.get().get_absolute_url()
    soon(lambda: house.ask(second, url)[0] == 200, "the story on the other server")
    soon(lambda: story.headline in house.ask(second, "/")[1], "the front page of the other server")

    wrong = "withdraw-reason=Falsch.&withdraw-notice=Zur%C3%BCckgezogen."
    assert house.ask(second, f"{deed}withdraw/", cookie, f"{form}&{wrong}")[0] == 302
    soon(lambda: house.ask(first, url)[0] == 410, "the story to go on the first server")
    soon(lambda: story.headline not in house.ask(first, "/")[1], "the front page of the first server")

    _nobody_misses(house, first)


def _nobody_misses(house: House, port: int) -> None:
    """Readers come one after another while a server is stopped; each of them gets a whole page from nginx."""
    told, over = [], threading.Event()

    def read() -> None:
        while not over.is_set():
            told.append(house.ask(house.front, "/")[0])

    reader = threading.Thread(target=read)
    reader.start()
    until(lambda: len(told) > 5, "a reader")
    house.running[port].send_signal(signal.SIGTERM)
    house.running[port].wait(timeout=60)
    stopped = len(told)
    until(lambda: len(told) > stopped + 5, "readers after it")
    over.set()
    reader.join()
    assert set(told) == {200}


def test_two_that_start_together_wait_for_each_other_with_the_tables(tmp_path):
    variables = {"DATABASE_URL": database_url(), "SECRET_KEY": "k" * 60}
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        with ThreadPoolExecutor() as pool:
            second = pool.submit(run, "manage.py", "prepare", "--no-static", **variables)
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            until(lambda: other.execute(waiting).fetchone() == (1,) or second.done(), "the second to come")
            assert not second.done()
            other.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
            assert (second.result().returncode, second.result().stderr) == (0, "")
