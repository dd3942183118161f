"""A frame of a programme as a picture of the library: with cuts, a credit and rights of its own, like any other."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from kit.durations import clock
from people.models import User
from visuals.lifecycle import keeping
from visuals.lifecycle.footage import places
from visuals.lifecycle.intake import PictureRefused, take_file
from visuals.models import Clip, Footage, Image, Usage
from visuals.pipeline.video import playlists, probing


class NoStill(ValueError):
    """``str()`` says why there is none."""


def can_take(footage: Footage) -> bool:
    """Whether there is a film that has been measured, and has pictures."""
    return bool(footage.file and footage.has_video and footage.probe.get("video") is not None)


def take_still(footage: Footage, at_ms: int, *, by: User | None) -> Image:
    """From the original, which shows more than what readers get. Credit and rights are the programme's."""
    if not can_take(footage):
        raise NoStill(_("This programme has no file that a picture could be taken from."))
    try:
        data = _of_the_original(footage, at_ms) if keeping.on_disk() else _of_a_segment(footage, at_ms)
        return take_file(_image(footage, at_ms), data, by=by)
    except (probing.Refused, PictureRefused, playlists.Broken, OSError) as problem:
        raise NoStill(_("No picture could be taken from the programme at %(at)s.") % {"at": clock(at_ms)}) from problem


def _of_the_original(footage: Footage, at_ms: int) -> bytes:
    return probing.still(places.original(footage), stream=footage.probe["video"], at_ms=at_ms)


def _of_a_segment(footage: Footage, at_ms: int) -> bytes:
    """A store would have to send the whole original; four seconds of the best quality are here at once."""
    version = footage.active
    if version is None or not version.rungs:
        raise FileNotFoundError(footage.file.name)
    rung = f"{version.path}/hls/{version.rungs[0]['name']}"
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "index.m3u8").write_bytes(_read(f"{rung}/index.m3u8"))
        playlist = playlists.read(place / "index.m3u8")
        segment, begins_ms = playlist.showing(at_ms)
        film = place / "film.mp4"
        film.write_bytes(_read(f"{rung}/{playlist.init}") + _read(f"{rung}/{segment}"))
        return probing.still(film, stream=0, at_ms=at_ms - begins_ms, of_a_segment=True)


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        data: bytes = file.read()
        return data


def give_poster(clip: Clip, at_ms: int, *, by: User | None) -> Image:
    """The frame becomes the poster of a stored clip."""
    image = take_still(clip.footage, at_ms, by=by) if clip.footage else None
    if image is None:
        raise NoStill(_("This video has no programme that a picture could be taken from."))
    with transaction.atomic():
        Clip.objects.filter(pk=clip.pk).update(poster=image)
    clip.poster = image
    return image


def _image(footage: Footage, at_ms: int) -> Image:
    title = f"{footage.title[:140]}, {clock(at_ms)}"
    return Image(
        title=title,
        alt=_("Scene from “%(programme)s”") % {"programme": footage.title[:120]},
        credit_override=footage.rights_holder,
        usage=Usage.OWN,
        available_from=footage.available_from,
        available_until=footage.available_until,
    )
