"""A picture on its way into the library: its pieces, see ``parts``, become a row, or are refused with a sentence."""

from django.db import IntegrityError

from people.models import User
from visuals.lifecycle import parts
from visuals.lifecycle.intake import Twins, look_at, take_file, twins
from visuals.lifecycle.parts import OutOfStep
from visuals.models import Image
from visuals.pipeline.upright import MAX_BYTES
from visuals.search import PICTURES


class AlreadyThere(ValueError):
    """The library has this picture, or one that looks the same: ``twins``."""

    def __init__(self, found: Twins) -> None:
        super().__init__("already there")
        self.twins = found


def token_for(user: User, fingerprint: str, size: int) -> str:
    return parts.token_for(user, fingerprint, size, "picture upload")


def append(token: str, offset: int, data: bytes) -> int:
    return parts.append(token, offset, [data], most=MAX_BYTES)


def finish(token: str, *, by: User, name: str = "", anyway: bool = False) -> Image:
    """Make it a picture of the library. Asked again, it is the same picture. Raises ``PictureRefused``, and
    ``AlreadyThere`` unless ``anyway``.
    """
    if done := Image.objects.filter(upload_token=token).first():
        return done
    part = parts.part(token)
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
        image.title = parts.words_of(name)
        image.save(update_fields=["title"])
        PICTURES.keep(image.pk)
    parts.drop(token)
    return image
