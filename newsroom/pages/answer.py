"""One answer as it is kept: Django's own status, headers and bytes, and the same bytes compressed."""

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zlib import crc32

import brotli

Headers = list[tuple[str, str]]
#: best first; a coding that costs most when a page is drawn, and nothing when it is sent
CODINGS = ("br", "gzip", "")
#: below that a coding saves less than its header takes
WORTH_IT = 200
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
KEPT = frozenset({200, 301, 302, 410})
PRIVATE = ("private", "no-store")


@dataclass(frozen=True)
class Variant:
    status: str
    headers: Headers
    body: list[bytes]
    etag: str

    def unchanged(self, condition: str) -> bool:
        """Whether ``If-None-Match`` names this variant. Only a page that is there can be the one somebody has."""
        tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
        return self.status.startswith("200") and bool(self.etag) and (self.etag in tags or condition.strip() == "*")


@dataclass
class Answer:
    status: str
    headers: Headers
    body: bytes
    #: compressed when they are first asked for
    variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def may_be_kept(self) -> bool:
        """The same for everybody and meant to be: whatever names a reader, or forbids keeping, is only passed on."""
        caching = self.header("cache-control")
        return (
            self.code in KEPT
            and not self.header("set-cookie")
            and not any(word in caching for word in PRIVATE)
            and self.header("vary").lower() in ("", "accept-encoding")
        )

    @property
    def weight(self) -> int:
        """Bytes in memory, about: compressed a page takes a seventh, and it is kept in each coding."""
        return 2000 + len(self.body) * 4 // 3

    def variant(self, coding: str) -> Variant:
        found = self.variants.get(coding)
        if found is None:
            found = self.variants[coding] = self._made(coding)
        return found

    def _made(self, coding: str) -> Variant:
        etag = self.header("etag")
        if not coding or len(self.body) < WORTH_IT or not self.header("vary"):
            return Variant(self.status, self.headers, [self.body], etag)
        body = COMPRESSED[coding](self.body)
        etag = f'{etag[:-1]}-{coding}"' if etag else ""
        own = {"etag": etag, "content-length": str(len(body))}
        headers = [(name, own.get(name.lower(), value)) for name, value in self.headers]
        return Variant(self.status, [*headers, ("Content-Encoding", coding)], [body], etag)

    # --- as it lies on the shelf

    def packed(self, told: dict[str, Any]) -> bytes:
        """With a sum over everything: half a file is no page."""
        head = json.dumps({**told, "status": self.status, "headers": self.headers}).encode()
        rest = len(head).to_bytes(4, "big") + head + self.body
        return crc32(rest).to_bytes(4, "big") + rest


def unpacked(stored: bytes) -> tuple[Answer, dict[str, Any]] | None:
    """None for anything that is not exactly what was packed."""
    if len(stored) < 8 or crc32(stored[4:]).to_bytes(4, "big") != stored[:4]:
        return None
    size = int.from_bytes(stored[4:8], "big")
    told = json.loads(stored[8 : 8 + size])
    headers = [(name, value) for name, value in told.pop("headers")]
    return Answer(told.pop("status"), headers, stored[8 + size :]), told


def collected(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    """What an application answers, whole."""
    told: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        told[:] = [status, headers]
        return lambda _more: None

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Answer(told[0], list(told[1]), body)


@lru_cache(256)
def coding_for(accepted: str) -> str:
    """The best coding that a browser takes; ``""`` is none. A weight of 0 is a no, ``*`` stands for all not named."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        try:
            weights[name.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0
    anything = weights.get("*", 0)
    offered = {coding: weights.get(coding, anything) for coding in COMPRESSED}
    plain = weights.get("identity", 0.001)
    best = max(CODINGS, key=lambda coding: offered.get(coding, plain))
    return best if offered.get(best, plain) > 0 else ""
