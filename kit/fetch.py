"""The only way out: whatever the newsroom asks of another machine over HTTP goes through ``fetch``.

Somebody who may type an address could otherwise make this server ask its own neighbours (a database, the metadata of
a cloud) and read the answer. So a name is resolved once, every answer has to be an address of the open internet, and
the connection goes to that very address: a name that means something else a moment later gains nothing.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS = 5.0  # in all, however slowly it drips
LARGEST = 5_000_000  # bytes of a body
REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]+")
NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]|[^\x00-\x7f]")
#: IPv6 that leads on to any IPv4 address, a private one too
TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)
MOVED = {301, 302, 303, 307, 308}


class NotFetched(Exception):
    """Refused, or nobody answered as asked. The message is one sentence, for whoever gave the address."""


@dataclass(frozen=True)
class Answer:
    """``url``: where it came from in the end. ``headers``: by their names in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    types: Collection[str] = (),
    largest: int = LARGEST,
    seconds: float = SECONDS,
    trusted: Collection[str] = (),
) -> Answer:
    """Ask ``url``, and at most three redirects further; raises ``NotFetched``. An answer like 404 is an answer.

    ``types``: the only kinds of content that are read, all if empty. ``trusted``: origins (``http://10.0.0.7:6081``)
    that whoever runs the newsroom has named in its settings; only these may be private or on a port of their own.
    """
    sent = dict(headers or {})
    with _in_time(seconds) as clock:
        for _hop in range(REDIRECTS + 1):
            parts = _understood(url)
            answer = _asked(parts, method, sent, body, types, largest, _origin(parts) in trusted, clock)
            if answer.status not in MOVED or "location" not in answer.headers or method not in ("GET", "HEAD"):
                return answer
            url = urljoin(url, answer.headers["location"])
            if _origin(_understood(url)) != _origin(parts):
                sent = {}  # a key for one machine is none of another one's business
    raise NotFetched(f"{parts.hostname} sends on more than {REDIRECTS} times.")


def _understood(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in PORTS and parts.port != 0 and NAME.fullmatch(parts.hostname or "")
    except ValueError:
        usable = None
    if not usable or NOT_IN_AN_ADDRESS.search(url) or "@" in parts.netloc:
        raise NotFetched("This is no web address that could be asked: http:// or https://, a name, and no password.")
    return parts


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _addresses(parts: SplitResult, is_trusted: bool) -> list[str]:
    """Where this name leads, asked once. One private address among them refuses them all."""
    port = parts.port or PORTS[parts.scheme]
    if port != PORTS[parts.scheme] and not is_trusted:
        raise NotFetched(f"Port {port} is not asked, only {PORTS[parts.scheme]}.")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NotFetched(f"Nobody knows where {parts.hostname} is.") from problem
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not (is_trusted or all(map(is_open, addresses))):
        raise NotFetched(f"{parts.hostname} is a machine of an inner network, and those are not asked.")
    return addresses


def is_open(address: str) -> bool:
    """An address of the open internet: not this machine, no inner network, and no way around through IPv6."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address) and (one.ipv4_mapped or any(one in net for net in TRANSLATED)):
        return False
    odd = one.is_multicast or one.is_reserved or one.is_unspecified or getattr(one, "is_site_local", False)
    return one.is_global and not odd


class _Clock:
    """Ends the connection in hand when the time for the whole errand is up, in the middle of an answer, too."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.socket: socket.socket | None = None

    @property
    def left(self) -> float:
        """Seconds; raises if there are none."""
        if (left := self.until - time.monotonic()) <= 0:
            raise TimeoutError
        return left

    def ring(self) -> None:
        if self.socket is not None:
            with suppress(OSError):  # it had ended by itself
                self.socket.shutdown(socket.SHUT_RDWR)


@contextmanager
def _in_time(seconds: float) -> Iterator[_Clock]:
    clock = _Clock(seconds)
    timer = threading.Timer(seconds, clock.ring)
    timer.daemon = True
    timer.start()
    try:
        yield clock
    finally:
        timer.cancel()


def _asked(
    parts: SplitResult,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
    types: Collection[str],
    largest: int,
    is_trusted: bool,
    clock: _Clock,
) -> Answer:
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or PORTS[parts.scheme])
    try:
        connection.sock = clock.socket = _connected(parts, _addresses(parts, is_trusted), clock)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body=body, headers={"Accept-Encoding": "identity", **headers})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        is_page = answer.status not in MOVED and method != "HEAD"
        read = _read(answer, told, types, largest) if is_page else b""
        return Answer(parts.geturl(), answer.status, told, read if clock.left else b"")
    except TimeoutError as problem:
        raise NotFetched(f"{parts.hostname} took too long.") from problem
    except (OSError, http.client.HTTPException) as problem:
        why = "does not answer as a web server does" if clock.until > time.monotonic() else "took too long"
        raise NotFetched(f"{parts.hostname} {why}.") from problem
    finally:
        connection.close()


def _connected(parts: SplitResult, addresses: list[str], clock: _Clock) -> socket.socket:
    """A connection to one of these very addresses; the name only has to be the one on the certificate."""
    problem: OSError = OSError("no address")
    for address in addresses:
        try:
            bare = socket.create_connection((address, parts.port or PORTS[parts.scheme]), timeout=clock.left)
        except OSError as refusal:
            problem = refusal
            continue
        if parts.scheme == "http":
            return bare
        try:
            return ssl.create_default_context().wrap_socket(bare, server_hostname=parts.hostname)
        except (OSError, ValueError) as refusal:
            bare.close()
            raise OSError("no certificate for this name") from refusal
    raise problem


def _read(answer: http.client.HTTPResponse, told: Mapping[str, str], types: Collection[str], largest: int) -> bytes:
    kind = told.get("content-type", "").partition(";")[0].strip().lower()
    if types and kind not in types:
        raise NotFetched(f"What came is {kind or 'of no kind'}, and not {' or '.join(sorted(types))}.")
    if told.get("content-encoding", "identity").lower() != "identity":
        raise NotFetched("What came is packed, though it was asked for as it is.")
    if not told.get("content-length", "0").isdigit() or int(told.get("content-length", "0")) > largest:
        raise NotFetched(f"What came is larger than {largest} bytes.")
    body = answer.read(largest + 1)
    if len(body) > largest:
        raise NotFetched(f"What came is larger than {largest} bytes.")
    return body
