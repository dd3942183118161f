"""A programme's file comes in, in pieces that wait under a token, and is measured in the background."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.lifecycle import record
from people.models import User
from visuals.lifecycle import keeping, parts
from visuals.lifecycle.footage import places
from visuals.lifecycle.footage.ordering import order_probe
from visuals.models import Footage
from visuals.models.footage import footage_path
from visuals.pipeline.video import sniffing, wording

ROOM = 512 * 1024**2  # beside the file itself


class FootageRefused(ValueError):
    """``str()`` says why, for whoever uploaded it."""

    def __init__(self, code: str, sentence: str = "") -> None:
        super().__init__(sentence or wording.why(code))
        self.code = code


def token_for(user: User, fingerprint: str, size: int, into: Footage | None = None) -> str:
    return parts.token_for(user, fingerprint, size, f"footage upload {into.pk if into else ''}")


def look_before(size: int, into: Footage | None = None) -> None:
    """Everything that can be refused before a byte has come. Raises ``FootageRefused``."""
    if lacks := wording.lacks():
        sentence = _("Video cannot be taken yet. Missing: %(what)s") % {"what": "; ".join(lacks)}
        raise FootageRefused("no_encoder", sentence)
    if size > wording.MOST_BYTES:
        raise FootageRefused("too_big")
    if into is not None and not may_be_filled(into):
        raise FootageRefused("already_filled")
    if places.free() < size + ROOM:
        raise FootageRefused("no_room")


def may_be_filled(footage: Footage) -> bool:
    """Its clips were typed before it came, or what came could not be used."""
    return footage.state in (Footage.State.EXPECTED, Footage.State.REJECTED)


def finish(token: str, *, by: User, name: str = "", into: Footage | None = None) -> Footage:
    """Make it a programme, or one’s file. Asked again, it is the same. Raises ``FootageRefused``, ``OutOfStep``."""
    if done := Footage.objects.filter(upload_token=token).first():
        return done
    part = parts.part(token)
    if not part.exists():
        raise parts.OutOfStep(0)
    try:
        footage = take(part, title=parts.words_of(name), by=by, token=token, into=into)
    except IntegrityError:  # the same click came twice, and the other one was first
        return Footage.objects.get(upload_token=token)
    parts.drop(token)
    return footage


def take(
    file: Path, *, title: str = "", by: User | None = None, token: str | None = None, into: Footage | None = None
) -> Footage:
    """Give a complete file its private place, and have it measured. ``file`` itself stays where it is."""
    with file.open("rb") as opened:
        if not sniffing.container(opened.read(sniffing.HEAD)):
            raise FootageRefused("not_a_video")
    footage = into or Footage(title=title or file.stem)
    if keeping.on_disk():
        _beside(file, footage, by, token)
    else:
        _into_the_store(file, footage, by, token)
    footage.refresh_from_db()
    return footage


def _beside(file: Path, footage: Footage, by: User | None, token: str | None) -> None:
    footage.file.name = footage_path(footage, "")
    target = places.original(footage)
    fresh = _linked(file, target.parent)
    try:
        with transaction.atomic():
            _told(footage, fresh.stat().st_size, by, token)
            os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _into_the_store(file: Path, footage: Footage, by: User | None, token: str | None) -> None:
    """Before the row, and outside of its transaction: gigabytes take minutes. What gets no row goes again; so its name
    is its own, for somebody else may be filling the same programme.
    """
    refused, footage.file.name = footage.file.name, f"{footage_path(footage, '')}-{secrets.token_hex(8)}"
    places.hand_in(file, footage.file.name, beat=lambda: None)
    try:
        with transaction.atomic():
            _told(footage, file.stat().st_size, by, token)
            keeping.discard_on_commit([refused] if refused else [])
    except Exception:
        keeping.discard([footage.file.name])
        raise


def _told(footage: Footage, size: int, by: User | None, token: str | None) -> None:
    _store(footage, {"file": footage.file.name, "upload_token": token, "bytes": size})
    order_probe(footage)
    record("upload", footage, by=by, after={"bytes": size})


def _store(footage: Footage, told: dict[str, Any]) -> None:
    if footage.pk is None:
        footage.upload_token, footage.bytes = told["upload_token"], told["bytes"]
        footage.save()
        return
    if not may_be_filled(Footage.objects.select_for_update().get(pk=footage.pk)):
        raise FootageRefused("already_filled")
    Footage.objects.filter(pk=footage.pk).update(**told)


def _linked(file: Path, folder: Path) -> Path:
    """A second name for the same bytes: until the row is written, the first one is still there to go on from."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"arriving-{secrets.token_hex(8)}"
    try:
        os.link(file, fresh)
    except OSError:  # another file system, or one without links
        shutil.copyfile(file, fresh)
    return fresh
