"""What has changed, known to every process at once: a row of random numbers, one a table and one a column of it, in a
file or in Redis.

A change writes fresh random numbers and counts nothing: nobody has to lock anything, and a file or a Redis that
was lost and came back can never look like what it was. Read and written through the file, not mapped into memory:
whoever cuts a mapped file short ends the processes that look at it.
"""

import logging
import os
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import redis

from kit.freshness.questions import EVERYTHING

logger = logging.getLogger(__name__)
#: a page stands on a hundred columns or more: in a shorter row too many of them would share a number with others
WIDTH, SLOTS = 8, 8192
SIZE = WIDTH * SLOTS
#: changes with everything and after everything; as long as it is the same, nothing has changed at all
MARKER = 0
#: the statement did not say what it changed
WHOLE = 1
#: seconds after which one looks whether the file is still the one that others see, or Redis is back
AGAIN = 0.25


class Unavailable(Exception):
    """Nobody knows what has changed, so nothing that is stored may be shown."""


def slot_of(name: str) -> int:
    """Two names may share one: then a change of one has pages of the other ask once more."""
    return WHOLE if name == EVERYTHING else 2 + crc32(name.encode()) % (SLOTS - 2)


@lru_cache(1024)
def slots_of(names: frozenset[str]) -> frozenset[int]:
    return frozenset(map(slot_of, names))


def of(snapshot: bytes, slots: Iterable[int]) -> bytes:
    return b"".join(snapshot[slot * WIDTH : (slot + 1) * WIDTH] for slot in slots)


def _fresh(slots: Iterable[int]) -> Iterable[tuple[int, bytes]]:
    """The marker last: who sees it sees the others."""
    return ((slot * WIDTH, os.urandom(WIDTH)) for slot in (*slots, MARKER))


class Known(ABC):
    """The row as it was read last, which holds as long as its marker does. The marker is read first, and written last:
    what is kept beside an old one may be too new, and never the other way round."""

    def __init__(self) -> None:
        self._last = b""

    @abstractmethod
    def marker(self) -> bytes: ...

    @abstractmethod
    def row(self) -> bytes: ...

    def snapshot(self) -> bytes:
        marker, last = self.marker(), self._last
        if not last or last[:WIDTH] != marker:
            self._last = last = marker + self.row()[WIDTH:]
        return last


class InFile(Known):
    """For the processes of one machine. ``path`` may vanish or be spoilt at any time."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._lock = threading.Lock()
        self._file = -1
        self._look_again = 0.0

    def marker(self) -> bytes:
        if time.monotonic() > self._look_again:
            self._look()
        return self._read(WIDTH)

    def row(self) -> bytes:
        return self._read(SIZE)

    def bump(self, slots: Iterable[int]) -> None:
        self._look()
        try:
            for place, number in _fresh(slots):
                os.pwrite(self._file, number, place)
        except OSError as problem:
            raise Unavailable(str(problem)) from problem

    def _read(self, size: int) -> bytes:
        try:
            found = os.pread(self._file, size, 0)
        except OSError as problem:
            raise Unavailable(str(problem)) from problem
        if len(found) != size:
            self._replace()
            raise Unavailable(f"{self.path} was cut short")
        return found

    def _look(self) -> None:
        """Whoever else opens the path must see what we write. A file that is gone is made anew."""
        with self._lock:
            try:
                self._open()
            finally:  # not before: another thread would read what is not open yet
                self._look_again = time.monotonic() + AGAIN

    def _open(self) -> None:
        try:
            there = os.stat(self.path)
            if self._file >= 0 and os.path.samestat(there, os.fstat(self._file)):
                return
        except FileNotFoundError:
            self._make()
        except OSError as problem:
            raise Unavailable(str(problem)) from problem
        try:
            opened = os.open(self.path, os.O_RDWR)
        except OSError as problem:
            raise Unavailable(str(problem)) from problem
        # The one before stays open: another thread may be reading it, and its number must not go to another file.
        self._file = opened

    def _make(self) -> None:
        """Complete beside its place and linked there: two that make it at once agree on one."""
        fresh = self.path.with_name(f".{self.path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(os.urandom(SIZE))
            os.link(fresh, self.path)
        except FileExistsError:
            pass  # another process was first
        except OSError as problem:
            raise Unavailable(str(problem)) from problem
        finally:
            fresh.unlink(missing_ok=True)

    def _replace(self) -> None:
        with self._lock:
            self.path.unlink(missing_ok=True)
        self._look_again = 0.0


class InRedis(Known):
    """For any number of machines. While Redis is silent, nothing stored is shown and pages are drawn anew."""

    def __init__(self, client: redis.Redis, name: str) -> None:
        super().__init__()
        self.client, self.name = client, name
        self._silent_until = 0.0
        self._owed: set[int] = set()

    def marker(self) -> bytes:
        return self._asked(lambda: self.client.getrange(self.name, 0, WIDTH - 1), WIDTH)

    def row(self) -> bytes:
        return self._asked(lambda: self.client.get(self.name), SIZE)

    def bump(self, slots: Iterable[int]) -> None:
        self._owed |= set(slots)
        self._silent_until = 0.0  # a change is worth a try of its own
        self._asked(lambda: b"", 0)

    def _asked(self, ask, size: int) -> bytes:
        if time.monotonic() < self._silent_until:
            raise Unavailable("Redis did not answer a moment ago")
        try:
            if self._owed:
                self._pay()
            found = ask() or b""
            if len(found) != size:
                self.client.set(self.name, os.urandom(SIZE), nx=len(found) == 0)
                found = ask() or b""
        except redis.RedisError as problem:
            self._silent_until = time.monotonic() + AGAIN
            raise Unavailable(str(problem)) from problem
        if len(found) != size:
            raise Unavailable("Redis forgets at once what it is given")
        return found

    def _pay(self) -> None:
        """What we could not say while Redis was away. First the whole row, or what is missing of it would be zeros."""
        owed = set(self._owed)
        with self.client.pipeline(transaction=True) as pipe:
            pipe.set(self.name, os.urandom(SIZE), nx=True)
            for place, number in _fresh(owed):
                pipe.setrange(self.name, place, number)
            pipe.execute()
        self._owed -= owed
