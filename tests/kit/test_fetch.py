"""Going out: only to the open internet, only to where a name led when it was asked, and not for long."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kit import fetch
from kit.fetch import NotFetched

pytestmark = pytest.mark.once


class Neighbour(BaseHTTPRequestHandler):
    """A machine of the inner network that must never hear from us, and one that we name as trusted."""

    def do_GET(self):
        self.server.heard.append(self.path)
        self.server.told.append(dict(self.headers))
        getattr(self, f"_{self.path.strip('/').partition('?')[0]}", self._page)()

    do_PURGE = do_GET  # noqa: N815 so it is called

    def _page(self):
        self._answer(200, b"<p>Moin", {"Content-Type": "text/html; charset=utf-8"})

    def _here(self):
        self._answer(302, b"", {"Location": "/page?a=1"})

    def _round(self):
        self._answer(302, b"", {"Location": "/round"})

    def _inwards(self):
        self._answer(302, b"", {"Location": f"http://localhost:{self.server.server_port}/secret"})

    def _file(self):
        self._answer(302, b"", {"Location": "file:///etc/passwd"})

    def _large(self):
        self._answer(200, b"x" * 2001, {})

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def _claims(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000000000")
        self.end_headers()

    def _packed(self):
        self._answer(200, b"x", {"Content-Encoding": "gzip"})

    def _drip(self):
        self.send_response(200)
        self.end_headers()
        for _byte in range(100):
            self.wfile.write(b".")
            self.wfile.flush()
            if self.server.closing.wait(0.1):
                return

    def _answer(self, status, body, headers):
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever hangs up in the middle of an answer is what some of these tests are about."""


@pytest.fixture
def neighbour() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Neighbour)
    server.heard, server.told, server.closing = [], [], threading.Event()
    server.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()


#: this machine and its neighbours, in every spelling that a resolver or a browser understands
INNER = """localhost localhost. LOCALHOST 127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 0 0.0.0.0 127.255.255.254
[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::] [2002:a00:1::]
10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 [fe80::1] [fd00::1] [fec0::1] 100.64.0.1 192.0.0.1 192.0.2.1
198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 [ff02::1] [::ffff:169.254.169.254] [2001:db8::1]""".split()


@pytest.mark.parametrize("host", INNER)
def test_no_spelling_of_an_inner_machine_is_asked(host, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))

    with pytest.raises(NotFetched):
        fetch.fetch(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "data:text/plain,x", "//example.org/"),
        *("javascript:alert(1)", "http:/example.org", "http://", "", "example.org", "http://a\\b/", "http://ex ample/"),
        *("http://user:word@example.org/", "http://example.org@127.0.0.1/", "http://example.org:22/", "http:// /"),
        *("http://example.org:5432/", "https://example.org:80/", "http://example.org:0/", "http://example.org:x/"),
        *("http://example.org/a\r\nHost: b", "http://exam\x00ple.org/", "http://ex\u00e4mple.org/", "http://[::1"),
        *("http://example.org/\u2028", "http://exam%70le.org/", "http://[fe80::1%25eth0]/", "\thttp://example.org/"),
    ],
)
def test_what_is_no_web_address_is_asked_nowhere(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: pytest.fail("asked"))

    with pytest.raises(NotFetched):
        fetch.fetch(url)


def answering(monkeypatch, *answers):
    """A resolver that says something else each time it is asked; the addresses that were connected to."""
    asked, connected = iter(answers), []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **more: [(0, 0, 0, "", (ip, port)) for ip in next(asked)]
    )

    def connect(address, **more):
        connected.append(address)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "create_connection", connect)
    return connected


def test_a_name_that_changes_its_meaning_is_asked_once_and_held_to_it(monkeypatch):
    connected = answering(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])

    with pytest.raises(NotFetched):
        fetch.fetch("http://rebinding.example/")

    assert connected == [("93.184.216.34", 80)]


def test_one_inner_address_among_open_ones_refuses_the_name(monkeypatch):
    connected = answering(monkeypatch, ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(NotFetched, match="inner network"):
        fetch.fetch("http://both.example/")

    assert connected == []


def test_a_machine_named_in_the_settings_is_asked(neighbour):
    answer = fetch.fetch(f"{neighbour.origin}/here", trusted=[neighbour.origin], headers={"Accept": "text/html"})

    assert (answer.status, answer.body, answer.url) == (200, b"<p>Moin", f"{neighbour.origin}/page?a=1")
    assert neighbour.told[0]["Host"] == neighbour.origin.removeprefix("http://")
    assert fetch.fetch(f"{neighbour.origin}/x", trusted=[neighbour.origin], method="PURGE").status == 200


@pytest.mark.parametrize("path", ["inwards", "file"])
def test_a_redirect_is_judged_like_the_first_address(neighbour, path):
    with pytest.raises(NotFetched):
        fetch.fetch(f"{neighbour.origin}/{path}", trusted=[neighbour.origin])

    assert neighbour.heard == [f"/{path}"]  # the canary: nobody asked for /secret


def test_a_key_for_one_machine_is_not_handed_to_the_next(neighbour):
    other = f"http://localhost:{neighbour.server_port}"

    fetch.fetch(f"{neighbour.origin}/inwards", trusted=[neighbour.origin, other], headers={"Authorization": "secret"})

    assert ["Authorization" in told for told in neighbour.told] == [True, False]


@pytest.mark.parametrize("path", ["large", "endless", "claims", "packed", "round"])
def test_what_is_too_much_is_not_taken(neighbour, path):
    began = time.monotonic()
    with pytest.raises(NotFetched):
        fetch.fetch(f"{neighbour.origin}/{path}", trusted=[neighbour.origin], largest=2000)

    assert time.monotonic() - began < fetch.SECONDS
    assert len(neighbour.heard) == (fetch.REDIRECTS + 1 if path == "round" else 1)


def test_a_slow_drip_ends_when_the_time_is_up(neighbour):
    with pytest.raises(NotFetched, match="too long"):
        fetch.fetch(f"{neighbour.origin}/drip", trusted=[neighbour.origin], seconds=0.3)


def test_only_the_kinds_asked_for_are_read(neighbour):
    with pytest.raises(NotFetched, match="text/html, and not application/json"):
        fetch.fetch(f"{neighbour.origin}/page", trusted=[neighbour.origin], types=["application/json"])


def test_nobody_answering_is_a_sentence():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotFetched, match="does not answer"):
            fetch.fetch(origin, trusted=[origin])


def test_a_machine_without_a_certificate_for_its_name_is_not_believed(neighbour):
    origin = neighbour.origin.replace("http:", "https:")

    with pytest.raises(NotFetched, match="does not answer"):
        fetch.fetch(origin, trusted=[origin])
