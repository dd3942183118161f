"""What becomes of rows: new clips, and what is forgotten of pictures, clips and people."""

from django.db import transaction

from kit.slugs import free_slug
from people.lifecycle import new_organisation
from people.models import Person
from visuals.lifecycle.keeping import discard_on_commit
from visuals.models import Clip, ClipPerson, Image, ImagePerson, Portrait
from visuals.pipeline import proposals
from visuals.pipeline.metadata.agencies import SPELLINGS
from visuals.search import CLIPS


def keep_usual_agencies() -> int:
    """Those whose files we can read become rows which the desk can edit; what is there already, under any spelling,
    stays as it is. Says how many are new.
    """
    new = 0
    with transaction.atomic():
        known = {spelling.casefold() for spelling in proposals.spellings()}
        for name, more in SPELLINGS.items():
            others = [each for each in more.split("|") if each]
            if known & {name.casefold(), *(each.casefold() for each in others)}:
                continue
            organisation = new_organisation(name)
            organisation.aliases = "\n".join(others)
            organisation.save(update_fields=["aliases"])
            new += 1
    return new


def keep_public_span(visual: Image | Clip) -> None:
    """Take over when readers may fetch it from the row: a form is as old as its page, and a story may have been
    published since. Locks the row; belongs into the transaction that saves the form.
    """
    row = type(visual).objects.select_for_update().filter(pk=visual.pk).values_list("public_from", "public_until")
    visual.public_from, visual.public_until = row[0]


def new_clip(**fields) -> Clip:
    """A clip with an address of its own, from its title or the first words of its teaser."""
    words = fields.get("title") or " ".join(fields.get("teaser", "").split()[:8])
    slug = free_slug(words, lambda slug: Clip.objects.filter(slug=slug).exists(), "video")
    clip = Clip.objects.create(slug=slug, **fields)
    CLIPS.keep(clip.pk)
    return clip


def forget_picture(image: Image) -> None:
    """Everything of ``visuals`` that hangs on a picture which is about to be erased: files, portraits, posters."""
    Portrait.objects.filter(image=image).delete()
    Clip.objects.filter(poster=image).update(poster=None)
    names = [rendition.file.name for rendition in image.renditions.all()]
    if image.file:
        names.append(image.file.name)
    discard_on_commit(names)


def forget_clip(clip: Clip) -> None:
    """A clip is data; the footage it was cut from stays with the desk."""
    clip.footage = None


def forget_person(person: Person) -> None:
    """Untie a person from pictures and clips; names typed into credits stay with the picture's own erasure."""
    ImagePerson.objects.filter(person=person).delete()
    ClipPerson.objects.filter(person=person).delete()
    Image.objects.filter(photographer=person).update(photographer=None)
