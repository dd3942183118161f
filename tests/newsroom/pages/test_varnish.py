"""A real Varnish in front, with the file that is shipped: it keeps what it may and forgets what it is told to."""

import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.db import connection

from articles import lifecycle
from kit import freshness
from newsroom.pages.headers import keys_of
from newsroom.pages.purging import Purger
from newsroom.pages.versions import slots_of
from tests.factories import ArticleFactory
from tests.newsroom.pages.conftest import HOST, in_front

VCL = Path(__file__).resolve().parents[3] / "deploy" / "varnish" / "newsroom.vcl"
VARNISH = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin:/usr/local/sbin")


class Quiet(WSGIRequestHandler):
    def log_message(self, *told: object) -> None:
        """Nobody reads it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def newsroom(transactional_db, tmp_path) -> Iterator[WSGIServer]:
    """Answers on a port, as an application server does."""
    pages = in_front(tmp_path / "pages", cached_in_front=True)

    def application(environ, start_response):
        try:
            return pages(environ, start_response)
        finally:
            connection.close()

    server = WSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    server.pages = pages
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def varnish(newsroom, tmp_path) -> Iterator[int]:
    """Its port; without the program these tests are skipped at home and fail under ``CI``."""
    if not VARNISH:
        advice = "no varnishd found: install it (Debian: apt install varnish)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    port, vcl = free_port(), tmp_path / "newsroom.vcl"
    vcl.write_text(VCL.read_text().replace('.port = "8000"', f'.port = "{newsroom.server_port}"'))
    process = subprocess.Popen(
        [VARNISH, "-F", "-j", "none", "-a", f"127.0.0.1:{port}", "-f", vcl, "-n", tmp_path / "v", "-s", "malloc,16m"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    purger = Purger(f"http://127.0.0.1:{port}")

    def tell(names):
        newsroom.pages.versions.bump(slots_of(names))
        purger.purge(keys_of(slots_of(names)).split()[1:])

    freshness.listen(tell)
    yield port
    freshness.listen(None)
    purger.close()
    process.terminate()
    told = process.communicate(timeout=20)[0].decode()
    assert process.returncode in (0, -15), told


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request(method, path, headers={"Host": HOST, **headers})
    answer = asked.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    asked.close()
    return found


def within_two_seconds(port: int, path: str, word: str) -> None:
    until = time.monotonic() + 2
    while word in get(port, path)[2] and time.monotonic() < until:
        time.sleep(0.02)
    assert word not in get(port, path)[2]


def test_it_keeps_pages_and_forgets_them_when_told(varnish, newsroom):
    story = ArticleFactory(slug="kran", headline="Zimtkanari", live=True)
    time.sleep(1.5)  # what was told of making it is said twice
    drawn = newsroom.pages.application.asked

    _status, first, text = get(varnish, "/artikel/kran/")
    _status, again, same = get(varnish, "/artikel/kran/", Cookie="seen=1", **{"Accept-Encoding": "identity"})
    assert "Zimtkanari" in text == same
    assert (first["age"], again["x-varnish"].count(" ")) == ("0", 1)  # two numbers: the request, and who fetched it
    assert not {"surrogate-control", "surrogate-key", "x-keys"} & again.keys()
    assert again["cache-control"] == "no-cache"
    assert get(varnish, "/artikel/kran/", **{"If-None-Match": first["etag"]})[0] == 304
    assert drawn.count("/artikel/kran/") == 1

    get(varnish, "/")
    lifecycle.withdraw(story, by=None, reason="Irrtum")
    within_two_seconds(varnish, "/artikel/kran/", "Zimtkanari")
    within_two_seconds(varnish, "/", "Zimtkanari")
    assert get(varnish, "/artikel/kran/")[0] == 410


def test_who_is_logged_in_is_never_answered_from_it(varnish, newsroom):
    get(varnish, "/impressum/")
    asked = len(newsroom.pages.application.asked)
    for _twice in range(2):
        _status, headers, _text = get(varnish, "/impressum/", Cookie="session=abc")
        assert headers["cache-control"] == "private, no-cache"
    assert len(newsroom.pages.application.asked) == asked + 2


def test_only_names_can_be_purged(varnish):
    assert get(varnish, "/", "PURGE")[0] == 400
    assert get(varnish, "/", "PURGE", **{"Surrogate-Key": "a|.*"})[0] == 400
    assert get(varnish, "/", "PURGE", **{"Surrogate-Key": "all articles_edition"})[0] == 200
