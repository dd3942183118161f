"""The verbs of pictures and clips. Files first, rows after: a row never names a file that is not there."""

import hashlib
from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from kit.slugs import free_slug
from kit.tasks import enqueue_on_commit
from people.models import Person
from visuals.models import Clip, ClipPerson, Image, ImagePerson, Portrait, Rendition
from visuals.pipeline import pictures, proposals

SENTENCES = {
    "too_large": lambda: _("The file is larger than 40 MB. Please export a smaller one."),
    "too_many_pixels": lambda: _("The picture has more than 60 megapixels. Please export a smaller one."),
    "unreadable": lambda: _("This is no picture we can read. JPEG, PNG, WebP, AVIF, TIFF and GIF work."),
}


class PictureRefused(ValueError):
    """``str()`` says why, for whoever uploaded it."""


def take_file(image: Image, data: bytes, *, at_once: bool = False) -> Image:
    """Give ``image`` its original and ask for its renditions, or make them ``at_once``. Saves the row.

    Raises ``PictureRefused``.
    """
    try:
        form, width, height = pictures.measure(data)
        pictures.decode_once(data)
    except pictures.NotAPicture as refusal:
        raise PictureRefused(SENTENCES[refusal.args[0]]()) from refusal
    replaced = image.file.name
    with transaction.atomic():
        image.sha256 = hashlib.sha256(data).hexdigest()
        image.file.save(f"original.{form}", ContentFile(data), save=False)
        image.width, image.height, image.ladder = width, height, []
        proposals.propose(image, data)
        image.save()
        _delete_on_commit([replaced] if replaced else [])
        if at_once:
            make_renditions(image)
        else:
            enqueue_on_commit("visuals.tasks.make_renditions", image.pk)
    return image


def keep_public_span(visual: Image | Clip) -> None:
    """Take over when readers may fetch it from the row: a form is as old as its page, and a story may have been
    published since. Locks the row; belongs into the transaction that saves the form.
    """
    row = type(visual).objects.select_for_update().filter(pk=visual.pk).values_list("public_from", "public_until")
    visual.public_from, visual.public_until = row[0]


def make_renditions(image: Image) -> int:
    """Encode what readers get and replace what was there; returns how many files. Run twice, it changes nothing."""
    with image.file.open("rb") as original:
        data = original.read()
    made = [_store(image, encoded) for encoded in pictures.renditions(data)]
    names = {rendition.file.name for rendition in made}
    with transaction.atomic():
        if not Image.objects.select_for_update(of=("self",)).filter(pk=image.pk).values_list("pk").first():
            _delete_on_commit(names)  # erased while we were encoding
            return 0
        _delete_on_commit({rendition.file.name for rendition in image.renditions.all()} - names)
        image.renditions.all().delete()
        Rendition.objects.bulk_create(made)
        image.ladder = [[r.format, r.width, r.height] for r in sorted(made, key=lambda r: (r.width, r.format))]
        image.save(update_fields=["ladder"])
    return len(made)


def _store(image: Image, encoded: pictures.Encoded) -> Rendition:
    """Write one file under its own name, over what was there; the row is not saved."""
    name = f"renditions/{image.key[:2]}/{image.key}/{encoded.width}.{encoded.format}"
    if default_storage.exists(name):
        default_storage.delete(name)
    name = default_storage.save(name, ContentFile(encoded.data))
    size = {"width": encoded.width, "height": encoded.height, "bytes": len(encoded.data)}
    return Rendition(image=image, format=encoded.format, file=name, **size)


def _delete_on_commit(names: Iterable[str]) -> None:
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def new_clip(**fields) -> Clip:
    """A clip with an address of its own, from its title or the first words of its teaser."""
    words = fields.get("title") or " ".join(fields.get("teaser", "").split()[:8])
    slug = free_slug(words, lambda slug: Clip.objects.filter(slug=slug).exists(), "video")
    return Clip.objects.create(slug=slug, **fields)


def forget_picture(image: Image) -> None:
    """Everything of ``visuals`` that hangs on a picture which is about to be erased: files, portraits, posters."""
    Portrait.objects.filter(image=image).delete()
    Clip.objects.filter(poster=image).update(poster=None)
    names = [rendition.file.name for rendition in image.renditions.all()]
    if image.file:
        names.append(image.file.name)
    _delete_on_commit(names)


def forget_clip(clip: Clip) -> None:
    """A clip is data; the footage it was cut from stays with the desk."""
    clip.footage = None


def forget_person(person: Person) -> None:
    """Untie a person from pictures and clips; names typed into credits stay with the picture's own erasure."""
    ImagePerson.objects.filter(person=person).delete()
    ClipPerson.objects.filter(person=person).delete()
    Image.objects.filter(photographer=person).update(photographer=None)
