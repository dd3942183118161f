"""A file becomes a picture of the library, or is refused with a sentence."""

import errno
import hashlib
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.lifecycle import record
from people.models import User
from visuals.lifecycle.copying import make_renditions, order_copies, rendition_name
from visuals.lifecycle.keeping import discard, discard_on_commit, keep
from visuals.models import Image, Likeness, Rendition
from visuals.models.image import original_name
from visuals.pipeline import apart, pictures, proposals
from visuals.search import PICTURES

SENTENCES = {
    "too_large": lambda: _("The file is larger than 40 MB. Please export a smaller one."),
    "too_many_pixels": lambda: _("The picture has more than 60 megapixels. Please export a smaller one."),
    "unreadable": lambda: _("This is no picture we can read. JPEG, PNG, WebP, AVIF, TIFF and GIF work."),
    "too_slow": lambda: _("The picture could not be read within five seconds. Please export it anew."),
    "no_room": lambda: _("There is no room left on the disk. The file is kept here as far as it came."),
    "no_store": lambda: _(
        "The store for pictures does not answer. Nothing is lost; please try again in a few minutes."
    ),
    "too_hungry": lambda: _("The picture needs more memory than it is worth. Please export it anew, with 8 bits."),
}
FIRST = "first"  # the stamp of the one small copy that is there at once
ALIKE = 10  # bits of 64 that may differ between two files of one photograph


class PictureRefused(ValueError):
    """``str()`` says why, for whoever uploaded it."""


def trouble(problem: OSError) -> str:
    """Why a file could not be kept, for whoever uploads it."""
    return SENTENCES["no_room" if problem.errno in (errno.ENOSPC, errno.EDQUOT) else "no_store"]()


def look_at(data: bytes) -> apart.Look:
    """Whether a file is a picture, proven in a child process. Raises ``PictureRefused``."""
    try:
        return apart.look(data, proposals.spellings())
    except pictures.NotAPicture as refusal:
        raise PictureRefused(SENTENCES[refusal.args[0]]()) from refusal


def take_file(
    image: Image, data: bytes, *, at_once: bool = False, look: apart.Look | None = None, by: User | None = None
) -> Image:
    """Give ``image`` its original and a first small copy, and ask for the others, or make them ``at_once``.
    Saves the row. ``look``: what ``look_at`` found, if it was asked before. Raises ``PictureRefused``.
    """
    look = look or look_at(data)
    replaced = _files_of(image)
    original = keep_original(image, data, look)
    image.sha256 = hashlib.sha256(data).hexdigest()
    small = keep(rendition_name(image, FIRST, look.first), look.first.data)
    try:
        with transaction.atomic():
            _store(image, look, original, small)
            discard_on_commit(replaced - {original, small})
            order_copies(image, enqueue=not at_once)
            PICTURES.keep(image.pk)
            if by:
                record("upload", image, by=by, after={"file": look.format, "sha256": image.sha256})
    except BaseException:
        discard({original, small} - replaced)
        raise
    if at_once:
        make_renditions(image)
    return image


def keep_original(image: Image, data: bytes, look: apart.Look) -> str:
    """The file itself, before there is a row: a store that fails is heard of while the form can still say so."""
    return keep(original_name(image.key, hashlib.sha256(data).hexdigest(), look.format), data)


def _store(image: Image, look: apart.Look, original: str, small: str) -> None:
    image.file.name = original
    image.width, image.height = look.width, look.height
    image.stamp, image.cut_ladder, image.crops = FIRST, {}, {}
    first = look.first
    image.ladder = [[first.format, first.width, first.height]]
    proposals.propose(image, look.said)
    image.save()
    image.renditions.all().delete()
    Rendition.objects.create(
        image=image, stamp=FIRST, format=first.format, width=first.width, height=first.height,
        file=small, bytes=len(first.data),
    )  # fmt: skip
    Likeness.objects.filter(image=image).delete()
    if look.looks:
        Likeness.objects.create(image=image, looks=look.looks, **_parts(look.looks))


def _files_of(image: Image) -> set[str]:
    if not image.pk:
        return set()
    names = set(image.renditions.values_list("file", flat=True))
    return names | set(Image.objects.filter(pk=image.pk).exclude(file="").values_list("file", flat=True))


def _parts(looks: str) -> dict[str, int]:
    parts = (int(looks[at : at + 4], 16) for at in range(0, 16, 4))
    return dict(zip(("first", "second", "third", "fourth"), parts, strict=True))


class Twins(NamedTuple):
    same: list[Image]  # the very file
    alike: list[Image]  # another file of what looks like the same photograph

    def __bool__(self) -> bool:
        return bool(self.same or self.alike)


def twins(data: bytes, looks: str) -> Twins:
    """Pictures of the library that a file doubles, best first, six at most of a kind; asked in three queries."""
    digest = hashlib.sha256(data).hexdigest()
    same = list(Image.objects.for_page().filter(sha256=digest)[:6])
    if not looks:
        return Twins(same, [])
    parts = Q()
    for name, value in _parts(looks).items():
        parts |= Q(**{name: value})
    rows = Likeness.objects.filter(parts).exclude(image__sha256=digest).values_list("image", "looks")[:500]
    away = {pk: (int(other, 16) ^ int(looks, 16)).bit_count() for pk, other in rows}
    near = sorted((pk for pk in away if away[pk] <= ALIKE), key=lambda pk: (away[pk], pk))[:6]
    found = Image.objects.for_page().in_bulk(near) if near else {}
    return Twins(same, [found[pk] for pk in near if pk in found])
