"""Where one process finds the page that another one has drawn: a folder of a fixed number of files, or Redis.

Nothing on a shelf is believed without its sum and its versions, and a shelf that is away only costs drawing.
"""

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from zlib import crc32

import redis

#: files of the folder: the most pages that lie there; two of the same number replace each other
PLACES = 4096
#: a page that is larger than this is drawn for whoever wants it
LARGEST = 2_000_000
#: seconds that one waits for another to finish drawing the same page, and between two looks
PATIENCE, STEP = 5.0, 0.01
LEASE_MS = 5000


class Shelf(Protocol):
    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, packed: bytes, seconds: float) -> None: ...

    def drawing(self, name: str, patience: float = PATIENCE) -> contextlib.AbstractContextManager[bool]:
        """Whether no other process draws this page inside; one waits for it for so many seconds."""


class Folder:
    def __init__(self, place: Path) -> None:
        self.place = place

    def get(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, packed: bytes, seconds: float) -> None:
        path = self._path(name)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(packed)
            fresh.replace(path)

    @contextlib.contextmanager
    def drawing(self, name: str, patience: float = PATIENCE) -> Iterator[bool]:
        path = self._path(name).with_suffix(".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            yield True
            return
        try:
            until = time.monotonic() + patience
            while not (ours := _locked(lock)) and time.monotonic() < until:
                time.sleep(STEP)
            yield ours
        finally:
            os.close(lock)

    def _path(self, name: str) -> Path:
        number = f"{crc32(name.encode()) % PLACES:03x}"
        return self.place / number[:1] / number


def _locked(lock: int) -> bool:
    """A lock of this open file's own: two threads of a process exclude each other, too, and who dies lets go."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class OnRedis:
    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self.client, self.prefix = client, prefix

    def get(self, name: str) -> bytes | None:
        try:
            return self.client.get(f"{self.prefix}:{name}")
        except redis.RedisError:
            return None

    def put(self, name: str, packed: bytes, seconds: float) -> None:
        with contextlib.suppress(redis.RedisError):
            self.client.set(f"{self.prefix}:{name}", packed, px=max(1, int(seconds * 1000)))

    @contextlib.contextmanager
    def drawing(self, name: str, patience: float = PATIENCE) -> Iterator[bool]:
        key, ours = f"{self.prefix}:drawing:{name}", False
        until, silent = time.monotonic() + patience, False
        try:
            while not (ours := bool(self.client.set(key, b"1", nx=True, px=LEASE_MS))) and time.monotonic() < until:
                time.sleep(STEP)
        except redis.RedisError:
            silent = True  # so nobody can be heard, and nobody is waited for
        try:
            yield ours or silent
        finally:
            if ours:
                with contextlib.suppress(redis.RedisError):
                    self.client.delete(key)
