"""An upload on its way: its bytes wait under a token until the last one is there. Broken off, it goes on later.

The token is made of who, which file and how long: dropping the same file again finds what is there already.
"""

import fcntl
import os
import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from people.models import User
from visuals.lifecycle.intake import Twins, look_at, take_file, twins
from visuals.models import Image
from visuals.pipeline.upright import MAX_BYTES
from visuals.search import PICTURES

TOKEN = re.compile(r"[0-9a-f]{64}")


class OutOfStep(ValueError):
    """The next byte is another one; ``args[0]`` is its number."""


class AlreadyThere(ValueError):
    """The library has this picture, or one that looks the same: ``twins``."""

    def __init__(self, found: Twins) -> None:
        super().__init__("already there")
        self.twins = found


def token_for(user: User, fingerprint: str, size: int) -> str:
    return salted_hmac("picture upload", f"{user.pk}:{size}:{fingerprint}", algorithm="sha256").hexdigest()


def _part(token: str) -> Path:
    if not TOKEN.fullmatch(token):
        raise ValueError(_("This upload is not known."))
    return _waiting() / f"{token}.part"


def _waiting() -> Path:
    """On this machine even where pictures are kept elsewhere: a piece is appended, which no object store can."""
    return Path(settings.MEDIA_ROOT) / "private" / "incoming"


def received(token: str) -> int:
    """How many bytes are there."""
    part = _part(token)
    return part.stat().st_size if part.exists() else 0


def append(token: str, offset: int, data: bytes) -> int:
    """Put ``data`` behind what is there and say how much that is now; bytes that came before are not taken twice."""
    part = _part(token)
    if offset and not part.exists():
        raise OutOfStep(0)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        there = os.fstat(file.fileno()).st_size
        if offset != there or there + len(data) > MAX_BYTES:
            raise OutOfStep(there)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return there + len(data)


def drop(token: str) -> None:
    _part(token).unlink(missing_ok=True)


def forget(*, before: datetime, dry: bool = False) -> int:
    """Give up what nobody has gone on with since ``before``; how many those are."""
    found = 0
    for part in _waiting().glob("*.part"):
        if part.stat().st_mtime < before.timestamp():
            found += 1
            if not dry:
                part.unlink(missing_ok=True)
    return found


def finish(token: str, *, by: User, name: str = "", anyway: bool = False) -> Image:
    """Make it a picture of the library. Asked again, it is the same picture. Raises ``PictureRefused``, and
    ``AlreadyThere`` unless ``anyway``.
    """
    if done := Image.objects.filter(upload_token=token).first():
        return done
    part = _part(token)
    if not part.exists():
        raise OutOfStep(0)
    data = part.read_bytes()
    look = look_at(data)
    if not anyway and (found := twins(data, look.looks)):
        raise AlreadyThere(found)
    image = Image(upload_token=token)
    try:
        take_file(image, data, look=look, by=by)
    except IntegrityError:  # the same click came twice, and the other one was first
        return Image.objects.get(upload_token=token)
    if not image.title and not image.caption:
        image.title = words_of(name)
        image.save(update_fields=["title"])
        PICTURES.keep(image.pk)
    drop(token)
    return image


def words_of(name: str) -> str:
    """The client's file name as a working title: its last part, without what only machines read."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in stem).replace("_", " ").split())[:80]
