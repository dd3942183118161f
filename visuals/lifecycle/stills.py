"""A frame of a programme as a picture of the library: with cuts, a credit and rights of its own, like any other."""

from django.db import transaction
from django.utils.translation import gettext as _

from kit.durations import clock
from people.models import User
from visuals.lifecycle.footage import places
from visuals.lifecycle.intake import PictureRefused, take_file
from visuals.models import Clip, Footage, Image, Usage
from visuals.pipeline.video import probing


class NoStill(ValueError):
    """``str()`` says why there is none."""


def can_take(footage: Footage) -> bool:
    """Whether there is a film that has been measured, and has pictures."""
    return bool(footage.file and footage.has_video and footage.probe.get("video") is not None)


def take_still(footage: Footage, at_ms: int, *, by: User | None) -> Image:
    """From the original, which shows more than what readers get. Credit and rights are the programme's."""
    if not can_take(footage):
        raise NoStill(_("This programme has no file that a picture could be taken from."))
    stream = footage.probe["video"]
    try:
        data = probing.still(places.original(footage), stream=stream, at_ms=at_ms)
        return take_file(_image(footage, at_ms), data, by=by)
    except (probing.Refused, PictureRefused, OSError) as problem:
        raise NoStill(_("No picture could be taken from the programme at %(at)s.") % {"at": clock(at_ms)}) from problem


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
