"""Uploads on their way: bytes wait under a token until the last one is there. Broken off, they go on later.

The token is made of who, what for, which file and how long: dropping the same file again finds what is there already.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from people.models import User

TOKEN = re.compile(r"[0-9a-f]{64}")


class OutOfStep(ValueError):
    """The next byte is another one; ``args[0]`` is its number."""


def token_for(user: User, fingerprint: str, size: int, purpose: str) -> str:
    return salted_hmac(purpose, f"{user.pk}:{size}:{fingerprint}", algorithm="sha256").hexdigest()


def part(token: str) -> Path:
    if not TOKEN.fullmatch(token):
        raise ValueError(_("This upload is not known."))
    return _waiting() / f"{token}.part"


def _waiting() -> Path:
    """On this machine even where pictures are kept elsewhere: a piece is appended, which no object store can."""
    return Path(settings.MEDIA_ROOT) / "private" / "incoming"


def received(token: str) -> int:
    """How many bytes are there."""
    path = part(token)
    return path.stat().st_size if path.exists() else 0


def append(token: str, offset: int, blocks: Iterable[bytes], *, most: int, sha256: str = "") -> int:
    """Put a piece behind what is there and say how much that is now; bytes that came before are not taken twice.

    ``blocks`` are written as they come. If they break off, or are not those that ``sha256`` was made of, none stays.
    """
    path = part(token)
    if offset and not path.exists():
        raise OutOfStep(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        there = os.fstat(file.fileno()).st_size
        if offset != there:
            raise OutOfStep(there)
        try:
            done = there + _write(file, blocks, room=most - there, sha256=sha256, there=there)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.ftruncate(file.fileno(), there)
            raise
    return done


def _write(file, blocks: Iterable[bytes], *, room: int, sha256: str, there: int) -> int:
    digest, written = hashlib.sha256(), 0
    for block in blocks:
        written += len(block)
        if written > room:
            raise OutOfStep(there)
        digest.update(block)
        file.write(block)
    if sha256 and sha256 != digest.hexdigest():
        raise OutOfStep(there)
    return written


def drop(token: str) -> None:
    part(token).unlink(missing_ok=True)


def forget(*, before: datetime, dry: bool = False) -> int:
    """Give up what nobody has gone on with since ``before``; how many those are."""
    found = 0
    for path in _waiting().glob("*.part"):
        if path.stat().st_mtime < before.timestamp():
            found += 1
            if not dry:
                path.unlink(missing_ok=True)
    return found


def words_of(name: str) -> str:
    """The client's file name as a working title: its last part, without what only machines read."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in stem).replace("_", " ").split())[:80]
